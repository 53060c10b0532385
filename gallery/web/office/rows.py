"""What lists in the office show of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from gallery import campaigns
from gallery.journey.links import count_taken, why_closed
from gallery.models import Action, ActionLink, ActionStage, Edition
from gallery.web.present.names import country_name, edition_name
from gallery.web.prints import link_address


class Missing(NamedTuple):
    """What has to be written before photos are taken, and where."""

    words: str
    url: str


@dataclass(frozen=True)
class EditionRow:
    """An action day in a list."""

    name: str
    url: str
    day: date
    reported: str
    announced: int
    took_part: int


@dataclass(frozen=True)
class LinkRow:
    """A private upload address; whole, so that it can be copied or printed."""

    organisation: str
    url: str  # that senders open
    page: str  # in the office
    state: str  # open, or why it is not, as in ``links.why_closed``
    state_words: str
    taken: int
    max_photos: int | None
    closes_on: date | None
    is_trusted: bool

    @property
    def is_closed(self) -> bool:
        """Whether it was closed for good."""
        return self.state == "revoked-link"


@dataclass(frozen=True)
class ActionRow:
    """What one city does, in a line."""

    city: str
    country: str
    url: str
    stage: str
    stage_words: str
    links: int
    photos: int
    groups: tuple[str, ...]


def edition_row(edition: Edition) -> EditionRow:
    """Show an edition in a list."""
    counts = campaigns.count_cities(edition)
    return EditionRow(
        name=edition_name(edition),
        url=url_for("office.edition", slug=edition.slug),
        day=edition.day,
        reported=edition.reported_words,
        announced=counts.announced,
        took_part=counts.took_part,
    )


def action_rows(actions: Sequence[Action]) -> list[ActionRow]:
    """Show actions in a list."""
    taken = count_taken(link for action in actions for link in action.links)
    return [_action_row(action, taken) for action in actions]


def _action_row(action: Action, taken: dict[int, int]) -> ActionRow:
    """Show an action in a line."""
    return ActionRow(
        city=action.city.name,
        country=country_name(action.city.country),
        url=action_url(action),
        stage=action.stage.value,
        stage_words=stage_words()[action.stage],
        links=sum(not link.is_revoked for link in action.links),
        photos=sum(taken[link.id] for link in action.links),
        groups=tuple(link.organisation for link in action.links if link.organisation),
    )


def action_url(action: Action) -> str:
    """Return the office's page of an action."""
    city = action.city
    return url_for("office.action", slug=action.edition.slug, country=city.country, city=city.slug)


def stage_words() -> dict[ActionStage, str]:
    """Say how far an action has come."""
    return {
        ActionStage.ANNOUNCED: _("announced"),
        ActionStage.CONFIRMED: _("confirmed"),
        ActionStage.PHOTOGRAPHED: _("photographed"),
        ActionStage.CANCELLED: _("cancelled"),
        ActionStage.HIDDEN: _("hidden"),
    }


def link_row(link: ActionLink, *, taken: int, now: datetime) -> LinkRow:
    """Show a link."""
    state = why_closed(link, now=now)
    return LinkRow(
        organisation=link.organisation or _("Without a group"),
        url=link_address(link),
        page=url_for("office.link", number=link.id),
        state=state,
        state_words=state_of_link(state),
        taken=taken,
        max_photos=link.max_photos,
        closes_on=link.closes_on,
        is_trusted=link.is_trusted,
    )


def state_of_link(why: str) -> str:
    """Say in a word whether a link takes photos."""
    words: dict[str, str] = {
        "": _("open"),
        "revoked-link": _("closed"),
        "paused-link": _("paused"),
        "expired-link": _("ended"),
        "full-link": _("full"),
    }
    return words[why]
