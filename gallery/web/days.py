"""Days that people type."""

from datetime import date, timedelta

from gallery.errors import BadInput
from gallery.web.current import tools


def read_day(text: str) -> date:
    """Read a day such as 2010-12-18; raise BadInput for what is none, or is still to come."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadInput("day-unreadable", field="day") from error
    if day > tools().now().date() + timedelta(days=1):  # it may have begun somewhere
        raise BadInput("day-to-come", field="day")
    return day
