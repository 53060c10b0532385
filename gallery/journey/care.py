"""How careful we are with a photo: as its sender asks, for people at risk, in listed countries."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, or_, select

from gallery.db import db, read_number
from gallery.journey.strands import PublicPhoto
from gallery.models import (
    LISTED,
    TAKEN_BACK,
    THE_ONE,
    ActionLink,
    Campaign,
    How,
    Partner,
    Photo,
    Precision,
    Stage,
    Submission,
)

#: In these nothing is decided yet.
UNDECIDED = (Stage.RECEIVED, Stage.WAITING, Stage.HELD, Stage.APPROVED)


def the_campaign() -> Campaign | None:
    """Return the campaign, where there is one."""
    campaign = db.session.get(Campaign, THE_ONE)
    db.session.info["campaign"] = campaign  # held: to be asked again costs no query
    return campaign


def gallery_version() -> int:
    """Return the number that moves with whatever visitors could see; 0 without a campaign."""
    return read_number(_VERSION) or 0


_VERSION = f"SELECT gallery_version FROM {Campaign.__tablename__} WHERE id = {THE_ONE}"


def campaign_apart() -> Campaign | None:
    """Return the campaign as it is now, for who only reads it: nothing else changes with it."""
    campaign = db.session.get(Campaign, THE_ONE)
    if campaign is not None:
        db.session.expunge(campaign)
    return campaign


def listed_countries() -> frozenset[str]:
    """Return the countries where people are in danger for such a photo."""
    campaign = the_campaign()
    return frozenset(campaign.listed_countries if campaign else LISTED)


def is_listed(photo: PublicPhoto) -> bool:
    """Whether what is said of its place, or what its camera says, is a listed country."""
    return not listed_countries().isdisjoint({photo.country, photo.camera_country})


def is_sensitive(photo: PublicPhoto) -> bool:
    """Whether two people must approve it: at risk, from a listed country, or marked so."""
    is_said = photo.submission.how is How.AT_RISK or photo.mark is not None
    return is_said or is_listed(photo)


def are_sensitive() -> ColumnElement[bool]:
    """Choose, of photos joined with their submissions, what ``is_sensitive``."""
    listed = listed_countries()
    countries = (Photo.country, Photo.camera_country)
    return or_(
        Photo.mark.is_not(None),
        Submission.how == How.AT_RISK,
        # Of an unknown country neither is true, and neither is its contrary.
        *(func.coalesce(country, "").in_(listed) for country in countries),
    )


def is_country_only(photo: Photo) -> bool:
    """Whether nothing but the country may be kept of its place."""
    return photo.submission.precision is Precision.COUNTRY or is_listed(photo)


def keeps_original(photo: Photo) -> bool:
    """Whether the file that was sent may stay here once it is not needed any more."""
    return photo.submission.keeps_original and not is_listed(photo)


def gives_original_up() -> ColumnElement[bool]:
    """Choose, of photos joined with their submissions, those whose originals may not stay."""
    listed = listed_countries()
    return or_(
        Submission.keeps_original.is_(False),
        Photo.country.in_(listed),
        Photo.camera_country.in_(listed),
    )


def first_moment(photo: Photo) -> datetime | None:
    """Return the moment before which a photo may not be public; None when there is none.

    From listed countries that is the day after its edition's window.
    """
    days = [photo.submission.publish_not_before]
    if photo.edition is not None and is_listed(photo):
        days.append(photo.edition.closes_on + timedelta(days=1))
    latest = max((day for day in days if day), default=None)
    return begin_of(latest) if latest else None


def partner_of_link(link: ActionLink | None) -> Partner | None:
    """Return the partner in whose gallery, too, what comes by a link is shown.

    Its senders are told so. None for a city where people are in danger.
    """
    partner = link.partner if link else None
    if link is None or partner is None or not partner.has_gallery:
        return None
    return None if link.action.city.country in listed_countries() else partner


def partner_agreed(submission: Submission) -> Partner | None:
    """Return that partner where the sender was told of its gallery and did not say no."""
    partner = partner_of_link(submission.link)
    return partner if partner and partner.id == submission.partner_id else None


def partner_of(photo: Photo) -> int | None:
    """Return the partner in whose gallery a photo may stand: of those by whose links it came.

    None where that tells too much: whom a group knows is its own matter, and a photo that shows
    its country only would tell its city by the group.
    """
    partner = partner_agreed(photo.submission)
    if partner is None or is_sensitive(photo) or photo.city_id is None:
        return None
    return partner.id


def forget_city(photo: Photo) -> None:
    """Leave of a place its country; a statue would tell the city, too."""
    photo.city = photo.said_city = photo.camera_city = photo.statue = None
    photo.city_id = photo.said_city_id = photo.camera_city_id = photo.statue_id = None
    photo.partner_id = None  # by whom it came tells where from


def forget_places(submission: Submission) -> None:
    """Forget which city a submission came from where only its country may be known.

    Its photos have been filed: each of them knows its country and its edition.
    """
    link, said = submission.link, submission.city
    is_secret = submission.precision is Precision.COUNTRY
    if link and (is_secret or link.action.city.country in listed_countries()):
        submission.edition = link.action.edition
        _let_go(link, submission)
    if is_secret:
        submission.suggestion = None
    if said and (is_secret or said.country in listed_countries()):
        submission.city = None


def forget_hours(submission: Submission) -> None:
    """Leave of the moments of a submission their days, once all its photos are decided.

    Until then the queue of the moderators is ordered by them.
    """
    wanted = select(Photo.id).where(
        Photo.submission_id == submission.id, Photo.stage.in_(UNDECIDED)
    )
    if submission.sent_at is None or db.session.scalar(wanted.limit(1)) is not None:
        return
    submission.begun_at = begin_of(submission.begun_at)
    submission.sent_at = begin_of(submission.sent_at)


def _let_go(link: ActionLink, submission: Submission) -> None:
    """Forget that photos came by a link, but not how many: it may only take so many."""
    photos = select(func.count(Photo.id)).where(
        Photo.submission_id == submission.id, Photo.stage.not_in(TAKEN_BACK)
    )
    link.let_go = ActionLink.let_go + (db.session.scalar(photos) or 0)
    submission.link = submission.partner_id = None


def begin_of(day: date) -> datetime:
    """Return the first moment of a day, in UTC. Of what senders do no hour is kept: somebody who
    watches a network could know them by it.
    """
    return datetime.combine(day, time.min, tzinfo=UTC)
