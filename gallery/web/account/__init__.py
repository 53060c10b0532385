"""What is one's own: ``own`` shows the sessions and changes the password, ``second`` the factors.

``door`` is the blueprint with its guard; ``sure`` asks once more who it is, before what a stranger
at an open screen must not do.
"""

from gallery.web.account import own, second, sure
from gallery.web.account.door import pages

__all__ = ["own", "pages", "second", "sure"]
