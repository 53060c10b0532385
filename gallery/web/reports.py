"""Anyone reports a public photo at ``/photos/<id>/report``: no account, and no address is kept."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gallery.db import unit_of_work
from gallery.errors import BadInput, Incomplete
from gallery.journey.reporting import Said, find_reportable, report_photo
from gallery.models import TOLD, Photo, Stage
from gallery.web import say, status_of
from gallery.web.current import tools
from gallery.web.guards import for_capabilities
from gallery.web.limits import limiter, who_asks
from gallery.web.present.names import photo_name
from gallery.web.present.pictures import card_of
from gallery.web.submit.words import clean

pages = Blueprint("reports", __name__, url_prefix="/photos")
for_capabilities(pages)

#: Of one address; and of one photo by one address. Many people may share one (Tor, a school).
REPORTS, OF_ONE_PHOTO = "60 per hour; 200 per day", "5 per hour"
LARGEST_FORM = 20_000  # bytes
LONGEST = 500  # characters


def about_this_photo() -> str:
    """Return the keyed hash of who asks, for one photo."""
    return f"{who_asks()}/{(request.view_args or {}).get('public_id', '')}"


def was_kept(response: Response) -> bool:
    """Whether a report was kept: mistakes do not count."""
    return response.status_code < 400


@pages.before_request
def keep_forms_small() -> None:
    """Words are all that may come: no file of somebody's lands in a temporary folder."""
    request.max_content_length = LARGEST_FORM


@pages.get("/<public_id>/report")
def ask(public_id: str) -> ResponseReturnValue:
    """Ask what is wrong; of a photo that is hidden meanwhile, say so."""
    photo = find_reportable(public_id)
    if photo.stage is not Stage.PUBLISHED:
        return _thanks_for(public_id)
    return _ask(photo)


@pages.post("/<public_id>/report")
@limiter.limit(REPORTS, deduct_when=was_kept)
@limiter.limit(OF_ONE_PHOTO, key_func=about_this_photo, deduct_when=was_kept)
def take_report(public_id: str) -> ResponseReturnValue:
    """Keep a report; what is missing is asked for again."""
    try:
        said = _said()
    except BadInput as mistake:
        photo = find_reportable(public_id)
        if photo.stage is not Stage.PUBLISHED:
            return _thanks_for(public_id)
        return _ask(photo, error=mistake), status_of(mistake)
    with unit_of_work(tools().queue.send) as unit:
        report_photo(find_reportable(public_id), said, tools=tools(), unit=unit)
    return _thanks_for(public_id)


@pages.get("/<public_id>/reported")
def thanks(public_id: str) -> str:
    """Say what happens now, from how the photo stands."""
    is_hidden = find_reportable(public_id).stage is not Stage.PUBLISHED
    return render_template("reports/thanks.html", is_hidden=is_hidden, public_id=public_id)


def _said() -> Said:
    """Return what is reported; raise Incomplete or BadInput for what is to be mended."""
    words = clean(request.form.get("words", ""), longest=LONGEST + 1)
    if len(words) > LONGEST:
        raise BadInput("too-long", limit=LONGEST, field="words")
    kind = next((each for each in TOLD if each.value == request.form.get("kind")), None)
    if kind is None:
        raise Incomplete("report-not-said", field="kind")
    return Said(kind, words)


def _ask(photo: Photo, *, error: BadInput | None = None) -> str:
    """Show the form, with what is to be mended."""
    return render_template(
        "reports/ask.html",
        photo=card_of(photo),
        name=photo_name(photo),
        kind=request.form.get("kind", ""),
        words=request.form.get("words", ""),
        error=say.sentence(error) if error else "",
        error_field=error.values.get("field") if error else "",
    )


def _thanks_for(public_id: str) -> ResponseReturnValue:
    """Lead to the thanks: a page that may be loaded again sends nothing again."""
    return redirect(url_for("reports.thanks", public_id=public_id), 303)
