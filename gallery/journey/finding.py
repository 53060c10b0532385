"""What moderators find by words: the link or the city from which something waits."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import Select, func, select

from gallery.db import db
from gallery.models import Account, ActionLink, City, Photo, Submission
from gallery.models.stage import REVIEWABLE
from gallery.scope import limit

Row = TypeVar("Row")


def find_link(words: str, *, token: str, by: Account) -> int | None:
    """Return the number of the link that is named by its token or its group, with most photos."""
    meant = [
        link.id
        for link in db.session.execute(
            select(ActionLink.id, ActionLink.token, ActionLink.organisation)
        )
        if link.token == token or words.casefold() in link.organisation.casefold()
    ]
    wanted = select(Submission.link_id).select_from(Photo).join(Photo.submission)
    wanted = wanted.where(Submission.link_id.in_(meant))
    return db.session.scalar(_most(wanted.group_by(Submission.link_id), by))


def find_city(geoname_ids: Sequence[int], *, by: Account) -> City | None:
    """Return the city among these from which most photos wait."""
    wanted = select(City).select_from(Photo).join(Photo.submission).join(Photo.city)
    wanted = wanted.where(City.geoname_id.in_(geoname_ids))
    return db.session.scalar(_most(wanted.group_by(City.id), by))


def _most(wanted: Select[Row], by: Account) -> Select[Row]:
    """Keep to what waits and somebody may see; the one with most photos first."""
    waits = (Photo.stage.in_(REVIEWABLE), Submission.sent_at.is_not(None))
    return limit(wanted, by).where(*waits).order_by(func.count(Photo.id).desc()).limit(1)
