"""When a photo was taken: which statement of a file counts, and which are no dates at all.

The rules: the local wall clock as written, never converted; a statement that is no date is as good
as absent; an improbable one is kept and flagged; the offset is the file's own or unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import NamedTuple

from gallery.images.exif import Tags

ZONE = r"Z|[+-]\d{1,2}(?::?\d{2})?"
# EXIF writes 2009:05:03 19:33:15, XMP 2009-05-03T19:33:15.25+02:00; people's tools mix them.
MOMENT = re.compile(
    r"(?P<year>\d{4})[-:/.]\s?(?P<month>\d{1,2})[-:/.]\s?(?P<day>\d{1,2})[T\s]\s?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    rf"\s?(?P<zone>{ZONE})?"
)
OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?")
EARLIEST_OFFSET, LATEST_OFFSET = timedelta(hours=-12), timedelta(hours=14)
SECONDS_A_DAY = 86_400
QUARTER = timedelta(minutes=15)
SLACK = timedelta(minutes=5)
FIRST_CREDIBLE_YEAR = 1990
# What a clock shows that was never set.
RESET_DAYS = frozenset({date(1980, 1, 1), date(2000, 1, 1), date(2001, 1, 1)})
FUTURE_SLACK = timedelta(hours=24)


class Moment(NamedTuple):
    """A wall clock as written, and its offset such as "+02:00" where it stands beside it."""

    wall: datetime
    offset: str | None


class Statement(NamedTuple):
    """What one source says about the moment, as text; ``offset`` is its companion tag's text."""

    source: str
    text: str | None
    offset: str | None = None


class Taken(NamedTuple):
    """The answer; without one, ``why_not`` is absent, placeholder, impossible or unreadable."""

    moment: Moment | None
    source: str | None
    why_not: str | None


def choose_moment(statements: Iterable[Statement]) -> Taken:
    """Take the first statement that is a date, of those in order of trust."""
    why_not = "absent"
    for statement in statements:
        if statement.text is None:
            continue
        moment = parse_moment(statement.text)
        if moment is not None:
            offset = moment.offset or parse_offset(statement.offset or "")
            return Taken(moment._replace(offset=offset), statement.source, None)
        if why_not == "absent":
            why_not = _why_no_moment(statement.text)
    return Taken(None, None, why_not)


def parse_moment(text: str) -> Moment | None:
    """Read a date with a time of day; None for a day alone and for what no calendar has."""
    found = MOMENT.fullmatch(text.strip())
    if found is None:
        return None
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        # 60 is a leap second, which Python's clocks do not know.
        second = 59 if found["second"] == "60" else int(found["second"] or 0)
        clock = time(int(found["hour"]), int(found["minute"]), second)
    except ValueError:
        return None
    return Moment(datetime.combine(day, clock), parse_offset(found["zone"] or ""))


def _why_no_moment(text: str) -> str:
    if not re.search(r"[^\W0]", text):
        return "placeholder"
    return "impossible" if MOMENT.fullmatch(text.strip()) else "unreadable"


def parse_offset(text: str) -> str | None:
    """Read an offset from UTC as "+02:00"; None outside what the world's clocks use."""
    if text.strip() == "Z":
        return "+00:00"
    found = OFFSET.fullmatch(text.strip())
    if found is None or int(found["minutes"] or 0) > 59:
        return None
    size = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return format_offset(-size if found["sign"] == "-" else size)


def format_offset(offset: timedelta) -> str | None:
    """Write an offset as "+02:00"; None outside -12 to +14 hours."""
    if not EARLIEST_OFFSET <= offset <= LATEST_OFFSET:
        return None
    sign = "-" if offset < timedelta(0) else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"{sign}{hours:02}:{minutes:02}"


def is_implausible(wall: datetime, *, now: datetime) -> bool:
    """Tell whether no gallery should file by this date; ``now`` is UTC without a zone.

    The future, the years before digital photos, and the days of clocks that were never set.
    A Buddhist year (543 more) lies in the future.
    """
    return wall.year < FIRST_CREDIBLE_YEAR or wall.date() in RESET_DAYS or wall > now + FUTURE_SLACK


def offset_by_gps(wall: datetime, tags: Tags) -> str | None:
    """Infer the offset from the satellites' clock, which runs in UTC, as "+02:00".

    Zones are quarters of an hour apart; more than five minutes from one, the two clocks have
    nothing to do with each other (a stale fix, a camera set wrong).
    """
    utc = _gps_clock(tags)
    if utc is None:
        return None
    difference = wall - utc
    quarters = round(difference / QUARTER)
    if abs(difference - quarters * QUARTER) > SLACK:
        return None
    return format_offset(quarters * QUARTER)


def _gps_clock(tags: Tags) -> datetime | None:
    day, clock = tags.get("GPS GPSDateStamp"), tags.get("GPS GPSTimeStamp")
    if not isinstance(day, str) or not isinstance(clock, tuple) or len(clock) != 3:
        return None
    moment = parse_moment(f"{day} 00:00:00")
    hours, minutes, seconds = clock
    if moment is None or hours is None or minutes is None or seconds is None:
        return None
    since_midnight: Fraction = hours * 3600 + minutes * 60 + seconds
    if not 0 <= since_midnight < SECONDS_A_DAY:
        return None
    return moment.wall + timedelta(seconds=int(since_midnight))


def now_in_utc() -> datetime:
    """Say what time it is, in UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)
