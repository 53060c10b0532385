"""What kind of file this is, by its bytes alone, and whether a decoder may see it at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gallery.errors import Refused
from gallery.images.containers import Contents, contents_of
from gallery.images.containers.span import Data, Span

ACCEPTED: Final = ("jpeg", "mpo", "heic", "png", "webp", "avif")
UNSUPPORTED: Final = frozenset(
    {"gif", "tiff", "bmp", "svg", "psd", "jxl", "jp2", "ico", "raw", "bigtiff"}
)
HEAD = 64

# Where a file begins like this, it is that kind. Order matters only where one begins another.
BEGINNINGS: Mapping[bytes, str] = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
    b"II+\x00": "bigtiff",
    b"MM\x00+": "bigtiff",
    b"BM": "bmp",
    b"8BPS": "psd",
    b"\x00\x00\x01\x00": "ico",
    b"\xff\x0a": "jxl",
    b"\x00\x00\x00\x0cJXL ": "jxl",
    b"\x00\x00\x00\x0cjP  ": "jp2",
    b"IIU\x00": "raw",
    b"IIRO": "raw",
    b"FUJIFILMCCD-RAW": "raw",
    b"\x1aE\xdf\xa3": "video",  # Matroska, WebM
    b"\x00\x00\x01\xba": "video",  # MPEG
    b"\x00\x00\x01\xb3": "video",
    b"FLV\x01": "video",
    b"0&\xb2u\x8ef\xcf\x11": "video",  # Windows Media
    b"OggS": "video",
    b"%PDF": "pdf",
    b"%!PS": "postscript",
    b"\xc5\xd0\xd3\xc6": "postscript",
    b"PK\x03\x04": "zip",
}
# Brands of ISO base media files (MP4 registration authority). MIF1 and its kin say "some image":
# then the compatible brands decide.
BRANDS: Mapping[bytes, str] = {
    b"heic": "heic",
    b"heix": "heic",
    b"heim": "heic",
    b"heis": "heic",
    b"hevc": "heic",
    b"hevx": "heic",
    b"avif": "avif",
    b"avis": "avif",
    b"crx ": "raw",
}
SOME_IMAGE = frozenset({b"mif1", b"mif2", b"msf1", b"miaf", b"MiHB", b"MiHE"})

MEGAPIXEL = 1_000_000
# A PNG has no small way through: decoded it takes 5 bytes a pixel (98 megapixels took 505 MB).
MOST_PIXELS: Mapping[str, int] = {"png": 50 * MEGAPIXEL}
MOST_PIXELS_ELSE = 100 * MEGAPIXEL
# A progressive JPEG keeps all its coefficients, up to 6 bytes a pixel, whatever size is asked for.
MOST_PIXELS_IN_SCANS = 50 * MEGAPIXEL
# Clean photos have at most 14; 400 in 0.4 MB burned 15 s.
MOST_SCANS = 50
# On fewer nobody can recognise a statue.
LEAST_EDGE = 64


def kind_of(head: bytes) -> str | None:
    """Name a kind of file by its first 64 bytes or so; None for what we do not know.

    Knows more than is accepted, so that a refusal can say why: "gif", "tiff", "video", "pdf"….
    """
    for beginning, kind in BEGINNINGS.items():
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "video"}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _kind_by_brand(head)
    if b"<svg" in head.lower():
        return "svg"
    return None


def _kind_by_brand(head: bytes) -> str | None:
    major = head[8:12]
    if major not in SOME_IMAGE:
        return BRANDS.get(major, "video")
    end = min(int.from_bytes(head[:4], "big"), len(head))
    others = (BRANDS.get(head[at : at + 4]) for at in range(16, end - 3, 4))
    return next(filter(None, others), None)


def require_kind(head: bytes) -> None:
    """Raise Refused for a file whose first bytes say already that it is no photo we take."""
    _require_kind(kind_of(head[:HEAD]), len(head))


def require_photo(data: Data) -> str:
    """Name the kind of a photo that a decoder may see; one of ACCEPTED.

    Raises Refused with a key of REFUSALS for everything else, before any decoder ran. Reads the
    bytes once and holds none of them afterwards.
    """
    span = Span(data)
    kind = kind_of(span.head(HEAD))
    _require_kind(kind, len(span))
    contents = contents_of(span, kind)
    _require_effort(contents)
    _require_size(contents, kind)
    return "mpo" if contents.multi_picture else str(kind)


def _require_kind(kind: str | None, size: int) -> None:
    if size == 0:
        raise Refused("empty")
    if kind == "video":
        raise Refused("video")
    if kind in UNSUPPORTED:
        raise Refused("unsupported", kind=kind)
    if kind not in ACCEPTED:
        raise Refused("not-a-photo", kind=kind)


def _require_effort(contents: Contents) -> None:
    if contents.scans > MOST_SCANS:
        raise Refused("too-many-scans", scans=contents.scans)
    if contents.too_much:
        raise Refused("too-hard")


def _require_size(contents: Contents, kind: str | None) -> None:
    """Judge every size that the file claims, since nobody knows which one a decoder believes."""
    if not contents.sizes:
        raise Refused("unreadable")
    most = MOST_PIXELS.get(str(kind), MOST_PIXELS_ELSE)
    if contents.scans > 1:
        most = min(most, MOST_PIXELS_IN_SCANS)
    pixels = max(width * height for width, height in contents.sizes)
    if pixels > most:
        raise Refused("too-many-pixels", megapixels=pixels / MEGAPIXEL, most=most // MEGAPIXEL)
    if min(contents.sizes[0]) < LEAST_EDGE:
        raise Refused("too-small", least=LEAST_EDGE)
