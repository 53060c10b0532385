"""The poster of an action link: one A4 page in the campaign's look, as PDF.

``poster`` is the page; ``paper`` sets words, strips of tape and a QR code on it; ``letters`` knows
which of our headline fonts has which letter.
"""

from gallery.posters.letters import can_be_set
from gallery.posters.poster import Poster, draw_poster

__all__ = ["Poster", "can_be_set", "draw_poster"]
