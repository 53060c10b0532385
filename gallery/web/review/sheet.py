"""Contact sheets: many photos at a glance, chosen by hand, decided or corrected together."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery.db import unit_of_work
from gallery.errors import BadInput, Incomplete
from gallery.journey import bulk as verbs
from gallery.journey import second, sheets
from gallery.journey.credit import correct_credit
from gallery.models import Bulk
from gallery.web import status_of
from gallery.web.current import tools
from gallery.web.reasons import reasons
from gallery.web.review import choosing
from gallery.web.review.door import find_photo, me, pages
from gallery.web.review.sheet_showing import done_page, preview_page, proposed, sheet_page
from gallery.web.review.showing import empty_page


@pages.get("/sheet/")
def sheet() -> str:
    """Show a contact sheet of a city, an action, a link, a submission, or of what has no place."""
    wanted, number = choosing.wanted(), max(1, request.args.get("sheet", 1, type=int))
    photos = sheets.find_sheet(wanted, by=me(), sheet=min(number, 9999))
    total = sheets.count_photos(wanted, by=me())
    page = sheet_page(wanted, photos, total=total, number=number, me=me())
    return render_template("review/sheet.html", page=page, reasons=reasons())


@pages.get("/sheet/preview")
def plan() -> ResponseReturnValue:
    """Show what would be done with which photos, and what is left out and why."""
    return _preview(choosing.said())


@pages.post("/bulk/")
def do_bulk() -> ResponseReturnValue:
    """Do it, or propose it to a second person."""
    said, chosen = choosing.said(), choosing.chosen()
    if said.mistake or not chosen:
        return _preview(said)
    try:
        with unit_of_work(tools().queue.send) as unit:
            planned = verbs.plan(said.wish, choosing.chosen(), tools=tools())
            row = verbs.begin(planned, by=me(), tools=tools(), unit=unit)
            bulk_id = row.public_id
    except Incomplete as mistake:
        return _preview(choosing.Said(said.wish, mistake))
    return _lead_to(bulk_id)


@pages.get("/bulk/")
def bulks() -> str:
    """List what waits for a second person."""
    desk = empty_page(sheets.OPEN[0], me=me())
    return render_template("review/bulks.html", desk=desk, proposed=tuple(proposed(me())))


@pages.get("/bulk/<bulk_id>")
def bulk(bulk_id: str) -> str:
    """Show what was done with many photos, or is proposed."""
    page = done_page(second.find_bulk(bulk_id, by=me()), wanted=choosing.wanted(), me=me())
    return render_template("review/bulk.html", page=page)


@pages.post("/bulk/<bulk_id>/confirm")
def confirm_bulk(bulk_id: str) -> ResponseReturnValue:
    """Do what another moderator proposed."""
    with unit_of_work(tools().queue.send) as unit:
        second.confirm(_find(bulk_id), by=me(), tools=tools(), unit=unit)
    return _lead_to(bulk_id)


@pages.post("/bulk/<bulk_id>/decline")
def decline_bulk(bulk_id: str) -> ResponseReturnValue:
    """Leave the photos as they are."""
    with unit_of_work(tools().queue.send):
        second.decline(_find(bulk_id), by=me(), tools=tools())
    return _lead_to(bulk_id)


@pages.post("/bulk/<bulk_id>/undo")
def undo_bulk(bulk_id: str) -> ResponseReturnValue:
    """Let the photos wait again, as far as it is not too late."""
    with unit_of_work(tools().queue.send):
        second.undo(_find(bulk_id), by=me(), tools=tools())
    return _lead_to(bulk_id)


@pages.post("/<public_id>/credit")
def credit(public_id: str) -> ResponseReturnValue:
    """Show another name with all photos of a submission, or none."""
    name, was = choosing.credit(), request.form.get("was", "")
    with unit_of_work(tools().queue.send) as unit:
        photo = find_photo(public_id)
        correct_credit(photo, name, was=was, by=me(), tools=tools(), unit=unit)
    flash(_("This is kept."))
    return redirect(url_for("review.sheet", beside=public_id))


def _find(bulk_id: str) -> Bulk:
    """Return what was done or proposed, within the unit of work."""
    return second.find_bulk(bulk_id, by=me())


def _preview(said: choosing.Said) -> ResponseReturnValue:
    """Show what would be done; what cannot be understood is said."""
    planned = verbs.plan(said.wish, choosing.chosen(), tools=tools())
    page = preview_page(planned, said, wanted=choosing.wanted(), me=me())
    shown = render_template("review/plan.html", page=page, reasons=reasons())
    is_wrong = isinstance(said.mistake, BadInput) and request.method == "POST"
    return (shown, status_of(said.mistake)) if is_wrong and said.mistake else shown


def _lead_to(bulk_id: str) -> ResponseReturnValue:
    """Lead to what was done, and from there back to the sheet."""
    fields = choosing.fields_of(choosing.wanted())
    return redirect(url_for("review.bulk", bulk_id=bulk_id, **fields))  # type: ignore[arg-type]  # names are our own
