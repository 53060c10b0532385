"""Small files made byte by byte, so that a test shows everything that is in them."""

import struct
import zlib
from collections.abc import Mapping
from typing import NamedTuple

ASCII, SHORT, LONG, RATIONAL, SIGNED_RATIONAL, DOUBLE = 2, 3, 4, 5, 10, 12
LAYOUTS = {SHORT: "H", LONG: "I", RATIONAL: "II", SIGNED_RATIONAL: "ii", DOUBLE: "d"}

ORIENTATION, ORIGINAL, DIGITIZED, CHANGED = 0x0112, 0x9003, 0x9004, 0x0132
OFFSET_ORIGINAL, OFFSET_DIGITIZED, OFFSET_CHANGED = 0x9011, 0x9012, 0x9010
EXIF_POINTER, GPS_POINTER = 0x8769, 0x8825
LAT_REF, LAT, LON_REF, LON, GPS_TIME, GPS_STATUS, GPS_DATE, GPS_ERROR = 1, 2, 3, 4, 7, 9, 29, 31


class Field(NamedTuple):
    """One value of a directory; ``amount`` and ``at`` may be made to lie."""

    kind: int
    values: tuple = ()
    amount: int | None = None
    at: int | None = None

    def packed(self, order: str) -> bytes:
        if self.kind == ASCII:
            return self.values[0]
        layout = LAYOUTS.get(self.kind, "B")
        return struct.pack(order + layout * (len(self.values) // len(layout)), *self.values)


def text(said: str | bytes) -> Field:
    raw = said if isinstance(said, bytes) else said.encode() + b"\x00"
    return Field(ASCII, (raw,), len(raw))


def short(*values: int) -> Field:
    return Field(SHORT, values, len(values))


def long(*values: int) -> Field:
    return Field(LONG, values, len(values))


def ratios(*values: int) -> Field:
    return Field(RATIONAL, values, len(values) // 2)


def degrees(whole: int, minutes: int = 0, seconds: int = 0) -> Field:
    return ratios(whole, 1, minutes, 1, seconds, 1)


def position(lat: Field, lat_ref: str, lon: Field, lon_ref: str) -> dict[int, Field]:
    return {LAT_REF: text(lat_ref), LAT: lat, LON_REF: text(lon_ref), LON: lon}


MINSK = position(degrees(53, 54), "N", degrees(27, 33), "E")


def tiff(
    image: Mapping[int, Field] | None = None,
    *,
    exif: Mapping[int, Field] | None = None,
    gps: Mapping[int, Field] | None = None,
    order: str = "<",
) -> bytes:
    """A TIFF block with a first directory and, where given, EXIF and GPS directories."""
    body = b""
    first = dict(image or {})
    for pointer, fields in ((EXIF_POINTER, exif), (GPS_POINTER, gps)):
        if fields is not None:
            first[pointer] = long(8 + len(body))
            body += directory(fields, at=8 + len(body), order=order)
    head = {"<": b"II*\x00", ">": b"MM\x00*"}[order] + struct.pack(order + "I", 8 + len(body))
    return head + body + directory(first, at=8 + len(body), order=order)


def directory(fields: Mapping[int, Field], *, at: int, order: str = "<") -> bytes:
    """A directory that begins at ``at``, its values behind it."""
    values_at = at + 2 + 12 * len(fields) + 4
    head, values = struct.pack(order + "H", len(fields)), b""
    for tag, field in sorted(fields.items()):
        raw = field.packed(order)
        head += struct.pack(order + "HHI", tag, field.kind, field.amount or 0)
        if field.at is not None or len(raw) > 4:
            place = values_at + len(values) if field.at is None else field.at
            head += struct.pack(order + "I", place)
            values += raw
        else:
            head += raw.ljust(4, b"\x00")
    return head + bytes(4) + values


def segment(code: int, payload: bytes = b"") -> bytes:
    """A JPEG segment."""
    return bytes([0xFF, code]) + struct.pack(">H", len(payload) + 2) + payload


def exif_segment(block: bytes) -> bytes:
    return segment(0xE1, b"Exif\x00\x00" + block)


def xmp_segment(packet: bytes) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + packet)


def iptc_segment(records: bytes) -> bytes:
    return segment(0xED, b"Photoshop 3.0\x00" + resource(0x0404, records))


def frame(width: int = 640, height: int = 480, *, code: int = 0xC0) -> bytes:
    return segment(code, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")


def scan(data: bytes = b"\x12\xff\x00\x34") -> bytes:
    return segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + data


def jpeg(*segments: bytes, shape: bytes | None = None, scans: int = 1) -> bytes:
    """A JPEG as far as its segments go; its picture is nonsense."""
    picture = frame() if shape is None else shape
    return b"\xff\xd8" + b"".join(segments) + picture + scan() * scans + b"\xff\xd9"


def resource(number: int, data: bytes) -> bytes:
    """A Photoshop image resource."""
    padded = data + b"\x00" * (len(data) % 2)
    return b"8BIM" + struct.pack(">H", number) + b"\x00\x00" + struct.pack(">I", len(data)) + padded


def dataset(number: int, value: str, *, record: int = 2) -> bytes:
    """An IPTC dataset."""
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value.encode()


def chunk(name: bytes, body: bytes = b"") -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*chunks: bytes, width: int = 640, height: int = 480) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IEND")


def raw_profile(name: bytes, data: bytes) -> bytes:
    """Metadata in hexadecimal lines, as ImageMagick writes them."""
    digits = data.hex().encode()
    lines = b"\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    return b"\n%s\n%8d\n%s\n" % (name, len(data), lines)


def riff(name: bytes, body: bytes) -> bytes:
    """A WebP chunk."""
    return name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)


def webp(*chunks: bytes, width: int = 640, height: int = 480) -> bytes:
    canvas = struct.pack("<I", 0) + (width - 1).to_bytes(3, "little")
    body = b"WEBP" + riff(b"VP8X", canvas + (height - 1).to_bytes(3, "little")) + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def box(name: bytes, body: bytes = b"") -> bytes:
    """A box of an ISO base media file."""
    return struct.pack(">I", len(body) + 8) + name + body


def full_box(name: bytes, body: bytes = b"", *, version: int = 0, flags: int = 0) -> bytes:
    return box(name, bytes([version]) + flags.to_bytes(3, "big") + body)


class Item(NamedTuple):
    """Metadata in a HEIC, and the picture that it describes (1 is the primary one)."""

    kind: bytes
    content: bytes
    describes: int = 1
    home: int = 0  # 0: in the file, 1: in the meta box


def heic_exif(block: bytes, **more: int) -> Item:
    return Item(b"Exif", b"\x00\x00\x00\x06Exif\x00\x00" + block, **more)


def heic_xmp(packet: bytes, **more: int) -> Item:
    return Item(b"mime", packet, **more)


def heic(
    *items: Item, sizes: tuple[tuple[int, int], ...] = ((640, 480),), brand: bytes = b"heic"
) -> bytes:
    """A HEIC as far as its boxes go: picture 1 has the last of ``sizes``, the rest are tiles."""
    head = box(b"ftyp", brand + bytes(4) + b"mif1" + brand)
    length = len(head) + len(_meta(items, sizes, begin=0))
    return (
        head + _meta(items, sizes, begin=length) + b"".join(i.content for i in items if not i.home)
    )


def _meta(items: tuple[Item, ...], sizes: tuple[tuple[int, int], ...], *, begin: int) -> bytes:
    infos = full_box(b"infe", struct.pack(">HH", 1, 0) + b"hvc1\x00", version=2)
    places, references, at = b"", b"", [begin, 0]
    for number, item in enumerate(items, start=2):
        words = b"\x00application/rdf+xml\x00" if item.kind == b"mime" else b"\x00"
        infos += full_box(b"infe", struct.pack(">HH", number, 0) + item.kind + words, version=2)
        references += box(b"cdsc", struct.pack(">HHH", number, 1, item.describes))
        places += struct.pack(">HHHHII", number, item.home, 0, 1, at[item.home], len(item.content))
        at[item.home] += len(item.content)
    shapes = b"".join(full_box(b"ispe", struct.pack(">II", *size)) for size in sizes)
    owner = struct.pack(">IHBB", 1, 1, 1, 0x80 | len(sizes))
    return full_box(
        b"meta",
        full_box(b"pitm", struct.pack(">H", 1))
        + full_box(b"iinf", struct.pack(">H", len(items) + 1) + infos)
        + full_box(b"iref", references)
        + box(b"iprp", box(b"ipco", shapes) + full_box(b"ipma", owner))
        + box(b"idat", b"".join(item.content for item in items if item.home))
        + full_box(b"iloc", b"\x44\x00" + struct.pack(">H", len(items)) + places, version=1),
    )


def xmp(attributes: str = "", inside: str = "", *, before: str = "") -> bytes:
    """An XMP packet with one description."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'{before}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        f" {attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()


def place_xmp(lat: str, lon: str, more: str = "") -> bytes:
    return xmp(f'exif:GPSLatitude="{lat}" exif:GPSLongitude="{lon}" {more}')


def dated(said: str, **more: Field) -> bytes:
    """A JPEG whose DateTimeOriginal says this."""
    return jpeg(exif_segment(tiff(exif={ORIGINAL: text(said), **_tags(more)})))


def placed(gps: Mapping[int, Field]) -> bytes:
    """A JPEG with this GPS directory."""
    return jpeg(exif_segment(tiff(gps=gps)))


def _tags(named: Mapping[str, Field]) -> dict[int, Field]:
    numbers = {"offset": OFFSET_ORIGINAL, "digitized": DIGITIZED, "offset_changed": OFFSET_CHANGED}
    return {numbers[name]: field for name, field in named.items()}
