"""Participants send photos: ``/add/``, one form that works by itself and is quicker with a script.

``page`` has the door's pages. ``incoming`` streams the files of a plain form into the store,
``said`` reads the answers, ``places`` those about single photos (``words`` cleans them), ``again``
fills them in for a photo sent in another's place, ``keeping`` opens the units of work that keep and
send them, ``rows`` says what became of each. ``offline`` starts the service worker.
"""

from gallery.web.submit.page import pages

__all__ = ["pages"]
