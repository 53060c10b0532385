"""What moderators set apart: what they ask, and what is illegal or shocking, without pictures."""

from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from gallery.db import unit_of_work
from gallery.errors import Incomplete, NotHere
from gallery.journey import apart
from gallery.journey.intact import file_of, read_file
from gallery.journey.review import Act
from gallery.models import Apart, Decision, Photo, Stage
from gallery.web import say
from gallery.web.account.sure import only_when_sure
from gallery.web.current import tools, write_moment
from gallery.web.office.acts import act_words
from gallery.web.office.door import me, pages
from gallery.web.present.names import day_name, edition_name, place_name
from gallery.web.reasons import reasons

STEPS = {
    "ask": _later("%(moment)s: %(name)s asked organisers"),
    "alarm": _later("%(moment)s: %(name)s took it out of sight"),
    "alarm-look": _later("%(moment)s: %(name)s looked at the picture"),
}


@dataclass(frozen=True)
class ApartRow:
    """A photo that is set apart, in words."""

    public_id: str
    version: int
    place: str
    edition: str
    day: str
    note: str
    was_public: bool
    has_picture: bool
    steps: tuple[str, ...]
    url: str  # where it is reviewed


@pages.get("/alarms/")
def alarms() -> str:
    """List what is set apart; no picture is on this page."""
    return _show()


@pages.post("/alarms/<public_id>/picture")
def alarm_picture(public_id: str) -> Response:
    """Show the picture alone, after writing down who looks at it."""
    with unit_of_work():
        photo = _find(public_id)
        if not photo.preview_key or not photo.previews:
            raise NotHere("unknown-photo")
        apart.note_look(photo, by=me(), tools=tools())
        width = min(int(each["width"]) for each in photo.previews)
        key = f"{photo.preview_key}/{width}.jpg"
        file = file_of(photo, key, store=tools().private)
    return Response(read_file(file, tools=tools()), mimetype="image/jpeg")


@pages.post("/alarms/<public_id>/back")
def end_alarm(public_id: str) -> ResponseReturnValue:
    """Give it back: an organiser looks at it as at any other photo."""
    with unit_of_work(tools().queue.send):
        apart.give_back(_find(public_id), _act(), tools=tools())
    return redirect(url_for("review.photo", public_id=public_id))


@pages.post("/alarms/<public_id>/reject")
def reject_alarm(public_id: str) -> ResponseReturnValue:
    """Turn it down for a reason."""
    reason = request.form.get("reason", "")
    try:
        with unit_of_work(tools().queue.send):
            apart.reject_alarmed(_find(public_id), _act(), reason=reason, tools=tools())
    except Incomplete as mistake:
        return _show(error=say.sentence(mistake)), 422
    flash(_("Rejected. The file is erased in seven days."))
    return redirect(url_for("office.alarms"))


@pages.post("/alarms/<public_id>/erase")
@only_when_sure()
def erase_alarm(public_id: str) -> ResponseReturnValue:
    """Erase its files now."""
    with unit_of_work(tools().queue.send) as unit:
        apart.erase_alarmed(_find(public_id), _act(), tools=tools(), unit=unit)
    flash(_("Its files are being erased."))
    return redirect(url_for("office.alarms"))


def _find(public_id: str) -> Photo:
    """Return a photo that is out of sight; raise NotHere for any other."""
    is_name = public_id.isascii() and public_id.isalnum()
    photo = apart.find_alarmed(public_id, by=me()) if is_name else None
    if photo is None:
        raise NotHere("unknown-photo")
    return photo


def _act() -> Act:
    """Return who acts, and on which version."""
    version = request.form.get("version", "")
    return Act(me(), int(version) if version.isascii() and version.isdigit() else -1)


def _show(*, error: str = "") -> str:
    """Show both lists."""
    return render_template(
        "office/alarms.html",
        asked=[_row(photo) for photo in apart.list_apart(Apart.ASKED, by=me())],
        alarmed=[_row(photo) for photo in apart.list_apart(Apart.ALARM, by=me())],
        reasons=reasons(),
        error=error,
    )


def _row(photo: Photo) -> ApartRow:
    """Describe a photo in words."""
    return ApartRow(
        public_id=photo.public_id,
        version=photo.version,
        place=place_name(photo) if photo.country else str(_("no place")),
        edition=edition_name(photo.edition) if photo.edition else "",
        day=day_name(photo.day) if photo.day else "",
        note=photo.apart_note,
        was_public=photo.stage is Stage.HIDDEN,
        has_picture=bool(photo.preview_key and photo.previews),
        steps=tuple(_step(each) for each in apart.list_steps(photo)),
        url=url_for("review.photo", public_id=photo.public_id),
    )


def _step(decision: Decision) -> str:
    """Say who did what, and when."""
    name = decision.account.name if decision.account else _("The gallery")
    said = {"moment": write_moment(decision.at), "name": name}
    if decision.act in STEPS:
        return str(STEPS[decision.act]) % said
    return str(_("%(moment)s, %(name)s: %(what)s", what=act_words(decision.act), **said))
