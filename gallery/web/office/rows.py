"""What lists in the office show of rows."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from gallery import campaigns
from gallery.models import Action, ActionLink, ActionStage, Edition
from gallery.web.current import site_url
from gallery.web.present.names import country_name, edition_name


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
    url: str
    token: str
    is_revoked: bool


@dataclass(frozen=True)
class ActionRow:
    """What one city does, and its links."""

    city: str
    country: str
    stage: str
    stage_words: str
    anchor: str
    stage_url: str
    add_url: str
    links: tuple[LinkRow, ...]


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


def action_row(action: Action) -> ActionRow:
    """Show an action with its links."""
    city = action.city
    return ActionRow(
        city=city.name,
        country=country_name(city.country),
        stage=action.stage.value,
        stage_words=stage_words()[action.stage],
        anchor=anchor_of(action),
        stage_url=_url("office.change_stage", action),
        add_url=_url("office.add_link", action),
        links=tuple(_link_row(link) for link in action.links),
    )


def anchor_of(action: Action) -> str:
    """Name the place of a city on its edition's page."""
    return f"{action.city.country}-{action.city.slug}"


def stage_words() -> dict[ActionStage, str]:
    """Say how far an action has come."""
    return {
        ActionStage.ANNOUNCED: _("announced"),
        ActionStage.CONFIRMED: _("confirmed"),
        ActionStage.PHOTOGRAPHED: _("photographed"),
        ActionStage.CANCELLED: _("cancelled"),
        ActionStage.HIDDEN: _("hidden"),
    }


def _url(endpoint: str, action: Action) -> str:
    """Return an address of an action's own."""
    city = action.city
    return url_for(endpoint, slug=action.edition.slug, country=city.country, city=city.slug)


def _link_row(link: ActionLink) -> LinkRow:
    """Show a link."""
    return LinkRow(
        organisation=link.organisation or _("Without a group"),
        url=f"{site_url()}/add/{link.token}",
        token=link.token,
        is_revoked=link.is_revoked,
    )
