"""The door ``/start/``: a group wants to start an action, and finds the answer by six words.

As with a receipt, the code comes in a form and goes out in a hidden field, never in an address.
"""

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from gallery import starts
from gallery.db import unit_of_work
from gallery.errors import BadInput, Closed, Conflict, Incomplete, NotHere
from gallery.journey.links import why_closed
from gallery.models import Start
from gallery.places.cities import City
from gallery.starts import Person, Wish
from gallery.web import say
from gallery.web.cities import find_meant, label
from gallery.web.current import campaign, tools
from gallery.web.drafts import new_draft, read_draft
from gallery.web.guards import for_capabilities
from gallery.web.languages import ENGLISH, name_of
from gallery.web.limits import limiter, was_refused
from gallery.web.present.names import edition_name
from gallery.web.prints import KINDS, link_address, poster_file, qr_file
from gallery.web.qr_code import draw_qr_code

pages = Blueprint("start", __name__, url_prefix="/start")
for_capabilities(pages)

#: Wishes that were kept. Many people may share an address (Tor, a school).
WISHES = "10 per hour; 30 per day"
WRONG_CODES = "30 per minute; 300 per hour"
LARGEST_FORM = 30_000  # bytes
LONGEST = {"reason": 1000, "contact": 200}  # characters; of anything else 120
CODE_REPEATED = timedelta(minutes=15)  # as with receipts: a lost answer can be asked for again


@dataclass(frozen=True)
class Said:
    """The fields of the form; the page shows them again."""

    city: str = ""
    geoname_id: str = ""
    edition_id: str = ""
    organisation: str = ""
    statue: str = ""
    name: str = ""
    contact: str = ""
    reason: str = ""


def was_kept(response: Response) -> bool:
    """Whether a wish was kept: mistakes do not count."""
    return response.status_code < 400


@pages.before_request
def keep_forms_small() -> None:
    """Words are all that may come: no file of somebody's lands in a temporary folder."""
    request.max_content_length = LARGEST_FORM


@pages.get("/")
def ask() -> str:
    """Ask what is to be started, and by whom."""
    return _ask(new_draft(), Said())


@pages.post("/")
@limiter.limit(WISHES, deduct_when=was_kept)
def take_wish() -> ResponseReturnValue:
    """Keep a wish and give out its code; what is missing is asked for again."""
    said, draft = _said(), request.form.get("draft", "")
    try:
        code = tools().keys.receipt_code_of(f"start/{read_draft(draft).token}")
    except BadInput as too_old:
        return _ask(new_draft(), said, error=too_old), 400
    try:
        _keep(said, code)
    except BadInput as mistake:
        return _ask(draft, said, error=mistake), 400
    return render_template("start/thanks.html", code=code)


@pages.get("/answer")
def ask_code() -> str:
    """Ask for the code."""
    return render_template("start/answer_ask.html")


@pages.post("/answer")
@limiter.limit(WRONG_CODES, deduct_when=was_refused)
def show_answer() -> ResponseReturnValue:
    """Show what was answered; a wrong code is asked for again."""
    try:
        return _show(_code())
    except NotHere as unknown:
        page = render_template("start/answer_ask.html", code=_code(), error=say.sentence(unknown))
        return page, 404


@pages.post("/print")
@limiter.limit(WRONG_CODES, deduct_when=was_refused)
def print_link() -> Response:
    """Give the QR code or the poster of a confirmed action."""
    start, wanted = starts.find_start(_code(), tools=tools()), request.form.get("what", "")
    if start.link is None:
        raise NotHere("unknown-link")
    if wanted in KINDS:
        return qr_file(start.link, wanted)
    return poster_file(start.link, request.form.get("language", ""))


@pages.post("/erase")
@limiter.limit(WRONG_CODES, deduct_when=was_refused)
def erase() -> str:
    """Forget a wish, and who had it."""
    with unit_of_work(tools().queue.send):
        starts.erase(starts.find_start(_code(), tools=tools()))
    said = _("Everything that you wrote is erased.")
    return render_template("start/answer_ask.html", said=said)


def _code() -> str:
    """Return the code that came."""
    return request.form.get("code", "")[:120]


def _said() -> Said:
    """Return what stands in the form, without needless space."""
    said = {each.name: request.form.get(each.name, "").strip() for each in fields(Said)}
    return Said(**{name: words[: LONGEST.get(name, 120)] for name, words in said.items()})


def _keep(said: Said, code: str) -> None:
    """Keep a wish; the same form again is as good as once, for some minutes."""
    wish = _wish(said)
    try:
        with unit_of_work(tools().queue.send):
            starts.ask_to_start(wish, code=code, tools=tools())
    except Conflict:
        asked_at = starts.find_start(code, tools=tools()).asked_at
        if tools().now() - asked_at > CODE_REPEATED:
            raise


def _wish(said: Said) -> Wish:
    """Return the wish; raise Incomplete with the first ``field`` that is to be mended."""
    city = _city(said)
    for name in ("organisation", "contact", "reason"):
        if not getattr(said, name):
            raise Incomplete("please-fill-in", field=name)
    return Wish(
        edition_id=int(said.edition_id) if said.edition_id.isdecimal() else None,
        geoname_id=city.geoname_id,
        organisation=said.organisation,
        statue=said.statue,
        person=Person(name=said.name, contact=said.contact, reason=said.reason),
    )


def _city(said: Said) -> City:
    """Return the one city that is meant; ``choices`` of the error are those it may be."""
    number = int(said.geoname_id) if said.geoname_id.isdecimal() else None
    found = find_meant(said.city, geoname_id=number, cities=tools().cities) if said.city else []
    if len(found) != 1:
        key = "which-city" if found else "unknown-city"
        raise Incomplete(key, field="city", choices=tuple(found))
    return found[0]


def _ask(draft: str, said: Said, *, error: BadInput | None = None) -> str:
    """Show the form, with what is to be mended."""
    today = tools().now().date()
    editions = starts.list_editions_to_come(today) if campaign().is_open else []
    values: dict[str, Any] = error.values if error else {}
    return render_template(
        "start/ask.html",
        draft=draft,
        said=said,
        editions=[(edition.id, edition_name(edition), edition.day) for edition in editions],
        error=say.sentence(error) if error else "",
        error_field=values.get("field"),
        choices=[(city.geoname_id, label(city)) for city in values.get("choices", ())],
    )


def _show(code: str) -> str:
    """Show what was answered; raise NotHere for a wrong code."""
    start = starts.find_start(code, tools=tools())
    link = start.link
    # In the group's own language, as its poster.
    address = link_address(link, str(get_locale() or ENGLISH)) if link else ""
    return render_template(
        "start/answer.html",
        code=code,
        start=start,
        city=_city_name(start),
        edition_name=edition_name(start.edition),
        address=address,
        qr=draw_qr_code(address) if link else "",
        trouble=_trouble(start),
        languages=[(language, name_of(language)) for language in tools().settings.spoken],
    )


def _city_name(start: Start) -> str:
    """Name the city of a wish."""
    city = tools().cities.find(start.geoname_id)
    return label(city) if city else ""


def _trouble(start: Start) -> str:
    """Say why a link takes no photos now; nothing while it does."""
    why = why_closed(start.link, now=tools().now()) if start.link else ""
    return say.sentence(Closed(why)) if why else ""
