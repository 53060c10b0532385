"""tus 1.0.0 at ``/files/``: https://tus.io/protocols/resumable-upload.

Core, creation, creation-with-upload, expiration, checksum, termination and concatenation; lengths
are known from the start (``creation-defer-length`` is not offered).

``page`` has the door's answers, ``beginning`` says what begins, ``said`` reads what clients
say in headers, ``bodies`` stores what comes, ``override`` lets POST stand for methods that a
network does not let through.
"""

from gallery.web.uploads.page import pages

__all__ = ["pages"]
