"""What lists of the people who work here show of them, and of those who are invited."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from flask_security import current_user

from gallery import accounts
from gallery.db import db
from gallery.models import MODERATOR, ORGANISER, TRAINEE, Account, City, Invitation
from gallery.web.current import tools
from gallery.web.office.places import place_words


@dataclass(frozen=True)
class PersonRow:
    """Somebody who works here."""

    number: int
    name: str
    url: str
    email: str
    role: str
    places: tuple[str, ...]  # none: everything
    seen_on: date | None
    has_factor: bool
    is_active: bool
    is_oneself: bool


@dataclass(frozen=True)
class InvitedRow:
    """Somebody who may sign up."""

    number: int
    who: str  # a name, or an e-mail address, or nothing
    role: str
    places: tuple[str, ...]
    until: date
    is_expired: bool


def person_row(account: Account, *, has_factor: bool) -> PersonRow:
    """Show an account."""
    places = () if account.sees_all else account.scopes
    return PersonRow(
        number=account.id,
        name=account.name,
        url=url_for("office.person", number=account.id),
        email=accounts.read_email(account, tools=tools()),
        role=role_words(account.role),
        places=tuple(place_words(each.country, each.city) for each in places),
        seen_on=account.seen_on,
        has_factor=has_factor,
        is_active=account.active,
        is_oneself=account.id == current_user.id,
    )


def invited_row(invitation: Invitation, *, now: datetime) -> InvitedRow:
    """Show an invitation, or somebody's link to a new password."""
    places = invitation.places if invitation.role != ORGANISER else []
    known = invitation.account
    return InvitedRow(
        number=invitation.id,
        who=known.name if known else accounts.read_email(invitation, tools=tools()),
        role=str(_("new password")) if known else role_words(invitation.role),
        places=tuple(place_words(country, _city(city_id)) for country, city_id in places),
        until=invitation.expires_at.date(),
        is_expired=invitation.expires_at <= now,
    )


def role_words(role: str) -> str:
    """Say what somebody is."""
    words: dict[str, str] = {
        TRAINEE: _("trainee"), MODERATOR: _("moderator"), ORGANISER: _("organiser"),
    }  # fmt: skip
    return words.get(role, "")


def _city(number: int | None) -> City | None:
    """Return a city of ours."""
    return db.session.get(City, number) if number else None
