"""The API for programs of partners, version 1: read only, for everybody, without a key.

``operations`` are all that can be asked, each described once; ``asking`` reads parameters as they
are described, ``cursors`` where lists go on, ``answering`` makes routes and answers of operations,
``schemas`` JSON and its description of the shapes in ``present``; ``following`` tells as Atom what
was published and removed, ``reference`` is the page for people, with ``webhooks``.
``description`` is all of it as OpenAPI with ``examples`` from this very gallery; ``door`` is the
blueprint with its guard.
"""

from gallery.web.api import answering, description, following
from gallery.web.api.door import pages

__all__ = ["answering", "description", "following", "pages"]
