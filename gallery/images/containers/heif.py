"""A walk through the items of a HEIC or AVIF (ISO/IEC 23008-12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gallery.images.containers.boxes import (
    IN_FILE,
    IN_META,
    Extent,
    Item,
    box_in,
    boxes_in,
    extents_in,
    full,
    items_in,
    primary_in,
    properties_in,
    references_in,
)
from gallery.images.containers.pieces import Piece, Size, Xmp, exif_piece
from gallery.images.containers.span import Broken, Span, kept

XMP_TYPE = b"application/rdf+xml"
# Metadata items that lie in several stretches are copied together; one stretch is never copied.
MOST_JOINED = 4 << 20
# Files with many pictures have an EXIF block for some; the main picture's comes first.
MOST_METADATA = 4


def walk(data: Span) -> Iterator[Piece]:
    """Yield the picture's size, then metadata that describes it, then any other metadata.

    Sizes of further pictures in the file (tiles, thumbnails, depth) follow the first one.
    Raises Broken where boxes end or lie.
    """
    meta = full(box_in(data, b"meta")).body
    picture = _picture(meta)
    yield from kept(_sizes(meta, picture))
    extents = extents_in(box_in(meta, b"iloc"))
    homes = {IN_FILE: data, IN_META: _idat(meta)}
    for item in _metadata_items(meta, picture)[:MOST_METADATA]:
        yield from kept(_metadata(item, extents.get(item.number, []), homes))


def _picture(meta: Span) -> int | None:
    try:
        return primary_in(box_in(meta, b"pitm"))
    except Broken:
        return None


def _idat(meta: Span) -> Span:
    try:
        return box_in(meta, b"idat")
    except Broken:
        return Span(b"")


def _sizes(meta: Span, picture: int | None) -> Iterator[Size]:
    properties = box_in(meta, b"iprp")
    sizes = [
        (nth, Size(box.body.number(4, 4), box.body.number(8, 4)))
        for nth, box in enumerate(boxes_in(box_in(properties, b"ipco")), start=1)
        if box.name == b"ispe"
    ]
    of_picture = _properties(properties, picture)
    yield from (size for nth, size in sizes if nth in of_picture)
    yield from (size for nth, size in sizes if nth not in of_picture)


def _properties(properties: Span, picture: int | None) -> list[int]:
    try:
        return properties_in(box_in(properties, b"ipma"), item=picture)
    except Broken:
        return []


def _metadata_items(meta: Span, picture: int | None) -> list[Item]:
    """List EXIF and XMP, what is said to describe the picture before what is not."""
    items = [item for item in items_in(box_in(meta, b"iinf")) if _is_metadata(item)]
    describes = _descriptions(meta)
    return sorted(items, key=lambda item: picture not in describes.get(item.number, set()))


def _descriptions(meta: Span) -> dict[int, set[int]]:
    try:
        return references_in(box_in(meta, b"iref"), kind=b"cdsc")
    except Broken:
        return {}


def _is_metadata(item: Item) -> bool:
    return item.kind == b"Exif" or (item.kind == b"mime" and item.content_type == XMP_TYPE)


def _metadata(item: Item, extents: list[Extent], homes: Mapping[int, Span]) -> Iterator[Piece]:
    content = _joined([_stretch(extent, homes) for extent in extents])
    if item.kind == b"mime":
        yield Xmp(content)
    else:
        # The block is preceded by the place of its TIFF header (ISO/IEC 23008-12, A.2.1).
        yield exif_piece(content.rest(4 + content.number(0, 4)))


def _joined(parts: list[Span]) -> Span:
    if len(parts) == 1:
        return parts[0]
    if not parts or sum(map(len, parts)) > MOST_JOINED:
        raise Broken("an item in no place, or in too many")
    return Span(b"".join(part.view for part in parts))


def _stretch(extent: Extent, homes: Mapping[int, Span]) -> Span:
    home = homes.get(extent.home)
    if home is None:
        raise Broken("an item inside another item")
    return home.upto(extent.at, extent.size) if extent.size else home.rest(extent.at)
