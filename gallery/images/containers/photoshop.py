"""Photoshop image resources ("8BIM"), of which only the IPTC records matter here."""

from __future__ import annotations

from gallery.images.containers.span import Broken, Span

MARK = b"8BIM"
IPTC = 0x0404
MOST_RESOURCES = 1000


def iptc_in(resources: Span) -> Span:
    """Find the IPTC records; raises Broken where there are none.

    Source: Adobe Photoshop File Formats Specification, "Image Resource Blocks".
    """
    at = 0
    for _ in range(MOST_RESOURCES):
        if not resources.upto(at, len(MARK)).starts(MARK):
            break
        number = resources.number(at + 4, 2)
        name = resources.number(at + 6, 1)
        at += _even(6 + 1 + name)
        size = resources.number(at, 4)
        if number == IPTC:
            return resources.part(at + 4, size)
        at += 4 + _even(size)
    raise Broken("no IPTC among the image resources")


def _even(size: int) -> int:
    return size + size % 2
