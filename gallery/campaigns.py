"""What organisers decide: the campaign's texts, editions, actions and their links."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from gallery.db import db
from gallery.errors import BadInput, NotHere
from gallery.journey.filing import adopt_city
from gallery.models import (
    TOOK_PART,
    Action,
    ActionLink,
    ActionStage,
    Campaign,
    Edition,
)
from gallery.toolbox import Toolbox

CONSENT_TEXTS = ("consent_own", "consent_use", "licence")


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
    is_demonstration: bool = False


@dataclass(frozen=True)
class CityCounts:
    """Three numbers that are never mixed: what was announced, took part, and has photos."""

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
    if any(
        texts.get(name, getattr(campaign, name)) != getattr(campaign, name)
        for name in CONSENT_TEXTS
    ):
        campaign.consent_version += 1
    for name, text in texts.items():
        setattr(campaign, name, text.strip())
    campaign.gallery_version += 1
    return campaign


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
    if not 1 <= new.month <= 12 or not new.first_day <= new.day <= new.closes_on:
        raise BadInput("edition-days", year=new.year, month=new.month)
    same = select(Edition.id).where(Edition.year == new.year, Edition.month == new.month)
    if db.session.scalar(same):
        raise BadInput("edition-exists", year=new.year, month=new.month)
    edition = Edition(**vars(new))
    db.session.add(edition)
    db.session.flush()
    return edition


def add_action(
    edition: Edition,
    *,
    geoname_id: int,
    tools: Toolbox,
    stage: ActionStage = ActionStage.CONFIRMED,
) -> Action:
    """Return a city's action in an edition, added if need be."""
    found = tools.cities.find(geoname_id)
    if found is None:
        raise BadInput("unknown-city")
    city = adopt_city(found)
    wanted = select(Action).where(Action.edition_id == edition.id, Action.city_id == city.id)
    action = db.session.scalars(wanted).one_or_none()
    if action is None:
        action = Action(edition=edition, city=city, stage=stage)
        db.session.add(action)
        db.session.flush()
    return action


def add_link(action: Action, *, organisation: str, tools: Toolbox) -> ActionLink:
    """Make a private upload address for one organisation."""
    link = ActionLink(action=action, organisation=organisation, token=tools.keys.new_id())
    db.session.add(link)
    db.session.flush()
    return link


def revoke_link(token: str) -> ActionLink:
    """Close a link for good; photos that came through it stay."""
    link = db.session.scalars(select(ActionLink).where(ActionLink.token == token)).one_or_none()
    if link is None:
        raise NotHere("unknown-link")
    link.is_revoked = True
    return link


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
