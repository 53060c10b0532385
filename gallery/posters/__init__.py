"""What is drawn in the campaign's look: the poster of an action link, and cards for other sites.

``poster`` is one A4 page as PDF; ``paper`` sets words, strips of tape and a QR code on it.
``share_card`` is a picture for a page of ours that is shared; ``canvas`` does the same in pixels.
``look`` is what they have in common; ``letters`` knows which of our headline fonts has which
letter; the files themselves lie in ``fonts``.
"""
