"""The press kit of an action day: which of its photos newspapers are given, and in which order."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gallery.campaigns import find_edition_by_slug
from gallery.db import unit_of_work
from gallery.errors import BadInput, NotHere
from gallery.journey import press
from gallery.journey.care import is_sensitive
from gallery.journey.visit import PhotosPage, Scope, find_photos
from gallery.models import Edition
from gallery.web import say
from gallery.web.current import tools
from gallery.web.office.door import noted, pages
from gallery.web.present.names import edition_name
from gallery.web.present.pictures import card_of

#: How wide a photo is shown here.
SIZES = "10rem"


@pages.get("/editions/<slug>/press/")
def press_kit(slug: str) -> str:
    """Show what is in the kit, and photos to choose from."""
    return _show(find_edition_by_slug(slug))


@pages.post("/editions/<slug>/press/")
def change_kit(slug: str) -> ResponseReturnValue:
    """Put photos into the kit, take one out, or move one up."""
    edition, said = find_edition_by_slug(slug), request.form
    try:
        with unit_of_work(tools().queue.send):
            if "out" in said:
                press.take_out(edition, said["out"])
            elif "up" in said:
                press.move_up(edition, said["up"])
            else:
                press.choose(edition, said.getlist("photo"))
            noted("kit", edition=edition.slug)
    except BadInput as mistake:
        return _show(edition, error=say.sentence(mistake)), 400
    moved, after = said.get("up", ""), request.args.get("after")
    return redirect(url_for("office.press_kit", slug=slug, moved=moved or None, after=after))


def _show(edition: Edition, *, error: str = "") -> str:
    """Show the kit of an action day."""
    chosen = press.list_kit(edition)
    page, ids = _some_photos(edition), {each.id for each in chosen}
    return render_template(
        "office/press.html",
        edition=edition,
        edition_name=edition_name(edition),
        chosen=[card_of(each, sizes=SIZES) for each in chosen],
        most=press.MOST,
        moved=request.args.get("moved", ""),
        photos=[
            card_of(each, sizes=SIZES)
            for each in page.photos
            if each.id not in ids and not is_sensitive(each)
        ],
        following=page.following,
        is_later=page.before != 0,
        error=error,
    )


def _some_photos(edition: Edition) -> PhotosPage:
    """Return a page of an action day's photos."""
    scope, after = Scope(year=edition.year, month=edition.month), request.args.get("after")
    try:
        return find_photos(scope, after=after)
    except NotHere:  # erased meanwhile
        return find_photos(scope)
