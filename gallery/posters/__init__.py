"""What is drawn in the campaign's look: the poster of an action link, and cards for other sites.

``poster`` is one A4 page as PDF; ``paper`` sets words, strips of tape and a QR code on it.
``share_card`` is a picture for a page of ours that is shared; ``canvas`` does the same in pixels.
``letters`` knows which of our headline fonts has which letter.
"""

from gallery.posters.letters import can_be_set
from gallery.posters.poster import Poster, draw_poster

__all__ = ["Poster", "can_be_set", "draw_poster"]
