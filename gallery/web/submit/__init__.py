"""Participants send photos: ``/add/``, one form that works by itself and is quicker with a script.

``door`` is the blueprint with its guard, ``page`` has its pages, ``cities`` finds cities for them,
``offline`` starts the service worker. ``incoming`` streams the files of a plain form into the
store, ``said`` reads the answers, ``places`` those about single photos (``words`` cleans them),
``again`` fills them in for a photo sent in another's place, ``keeping`` opens the units of work
that keep and send them, ``rows`` says what became of each. ``thanks`` gives out the receipt code.
"""

from gallery.web.submit import cities, page
from gallery.web.submit.door import pages

__all__ = ["cities", "page", "pages"]
