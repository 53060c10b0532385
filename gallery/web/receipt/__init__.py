"""Senders look after what they sent, at ``/receipt/``: six words are the key to it.

``page`` has the door's pages. ``asking`` reads what is said in its forms, ``showing`` makes the
page from ``shapes``, and ``pictures`` hands out small private pictures for some minutes.
"""

from gallery.web.receipt.page import pages

__all__ = ["pages"]
