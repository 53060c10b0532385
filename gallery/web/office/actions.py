"""What one city does on an action day: adding it, how far it has come, its upload links."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gallery import actions, campaigns
from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.models import Action, ActionStage
from gallery.places.cities import City
from gallery.web import cities, say
from gallery.web.current import tools
from gallery.web.office.door import pages
from gallery.web.office.editions import show_edition
from gallery.web.office.rows import anchor_of

LONGEST_ORGANISATION = 120  # characters


@pages.post("/editions/<slug>/cities")
def add_action(slug: str) -> ResponseReturnValue:
    """Add a city; where its name may mean several, ask which."""
    text = request.form.get("city", "").strip()
    number = request.form.get("geoname_id", type=int)
    meant = cities.find_meant(text, geoname_id=number, cities=tools().cities)
    if len(meant) != 1:
        return _ask_again(slug, text, meant), 400
    stage = _stage(request.form.get("stage"))
    with unit_of_work(tools().queue.send):
        edition = campaigns.find_edition_by_slug(slug)
        action = actions.add_action(
            edition, geoname_id=meant[0].geoname_id, tools=tools(), stage=stage
        )
    flash(_("%(city)s is on the list.", city=cities.label(meant[0])))
    return _back_to(action)


@pages.post("/editions/<slug>/<country>/<city>/stage")
def change_stage(slug: str, country: str, city: str) -> Response:
    """Say how far a city has come."""
    stage = _stage(request.form.get("stage"))
    with unit_of_work(tools().queue.send):
        action = _find(slug, country=country, city=city)
        actions.change_stage(action, stage)
    flash(_("This is kept."))
    return _back_to(action)


@pages.post("/editions/<slug>/<country>/<city>/links")
def add_link(slug: str, country: str, city: str) -> Response:
    """Make a private upload address for a group."""
    organisation = request.form.get("organisation", "").strip()[:LONGEST_ORGANISATION]
    with unit_of_work(tools().queue.send):
        action = _find(slug, country=country, city=city)
        actions.add_link(action, organisation=organisation, tools=tools())
    flash(_("The link is made. Give it to the group, or print it."))
    return _back_to(action)


@pages.post("/editions/<slug>/<country>/<city>/links/close")
def close_link(slug: str, country: str, city: str) -> Response:
    """Close a link for good."""
    with unit_of_work(tools().queue.send):
        action = _find(slug, country=country, city=city)
        actions.revoke_link(request.form.get("token", ""))
    flash(_("The link is closed. Photos that came through it stay."))
    return _back_to(action)


def _ask_again(slug: str, text: str, meant: list[City]) -> str:
    """Show the page once more, with the cities that may be meant."""
    error = say.sentence(BadInput("which-city" if meant else "unknown-city"))
    typed = {"city": text, "stage": request.form.get("stage"), "error": error}
    choices = [(city.geoname_id, cities.label(city)) for city in meant]
    edition = campaigns.find_edition_by_slug(slug)
    return show_edition(edition, typed=typed, choices=choices, error=error)


def _find(slug: str, *, country: str, city: str) -> Action:
    """Return the action of an address."""
    edition = campaigns.find_edition_by_slug(slug)
    return actions.find_action(edition, country=country, slug=city)


def _back_to(action: Action) -> Response:
    """Go back to the city on its action day's page."""
    page = url_for("office.edition", slug=action.edition.slug, _anchor=anchor_of(action))
    return redirect(page)


def _stage(said: str | None) -> ActionStage:
    """Return the stage that is meant."""
    try:
        return ActionStage(said or ActionStage.CONFIRMED)
    except ValueError as error:
        raise BadInput from error
