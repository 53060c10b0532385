"""Days that people type."""

from datetime import date, timedelta

from gallery.errors import BadInput
from gallery.web.current import tools

#: Photos that wait lie on our server, where they can be seized.
LONGEST_WAIT = timedelta(days=366)


def read_day(text: str, *, field: str = "day") -> date:
    """Read a day such as 2010-12-18; raise BadInput for what is none, or is still to come."""
    day = _date(text, field=field)
    if day > tools().now().date() + timedelta(days=1):  # it may have begun somewhere
        raise BadInput("day-to-come", field=field)
    return day


def read_later_day(text: str, *, field: str) -> date:
    """Read a day to wait for; raise BadInput for what is none, or is too far away."""
    day = _date(text, field=field)
    if day > tools().now().date() + LONGEST_WAIT:
        raise BadInput("day-too-far", field=field)
    return day


def _date(text: str, *, field: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput("day-unreadable", field=field) from error
