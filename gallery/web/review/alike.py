"""Photos that look alike: the best of a burst is kept, the others are duplicates of it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery.db import UnitOfWork, unit_of_work
from gallery.errors import BadInput, Conflict
from gallery.journey import alike as verbs
from gallery.journey import bulk, review
from gallery.journey.alike import Looked
from gallery.journey.bulk import Chosen, Wish
from gallery.journey.review import Act
from gallery.models import Photo
from gallery.web import say, status_of
from gallery.web.current import tools
from gallery.web.review import choosing
from gallery.web.review.door import find_photo, me, pages
from gallery.web.review.sheet_showing import alike_page


@pages.get("/alike/<public_id>")
def alike(public_id: str) -> str:
    """Show what looks like a photo, the likely best first."""
    return _show(public_id)


@pages.post("/alike/<public_id>")
def keep_best(public_id: str) -> ResponseReturnValue:
    """Keep the chosen one and turn the others down; approve it, too, if that is asked for."""
    try:
        with unit_of_work(tools().queue.send) as unit:
            best_id = _keep(find_photo(public_id), unit)
    except (BadInput, Conflict) as mistake:
        return _show(public_id, trouble=say.sentence(mistake)), status_of(mistake)
    return redirect(url_for("review.photo", public_id=best_id))


def _keep(of: Photo, unit: UnitOfWork) -> str:
    """Do what the form says of the group of a photo; return which one is kept."""
    name = request.form.get("best", "").partition(".")[0]
    found = {photo.public_id: (photo, version) for photo, version in choosing.chosen()}
    if name not in found:
        raise BadInput("best-not-chosen", field="best")
    best = Looked(*found.pop(name))
    others = [Looked(*each) for each in found.values()]
    verbs.keep_best(best, others, of=of, by=me(), tools=tools())
    if "approve" in request.form:
        _approve(best, unit)
    return best.photo.public_id


def _approve(best: Looked, unit: UnitOfWork) -> None:
    """Approve the best where nothing stands against it; else its own page says what does."""
    chosen = Chosen(best.photo, best.version)
    if bulk.why_not(Wish("approve"), chosen, tools=tools()):
        flash(_("The others are duplicates now. This one still needs a look of its own."))
        return
    review.approve(best.photo, Act(me(), best.photo.version), tools=tools(), unit=unit)


def _show(public_id: str, *, trouble: str = "") -> str:
    """Show a group."""
    photo = find_photo(public_id)
    page = alike_page(photo, verbs.find_group(photo, by=me()), me=me(), trouble=trouble)
    return render_template("review/alike.html", page=page)
