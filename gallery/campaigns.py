"""What organisers decide: the campaign's texts and its editions."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from gallery.db import db
from gallery.errors import BadInput, NotHere
from gallery.journey.counting import show_changes
from gallery.models import THE_ONE, TOOK_PART, Action, ActionStage, Campaign, Edition
from gallery.texts import begin_version, doubt_translations

#: What somebody agrees to. Another wording is another permission.
CONSENT_TEXTS = ("consent_own", "consent_use", "licence", "licence_url")
#: What may still be said of an edition once it is announced.
CHANGEABLE = (
    "name", "day", "first_day", "closes_on",
    "reported_cities", "reported_words", "reported_source", "is_noindex",
)  # fmt: skip
OPEN_DAYS = 60  # how long photos of an edition are taken unless said otherwise


@dataclass(frozen=True)
class NewEdition:
    """A worldwide action day to be announced."""

    year: int
    month: int
    name: str
    day: date
    first_day: date
    closes_on: date
    reported_cities: int | None = None
    reported_words: str = ""
    reported_source: str = ""
    is_noindex: bool = False
    is_demonstration: bool = False

    @classmethod
    def on(
        cls,
        day: date,
        *,
        name: str = "",
        first_day: date | None = None,
        closes_on: date | None = None,
        **reported: Any,
    ) -> "NewEdition":
        """Plan an edition around its day, with the usual window where none is said."""
        return cls(
            year=day.year,
            month=day.month,
            name=name,
            day=day,
            first_day=first_day or day,
            closes_on=closes_on or day + timedelta(days=OPEN_DAYS),
            **reported,
        )


@dataclass(frozen=True)
class CityCounts:
    """Two numbers that are never mixed: cities that announced an action, and that took part."""

    announced: int
    took_part: int


def the_campaign() -> Campaign:
    """Return the campaign of this installation; raise NotHere before ``gallery init``."""
    campaign = db.session.scalars(select(Campaign)).one_or_none()
    if campaign is None:
        raise NotHere("no-campaign")
    return campaign


def begin_campaign() -> Campaign:
    """Return the campaign, made with empty texts at first."""
    campaign = db.session.scalars(select(Campaign)).one_or_none()
    if campaign is None:
        campaign = Campaign(
            id=THE_ONE,
            headline="When people are silenced statues speak",
            headline_taped="silenced",
            lede="Once a year, young people gag the statues of their cities, "
            "for everyone who is not allowed to speak.",
        )
        db.session.add(campaign)
        db.session.flush()
    return campaign


def change_campaign(texts: dict[str, str]) -> Campaign:
    """Change texts; a new wording of the permission is a new version of it."""
    campaign = the_campaign()
    changed = {
        name: tidied
        for name, text in texts.items()
        if (tidied := _tidy(text)) != getattr(campaign, name)
    }
    for name, text in changed.items():
        setattr(campaign, name, text)
    if changed.keys() & set(CONSENT_TEXTS):
        doubt_translations()
        begin_version(campaign)
    _keep_and_show()
    return campaign


def ask_for_proof(*, is_needed: bool) -> None:
    """Let all senders prove some work first, or no longer."""
    the_campaign().needs_proof = is_needed
    _keep_and_show()


def all_editions() -> list[Edition]:
    """Return the editions, newest first."""
    return list(
        db.session.scalars(select(Edition).order_by(Edition.year.desc(), Edition.month.desc()))
    )


def find_edition_by_slug(slug: str) -> Edition:
    """Return the edition of an address such as ``2010-12``; raise NotHere otherwise."""
    year, _, month = slug.partition("-")
    if not (year.isdecimal() and month.isdecimal()):
        raise NotHere("unknown-edition")
    wanted = select(Edition).where(Edition.year == int(year), Edition.month == int(month))
    edition = db.session.scalars(wanted).one_or_none()
    if edition is None:
        raise NotHere("unknown-edition")
    return edition


def add_edition(new: NewEdition) -> Edition:
    """Announce an edition; raise BadInput for impossible days or a second one in its month."""
    _check_days(new)
    same = select(Edition.id).where(Edition.year == new.year, Edition.month == new.month)
    if db.session.scalar(same):
        raise BadInput("edition-exists", year=new.year, month=new.month)
    edition = Edition(**vars(new))
    db.session.add(edition)
    _keep_and_show()
    return edition


def change_edition(edition: Edition, new: NewEdition) -> None:
    """Change an edition's words and days. Its month stays: permanent addresses are made of it."""
    _check_days(new)
    if (new.year, new.month) != (edition.year, edition.month):
        raise BadInput("edition-moved", year=edition.year, month=edition.month)
    for name in CHANGEABLE:
        setattr(edition, name, getattr(new, name))
    _keep_and_show()


def count_cities(edition: Edition) -> CityCounts:
    """Count the cities that announced an action and those that took part."""
    by_stage = dict(
        db.session.execute(
            select(Action.stage, func.count(Action.id))
            .where(Action.edition_id == edition.id, Action.stage != ActionStage.HIDDEN)
            .group_by(Action.stage)
        ).all()
    )
    return CityCounts(
        announced=sum(by_stage.values()),
        took_part=sum(count for stage, count in by_stage.items() if stage in TOOK_PART),
    )


def _tidy(text: str) -> str:
    """Return a text without space around it, its lines ended as everywhere else.

    Browsers end the lines of a form in their own way; that alone is no new wording.
    """
    return "\n".join(text.strip().splitlines())


def _check_days(new: NewEdition) -> None:
    """Raise BadInput unless the action day lies within its window."""
    if not 1 <= new.month <= 12 or not new.first_day <= new.day <= new.closes_on:
        raise BadInput("edition-days", year=new.year, month=new.month)


def _keep_and_show() -> None:
    """Write down what was decided, and let visitors see it."""
    db.session.flush()
    show_changes()
