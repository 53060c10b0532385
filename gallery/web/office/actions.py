"""What one city does on an action day: adding it, how far it has come, its statue, its links."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gallery import actions, campaigns
from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.journey.links import count_taken
from gallery.journey.statues import list_statues
from gallery.models import Action, ActionStage
from gallery.places.cities import City
from gallery.web import cities, say
from gallery.web.current import tools
from gallery.web.office.door import pages
from gallery.web.office.editions import show_edition
from gallery.web.office.rows import action_url, link_row, stage_words
from gallery.web.present.names import country_name, edition_name

LONGEST = 120  # characters of a name


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
    return redirect(action_url(action))


@pages.get("/editions/<slug>/<country>/<city>/")
def action(slug: str, country: str, city: str) -> str:
    """Show what a city does, and its links."""
    found = _find(slug, country=country, city=city)
    taken = count_taken(found.links)
    return render_template(
        "office/action.html",
        action=found,
        edition_name=edition_name(found.edition),
        country=country_name(found.city.country),
        links=[link_row(link, taken=taken[link.id], now=tools().now()) for link in found.links],
        stages=[(stage.value, words) for stage, words in stage_words().items()],
        statues=list_statues(found.city),
    )


@pages.post("/editions/<slug>/<country>/<city>/")
def keep_action(slug: str, country: str, city: str) -> Response:
    """Say how far a city has come, and what is muzzled there."""
    stage = _stage(request.form.get("stage"))
    with unit_of_work(tools().queue.send):
        found = _find(slug, country=country, city=city)
        actions.change_stage(found, stage)
        actions.name_statue(found, _line("statue"))
    flash(_("This is kept."))
    return redirect(action_url(found))


@pages.post("/editions/<slug>/<country>/<city>/links")
def add_link(slug: str, country: str, city: str) -> Response:
    """Make a private upload address for a group."""
    with unit_of_work(tools().queue.send):
        found = _find(slug, country=country, city=city)
        link = actions.add_link(found, organisation=_line("organisation"), tools=tools())
    flash(_("The link is made. Give it to the group, or print it."))
    return redirect(url_for("office.link", number=link.id))


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


def _line(name: str) -> str:
    """Return what was said in one line."""
    return " ".join(request.form.get(name, "").split())[:LONGEST]


def _stage(said: str | None) -> ActionStage:
    """Return the stage that is meant."""
    try:
        return ActionStage(said or ActionStage.CONFIRMED)
    except ValueError as error:
        raise BadInput from error
