"""Everything that knows image files: what they are, what they say, and their pixels.

Reading: ``kinds`` decides by bytes what may come in, ``containers`` finds the metadata blocks,
``trimming`` and ``exif``, ``xmp``, ``iptc`` read them, ``moments`` and ``positions`` keep the
rules for dates and places, ``facts`` puts it together. No decoder runs for any of this.
Pixels: the other files; they never look at metadata beyond the orientation.
"""
