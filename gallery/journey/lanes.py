"""Lanes: what a moderator goes through. All that waits, or what waits of one action alone, or what
is sensitive, or what organisers are asked.

Photos that came without a proof of work, while one was asked for, lie beside the queue: who has an
action link and no JavaScript may send without; a flood of such photos shall not keep moderators
from the others, so these are held from the start.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, joinedload

from gallery.errors import NotHere
from gallery.journey.care import are_sensitive
from gallery.journey.four_eyes import are_open_to
from gallery.models import Account, Apart, City, Edition, Photo, Stage, Submission
from gallery.models.stage import REVIEWABLE
from gallery.scope import within

Row = TypeVarTuple("Row")

UNPROVEN = "unproven"
NOTHING = "-"  # filed under no action day, or without a place
SENSITIVE, ASKED = KINDS = ("sensitive", "asked")
NAMED = re.compile(r"([a-z]+)(?:/(sensitive|asked)|/(\d{4}-\d\d|-)/(-|[a-z]{2}(?:/[a-z0-9-]+)?))?")


@dataclass(frozen=True)
class Lane:
    """Photos of sent submissions in a stage: all of them, those of one action, or those of a kind.

    ``edition`` is a slug, ``place`` a city's path or a country's code; either may be NOTHING.
    ``kind`` is one of KINDS: what organisers are asked only they see.
    """

    stage: Stage = Stage.WAITING
    edition: str | None = None
    place: str | None = None
    kind: str | None = None

    @property
    def name(self) -> str:
        """The lane in an address: ``waiting``, ``held/asked``, ``waiting/2010-12/lt/vilnius``."""
        parts = (self.stage.value, self.kind, self.edition, self.place)
        return "/".join(each for each in parts if each)

    @property
    def is_chosen(self) -> bool:
        """Whether it is one action's, or of one kind: not all."""
        return self.edition is not None or self.kind is not None


def find_lane(name: str) -> Lane:
    """Return the lane of a name; raise NotHere when it is none's."""
    found = NAMED.fullmatch(name)
    if found is None or found[1] not in {stage.value for stage in REVIEWABLE}:
        raise NotHere("unknown-place")
    return Lane(Stage(found[1]), found[3], found[4], kind=found[2])


def select_lane(lane: Lane, *where: ColumnElement[bool], by: Account) -> Select[Photo]:
    """Select the photos of a lane that somebody may see, with what is shown beside them."""
    beside = (contains_eager(Photo.submission), joinedload(Photo.city))
    return keep_to(select(Photo), lane, *where, by=by).options(*beside)


def keep_to(
    wanted: Select[*Row], lane: Lane, *where: ColumnElement[bool], by: Account
) -> Select[*Row]:
    """Keep to the photos of a lane that somebody may see; joined with their submissions."""
    of_lane = (*is_in(lane), within(by), are_open_to(by))
    return wanted.join(Photo.submission).where(*of_lane, *where)


def is_in(lane: Lane) -> tuple[ColumnElement[bool], ...]:
    """Choose the photos of a lane, joined with their submissions."""
    sent = (Photo.stage == lane.stage, Submission.sent_at.is_not(None))
    if lane.kind == SENSITIVE:
        return (*sent, are_sensitive())
    if lane.kind == ASKED:
        return (*sent, Photo.apart == Apart.ASKED)
    if lane.edition is None:
        return sent
    return (*sent, _is_of_edition(lane.edition), *_is_from(lane.place or NOTHING))


def _is_of_edition(slug: str) -> ColumnElement[bool]:
    """Choose the photos that are filed under an edition, or under none."""
    if slug == NOTHING:
        return Photo.edition_id.is_(None)
    year, month = map(int, slug.split("-"))
    wanted = select(Edition.id).where(Edition.year == year, Edition.month == month)
    return Photo.edition_id == wanted.scalar_subquery()


def _is_from(place: str) -> tuple[ColumnElement[bool], ...]:
    """Choose the photos from a city, from a country without a city, or from nowhere we know."""
    if place == NOTHING:
        return (Photo.country.is_(None),)
    country, _, slug = place.partition("/")
    if not slug:
        return (Photo.country == country, Photo.city_id.is_(None))
    wanted = select(City.id).where(City.country == country, City.slug == slug)
    return (Photo.city_id == wanted.scalar_subquery(),)


def hold_unproven(photo: Photo, *, at: datetime) -> None:
    """Hold a waiting photo of a sent submission that came without the proof that was asked for."""
    sent = photo.submission
    if sent.is_unproven and sent.is_sent and photo.stage is Stage.WAITING:
        photo.move_to(Stage.HELD, at=at)
