"""When IPTC records say that a picture was made (IPTC-IIM 4.2, section 6)."""

from __future__ import annotations

from collections.abc import Iterator

from gallery.images.containers.photoshop import MARK as MARK_8BIM
from gallery.images.containers.photoshop import iptc_in
from gallery.images.containers.span import Span, kept

MARK = 0x1C
APPLICATION = 2
DATE_CREATED, TIME_CREATED = 55, 60
MOST_DATASETS = 1_000
MOST_TEXT = 32


def date_and_time(block: Span) -> str | None:
    """Put DateCreated and TimeCreated together as EXIF would write them; None unless both are.

    The records may stand bare or among Photoshop's image resources. Raises nothing.
    """
    found = _wanted(block)
    date, time = found.get(DATE_CREATED, ""), found.get(TIME_CREATED, "")
    if len(date) < 8 or len(time) < 6:
        return None
    day = f"{date[:4]}:{date[4:6]}:{date[6:8]}"
    return f"{day} {time[:2]}:{time[2:4]}:{time[4:]}"


def _wanted(block: Span) -> dict[int, str]:
    found: dict[int, str] = {}
    for dataset, value in kept(_datasets(block)):
        if dataset in (DATE_CREATED, TIME_CREATED):
            text = value.head(MOST_TEXT).decode("latin-1")
            found.setdefault(dataset, text.strip("\x00 "))
    return found


def _datasets(block: Span) -> Iterator[tuple[int, Span]]:
    records = iptc_in(block) if block.starts(MARK_8BIM) else block
    at = 0
    for _ in range(MOST_DATASETS):
        if at >= len(records) or records.number(at, 1) != MARK:
            return
        record, dataset = records.number(at + 1, 1), records.number(at + 2, 1)
        # A size with its highest bit set belongs to a picture, and pictures come after the dates.
        size = records.number(at + 3, 2)
        if record == APPLICATION:
            yield dataset, records.part(at + 5, size)
        at += 5 + size
