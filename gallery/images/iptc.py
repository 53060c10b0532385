"""When IPTC records say that a picture was made (IPTC-IIM 4.2, section 6)."""

from __future__ import annotations

from gallery.images.containers.span import Broken, Span

MARK = 0x1C
APPLICATION = 2
DATE_CREATED, TIME_CREATED = 55, 60
MOST_RECORDS = 1_000


def date_and_time(records: Span) -> str | None:
    """Put DateCreated and TimeCreated together as EXIF would write them; None unless both are."""
    found = _wanted(records)
    date, time = found.get(DATE_CREATED, ""), found.get(TIME_CREATED, "")
    if len(date) < 8 or len(time) < 6:
        return None
    day = f"{date[:4]}:{date[4:6]}:{date[6:8]}"
    return f"{day} {time[:2]}:{time[2:4]}:{time[4:]}"


def _wanted(records: Span) -> dict[int, str]:
    found: dict[int, str] = {}
    at = 0
    try:
        for _ in range(MOST_RECORDS):
            if at >= len(records) or records.number(at, 1) != MARK:
                break
            record, dataset = records.number(at + 1, 1), records.number(at + 2, 1)
            size = records.number(at + 3, 2)
            if record == APPLICATION and dataset in (DATE_CREATED, TIME_CREATED):
                text = records.part(at + 5, size).copy(most=100)
                found.setdefault(dataset, text.decode("latin-1").strip("\x00 "))
            # A size with its highest bit set belongs to pictures inside records: never to a date.
            at += 5 + size
    except Broken:
        pass
    return found
