"""Action links: whether one takes photos now, and how many came through it."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select

from gallery.db import db, lock_row
from gallery.errors import Closed, NotHere, TooLarge
from gallery.models import PART, TAKEN_BACK, ActionLink, Photo, Stage, Submission, Upload
from gallery.toolbox import Toolbox

#: What does not fill a link: taken back, or never to be shown.
NOT_COUNTED = (*TAKEN_BACK, Stage.REFUSED)


def find_open_link(token: str, *, tools: Toolbox) -> ActionLink:
    """Return an action link that takes photos; raise NotHere when unknown, Closed otherwise."""
    link = find_link(token)
    if link is None:
        raise NotHere("unknown-link")
    require_open(link, tools=tools)
    return link


def find_link(token: str) -> ActionLink | None:
    """Return a link, open or not."""
    return db.session.scalars(select(ActionLink).where(ActionLink.token == token)).one_or_none()


def require_open(link: ActionLink, *, tools: Toolbox) -> None:
    """Raise Closed, with the reason, where a link takes nothing new.

    Who began a draft before that can still finish it.
    """
    if key := why_closed(link, now=tools.now()):
        raise Closed(key, group=link.organisation, city=link.action.city.name)


def why_closed(link: ActionLink, *, now: datetime) -> str:
    """Return the key of the reason why a link takes nothing new; "" while it does."""
    if link.is_revoked:
        return "revoked-link"
    if link.is_paused:
        return "paused-link"
    if link.closes_on and _day_in(link.action.city.timezone, now) > link.closes_on:
        return "expired-link"
    return "full-link" if link.max_photos and _is_full(link) else ""


def require_room(link: ActionLink) -> None:
    """Raise TooLarge when a link took as many photos as it may.

    Its row stays locked until the unit of work ends: two photos never share the last place.
    """
    if link.max_photos is None:
        return
    lock_row(link)
    if link.max_photos is not None and _is_full(link):
        raise TooLarge("full-link", limit=link.max_photos)


def count_taken(links: Iterable[ActionLink]) -> dict[int, int]:
    """Return how many photos came or are coming through each link, by its number."""
    taken = {link.id: link.let_go for link in links}
    numbers = list(taken)
    came = (
        select(Submission.link_id, func.count(Photo.id))
        .join(Photo, Photo.submission_id == Submission.id)
        .where(Submission.link_id.in_(numbers), Photo.stage.not_in(NOT_COUNTED))
        .group_by(Submission.link_id)
    )
    coming = (
        select(Submission.link_id, func.count(Upload.id))
        .join(Upload, Upload.submission_id == Submission.id)
        .where(Submission.link_id.in_(numbers), Upload.offset < Upload.length)
        .where(func.coalesce(Upload.concat, "") != PART)  # counted once joined
        .group_by(Submission.link_id)
    )
    for wanted in (came, coming):
        for number, count in db.session.execute(wanted):
            taken[int(number or 0)] += count
    return taken


def _is_full(link: ActionLink) -> bool:
    """Whether no further photo may come."""
    return count_taken([link])[link.id] >= (link.max_photos or 0)


def _day_in(timezone: str, now: datetime) -> date:
    """Return the day it is in a city."""
    try:
        return now.astimezone(ZoneInfo(timezone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return now.date()
