"""A look at the head of a GIF, so that a refusal can name its size."""

from __future__ import annotations

from collections.abc import Iterator

from gallery.images.containers.pieces import Piece, Size
from gallery.images.containers.span import Span


def walk(data: Span) -> Iterator[Piece]:
    """Yield the size of the screen (GIF89a, section 18); raises Broken where it is missing."""
    yield Size(data.number(6, 2, order="little"), data.number(8, 2, order="little"))
