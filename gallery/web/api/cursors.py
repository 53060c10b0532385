"""Where a list goes on, as one word that says nothing to anybody else."""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import UTC, datetime, timedelta

from gallery.errors import NotHere
from gallery.web.current import tools

CURSOR = "^[A-Za-z0-9_-]{1,200}$"
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SEPARATOR = " "


def write_cursor(*parts: str) -> str:
    """Write where a list goes on."""
    said = urlsafe_b64encode(SEPARATOR.join(parts).encode()).decode()
    return said.rstrip("=")


def read_cursor(text: str, *, parts: int) -> list[str]:
    """Return what was written; raise NotHere for what we never wrote."""
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        said = data.decode("ascii").split(SEPARATOR)
    except (Error, ValueError) as error:
        raise NotHere("unknown-cursor") from error
    if len(said) != parts or not all(each.isprintable() for each in said):
        raise NotHere("unknown-cursor")
    return said


def write_hidden(number: int) -> str:
    """Write a number so that nobody can count by it."""
    return write_cursor(f"{number ^ int.from_bytes(_key()[:6]):x}", _mark_of(number))


def read_hidden(text: str) -> int:
    """Return a number that was hidden; raise NotHere for what we never wrote."""
    said, mark = read_cursor(text, parts=2)
    if not re.fullmatch("[0-9a-f]{1,16}", said):
        raise NotHere("unknown-cursor")
    number = int(said, 16) ^ int.from_bytes(_key()[:6])
    if not hmac.compare_digest(mark, _mark_of(number)):
        raise NotHere("unknown-cursor")
    return number


def _mark_of(number: int) -> str:
    """Return what nobody else can write beside a number."""
    return hmac.digest(_key(), str(number).encode(), "sha256")[:6].hex()


def _key() -> bytes:
    """Return what hides and marks numbers."""
    return tools().keys.subkey("cursors of changes")


def write_moment(moment: datetime) -> str:
    """Write a moment to the microsecond."""
    return str((moment - BEGINNING) // MICROSECOND)


def read_moment(text: str) -> datetime:
    """Return a moment."""
    return BEGINNING + timedelta(microseconds=read_number(text, most=10**17))


def read_number(text: str, *, most: int) -> int:
    """Return a number that is no larger than a database takes."""
    if not (text.isdecimal() and len(text) < 20 and int(text) <= most):
        raise NotHere("unknown-cursor")
    return int(text)
