"""Write XML for feeds, sitemaps and oEmbed, well-formed whatever people wrote."""

import re
from xml.etree import ElementTree as Xml

#: What XML cannot hold at all, not even escaped (XML 1.0, section 2.2).
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def write_xml(root: Xml.Element) -> bytes:
    """Return a document in UTF-8."""
    return (DECLARATION + ILLEGAL.sub("", Xml.tostring(root, encoding="unicode"))).encode()
