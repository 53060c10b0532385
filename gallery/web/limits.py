"""How often somebody may ask: counted by a keyed hash of the address, another one every day.

What is sent through an action link is counted by the link and by the submission alone: visitors
by Tor and pupils of a school share an address with many.
"""

import time
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import NamedTuple

from flask import Flask, Response, request
from flask_limiter import Limiter
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from gallery.errors import TooOften
from gallery.web.current import tools
from gallery.web.drafts import Draft

HOUSEHOLD = 64  # bits of an IPv6 address that are one sender's
#: Photos (and copies, parts and second tries) that may begin in an hour: of a submission, by an
#: action link, from an address without one; and submissions from an address without one.
PER_DRAFT, PER_LINK, PER_ADDRESS = (RateLimitItemPerHour(each) for each in (300, 3000, 600))
DRAFTS = RateLimitItemPerHour(60)
#: Cards for other sites that are drawn for an address in an hour.
DRAWINGS = RateLimitItemPerHour(600)
KITS = RateLimitItemPerHour(30)  # of newspapers, for an address
ONCE = RateLimitItemPerHour(1)
SEARCHES = RateLimitItemPerMinute(60)  # of visitors, from an address
SECONDS_LATER, A_MINUTE = 600, 60


class Allowance(NamedTuple):
    """How much programs may ask in a window (seconds), and what is left of it, for how long."""

    most: int
    window: int
    left: int
    seconds: int
    is_over: bool


def who_asks() -> str:
    """Return the keyed hash of the address that asks; tomorrow it is another one."""
    return hidden(_coarse(request.remote_addr or ""))


def account_asked_for() -> str:
    """Return the keyed hash of the e-mail somebody wants to sign in with."""
    return hidden(request.form.get("email", "").strip().lower())


def was_refused(response: Response) -> bool:
    """Whether a try failed: only failed ones count."""
    return response.status_code >= 400


def was_unknown(response: Response) -> bool:
    """Whether somebody named what we do not know: a code, say. Other mistakes are forgiven."""
    return response.status_code == 404


def seconds_left() -> int:
    """Return how many whole seconds one has to wait until one may ask again."""
    asked = limiter.current_limit
    return max(1, ceil(asked.window.reset_time - time.time())) if asked else 60


def count_upload(draft: Draft, *, is_new: bool) -> None:
    """Count a photo that begins; raise TooOften over a limit, before any of it is read."""
    _count_sender(draft.link, is_new=is_new)
    _count(PER_DRAFT, "draft", draft.token)


def count_form(link: str | None) -> None:
    """Count a form with photos, before any of it is read."""
    _count_sender(link, is_new=True)


def count_search() -> None:
    """Count a search of a visitor."""
    if not _is_within(SEARCHES, "search", who_asks()):
        raise TooOften(seconds=A_MINUTE)


def count_call() -> Allowance:
    """Count what a program asks, and say what is left for its address."""
    limit = RateLimitItemPerMinute(tools().settings.calls_per_minute)
    of = ("calls", who_asks())
    is_within = _is_within(limit, *of)
    try:
        end, left = limiter.limiter.get_window_stats(limit, *of)
    except StorageError:
        end, left = _meanwhile.get_window_stats(limit, *of)
    seconds = max(1, ceil(end - time.time()))
    return Allowance(limit.amount, limit.get_expiry(), left, seconds, is_over=not is_within)


def count_drawing() -> None:
    """Count a card that is drawn; raise TooOften over the limit."""
    _count(DRAWINGS, "drawings", who_asks())


def count_kit() -> None:
    """Count a press kit that is sent; raise TooOften over the limit."""
    _count(KITS, "kits", who_asks())


def use_once(text: str) -> bool:
    """Whether something that counts for less than an hour is used for the first time."""
    return _is_within(ONCE, "once", text)


def prepare(app: Flask) -> None:
    """Count where the settings say; in this process while that place is down."""
    app.config["RATELIMIT_STORAGE_OPTIONS"] = {"wrap_exceptions": True}
    app.config["RATELIMIT_STORAGE_URI"] = app.extensions["toolbox"].settings.limits_url
    limiter.init_app(app)


def _count_sender(link: str | None, *, is_new: bool) -> None:
    """Count by the link, else by the address."""
    if link:
        _count(PER_LINK, "link", link)
        return
    _count(PER_ADDRESS, "address", who_asks())
    if is_new:
        _count(DRAFTS, "drafts", who_asks())


def _count(limit: RateLimitItem, *of: str) -> None:
    """Count once; raise TooOften when the hour's are used up."""
    if not _is_within(limit, *of):
        raise TooOften(seconds=SECONDS_LATER)


def _is_within(limit: RateLimitItem, *of: str) -> bool:
    """Count once; whether that is within the limit."""
    try:
        return limiter.limiter.hit(limit, *of)
    except StorageError:
        return _meanwhile.hit(limit, *of)


def _coarse(address: str) -> str:
    """Return the address, of IPv6 only the part that is one sender's."""
    try:
        is_long = isinstance(ip_address(address), IPv6Address)
    except ValueError:
        return address
    return str(ip_network((address, HOUSEHOLD), strict=False)) if is_long else address


def hidden(text: str) -> str:
    """Hide a text behind today's key."""
    return tools().keys.hash(f"limits of {tools().now():%Y-%m-%d}", text)


limiter = Limiter(who_asks, in_memory_fallback_enabled=True)
_meanwhile = FixedWindowRateLimiter(MemoryStorage())
