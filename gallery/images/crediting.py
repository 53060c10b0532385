"""Write who made a picture, and how it may be used, into a JPEG of ours: that, and nothing else.

The picture is not touched: two segments are put behind the first one (ITU-T T.81, annex B). The
fields are those of the IPTC Photo Metadata Standard, twice: as IPTC-IIM 4.2 for old readers, and
as XMP (ISO 16684-1) for all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import pack
from xml.sax.saxutils import escape, quoteattr

START, APP0, APP1, APP13 = b"\xff\xd8", b"\xff\xe0", b"\xff\xe1", b"\xff\xed"
#: Enough of a file to know where its first segment ends.
HEAD = 6  # bytes
MOST = 65_533  # bytes in a segment
UTF_8 = b"\x1b%G"  # the code that names the character set (IPTC-IIM 4.2, dataset 1:90)
#: Datasets of the application record, and how many bytes each may have (section 6).
BY_LINE, CREDIT, COPYRIGHT = (80, 32), (110, 32), (116, 128)
PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
    ' xmpRights:Marked="True" xmpRights:WebStatement={web} photoshop:Credit={credit}>'
    "{creator}"
    "<dc:rights>{rights}</dc:rights><xmpRights:UsageTerms>{terms}</xmpRights:UsageTerms>"
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)
ONE = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
CREATOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>"


@dataclass(frozen=True)
class Credit:
    """Who made a picture and how it may be used, in words and as an address."""

    creator: str  # empty: nobody is named
    line: str
    copyright: str
    terms: str
    licence_url: str


def segments_of(credit: Credit) -> bytes:
    """Return a credit as segments of a JPEG."""
    return _segment(APP1, _xmp(credit)) + _segment(APP13, _image_resources(credit))


def place_for(head: bytes) -> int:
    """Return where segments go in a JPEG that begins so; raise ValueError where it is none.

    JFIF wants its own segment to be the first one.
    """
    if head[:2] != START:
        raise ValueError("not a JPEG")
    is_jfif = head[2:4] == APP0
    return 4 + int.from_bytes(head[4:6], "big") if is_jfif else 2


def _segment(marker: bytes, body: bytes) -> bytes:
    """Return a segment."""
    if len(body) > MOST:
        raise ValueError("too long for a segment")
    return marker + pack(">H", len(body) + 2) + body


def _xmp(credit: Credit) -> bytes:
    """Write a packet of XMP (ISO 16684-3, 1.1.3)."""
    creator = CREATOR.format(escape(credit.creator)) if credit.creator else ""
    packet = PACKET.format(
        web=quoteattr(credit.licence_url),
        credit=quoteattr(credit.line),
        creator=creator,
        rights=ONE.format(escape(credit.copyright)),
        terms=ONE.format(escape(credit.terms)),
    )
    return b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()


def _image_resources(credit: Credit) -> bytes:
    """Write the records among Photoshop's image resources (their number is 0x0404)."""
    records = b"".join(_records(credit))
    padding = b"\0" * (len(records) % 2)
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + pack(">I", len(records)) + records + padding


def _records(credit: Credit) -> Iterator[bytes]:
    """Yield the datasets: the character set, the version, and what is said."""
    yield _dataset(1, 90, UTF_8)
    yield _dataset(2, 0, b"\0\4")
    said = ((BY_LINE, credit.creator), (CREDIT, credit.line), (COPYRIGHT, credit.copyright))
    for (number, most), text in said:
        if text:
            yield _dataset(2, number, _cut(text, most))


def _dataset(record: int, number: int, body: bytes) -> bytes:
    """Return one dataset (IPTC-IIM 4.2, section 1.5)."""
    return pack(">BBBH", 0x1C, record, number, len(body)) + body


def _cut(text: str, most: int) -> bytes:
    """Return as much of a text as fits so many bytes, in whole letters."""
    return text.encode()[:most].decode(errors="ignore").encode()
