"""Everything that knows image files: what they are, what they say, and their pixels.

Reading: ``kinds`` decides by bytes what may come in, ``containers`` finds the metadata blocks,
``trimming`` and ``exif``, ``xmp``, ``iptc`` read them, ``moments`` and ``positions`` keep the
rules for dates and places, ``facts`` puts it together. No decoder runs for any of this.
Pixels: ``pixels`` decodes an original once, with ``colours``, ``turning``, ``covers`` and
``wholeness`` each for one question; ``renditions`` encodes sizes, ``likeness`` compares,
``sketch`` closely; ``heads`` tells where heads are, if its extra is installed;
``developing`` puts it together. They never look at metadata beyond the orientation and the profile.
``crediting`` writes into what visitors take along.
The dark room: ``darkroom`` is what others call. It writes ``letters`` to a ``darkroom_server``,
which forks a ``darkroom_child`` per file; ``sandbox`` closes the doors behind it, with ``landlock``
and ``seccomp``.
"""
