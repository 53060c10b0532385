"""The door ``/add/``: the form, what becomes of it, the receipt; answers for its script.

A script that sends the photos by tus (``gallery.web.uploads``) posts this same form at the end,
without files: the draft token stands for them.
"""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask import Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from gallery.campaigns import all_editions
from gallery.errors import BadInput, Closed, Conflict, NotHere
from gallery.journey import links
from gallery.journey.care import listed_countries, partner_of_link
from gallery.journey.filing import find_edition
from gallery.journey.links import find_open_link
from gallery.journey.send import AT_RISK_WAIT
from gallery.journey.statues import list_statues
from gallery.models import ActionLink, Submission
from gallery.places import atlas
from gallery.web import say
from gallery.web.admission import SMALL
from gallery.web.cities import by_name, label
from gallery.web.current import campaign, tools
from gallery.web.drafts import Draft, new_draft, read_draft
from gallery.web.guards import is_foreign
from gallery.web.limits import count_form
from gallery.web.present.names import edition_name
from gallery.web.proof import is_needed, new_challenge
from gallery.web.submit.again import begin_again
from gallery.web.submit.cities import MAP_WIDTH, require_no_pick
from gallery.web.submit.door import pages
from gallery.web.submit.incoming import IncomingForm, incoming_form
from gallery.web.submit.keeping import (
    brings_news,
    find_submission,
    keep_photos,
    remove_photo,
    send_draft,
)
from gallery.web.submit.offline import page_version, tell_worker
from gallery.web.submit.rows import PhotoRow, rows_of, rows_of_coming, rows_of_refused
from gallery.web.submit.said import Said, read_said, said_again
from gallery.web.submit.thanks import thanks_page

pages.get("/sw.js")(tell_worker)

#: Who lost the answer on a bad line sends again soon; whoever goes back in a browser that was left
#: later shall not find the code.
RECEIPT_REPEATED = timedelta(minutes=15)


@pages.get("/")
@pages.get("/<link>")
def add(link: str | None = None) -> ResponseReturnValue:
    """Show the form with a new draft token; nothing is written."""
    require_open()
    if way := request.args.get("again"):
        signed, answers = begin_again(way)
        return show_form(signed, answers=answers)
    return show_form(_new_draft(link))


@pages.post("/")
@pages.post("/<link>")
def take_form(link: str | None = None) -> ResponseReturnValue:
    """Keep the photos that came; then send them all, or ask for what is missing."""
    require_open()
    if request.content_length is None or request.content_length > SMALL:  # photos come along
        count_form(link if link and links.find_link(link) else None)
    with incoming_form() as form:
        said = read_said(form.words)
        signed, news = _choose_draft(form, link=link)
        draft = read_draft(signed)
        try:
            keep_photos(form, draft)
            if token := form.words.get("remove"):
                remove_photo(token)
                return show_form(signed, said=said, form=form)
            require_no_pick(form.words)
            _require_nothing_to_see(form, news)
            send_draft(draft, said)
        except BadInput as error:
            return show_form(signed, said=said, form=form, error=error)
        return show_receipt(draft)


@pages.get("/proof")
def give_sum() -> Response:
    """Give a sum to prove work by, see ``gallery.web.proof``."""
    return jsonify(new_challenge())


@pages.get("/state")
def tell_state() -> Response:
    """Tell the holder of a draft what became of each of its photos, in the order they came.

    The draft token comes in the header ``Draft`` (an address is written down too easily).
    ``{"is_sent": false, "photos": [{"token": "…", "number": 1, "title": "Photo 1: Vilnius, …",
    "found": "Vilnius, 16 March 2009", "state": "✓ Safe on our server, 3.8 MB", "is_wrong": false,
    "is_read": true, "needs_city": false, "needs_edition": false, "is_coming": false}]}``.
    ``token`` is the last part of the upload's tus address; ``is_read`` turns true when the worker
    has looked at the photo; ``is_wrong`` photos say why in ``state`` and are not sent. A photo
    whose upload is not whole yet (``is_coming`` on the page) is not in the list.
    """
    if is_foreign():
        abort(403)
    submission = find_submission(read_draft(request.headers.get("Draft", "")))
    is_sent = submission is not None and submission.is_sent
    return jsonify(is_sent=is_sent, photos=[asdict(row) for row in rows_of(submission)])


@pages.errorhandler(Closed)
@pages.errorhandler(NotHere)
def show_closed(why: Closed | NotHere) -> ResponseReturnValue:
    """Say that nothing is taken here, why, and where to go on."""
    is_unknown = isinstance(why, NotHere)
    page = render_template(
        "submit/closed.html", sentence=say.sentence(why), key=why.key, is_unknown=is_unknown
    )
    return page, 404 if is_unknown else 403


def require_open() -> None:
    """Take no photos before contact, imprint and permission are written (demonstration apart)."""
    if not campaign().is_open:
        raise Closed("campaign-closed")


def show_form(
    signed: str,
    *,
    said: Said | None = None,
    form: IncomingForm | None = None,
    error: BadInput | None = None,
    answers: Said | None = None,
) -> ResponseReturnValue:
    """Show the form with all that was said, what is safe, and the first thing to mend."""
    draft = read_draft(signed)
    submission = find_submission(draft)
    values: dict[str, Any] = error.values if error else {}
    page = render_template(
        "submit/add.html",
        draft=signed,
        version=page_version(),
        link=_describe(submission.link if submission else _link_of(draft)),
        photos=_rows(submission, said=said, form=form),
        editions=[(edition.id, edition_name(edition)) for edition in all_editions()],
        answers=said_again(said, error=error) if said else answers or _assume(),
        is_again=draft.again is not None,
        error=say.sentence(error) if error else None,
        error_field=values.get("field"),
        countries=[("", ""), *by_name(tools().cities.countries())],
        choices=[(city.geoname_id, label(city)) for city in values.get("choices", ())],
        map={"width": atlas.WIDTH, "height": atlas.HEIGHT, "shown": MAP_WIDTH},
        needs_proof=submission is None and is_needed(draft.link),
        first_day=tools().now().date() + AT_RISK_WAIT,
        max_photos=tools().settings.max_photos,
        max_mb=tools().settings.max_photo_mb,
        max_bytes=tools().settings.max_photo_bytes,
    )
    return page, 400 if error else 200


def _assume() -> Said:
    """Return what is likely before anything was said: the action day whose window is open."""
    edition = find_edition(tools().now().date())
    return Said(edition_id=str(edition.id) if edition else "")


def show_receipt(draft: Draft) -> ResponseReturnValue:
    """Give out the receipt code of a sent draft, for some minutes the same one again."""
    submission = find_submission(draft)
    if submission and submission.sent_at and tools().now() - submission.sent_at > RECEIPT_REPEATED:
        said = say.sentence(Conflict("already-sent"))
        return render_template("receipt/ask.html", said=said), 409
    code = tools().keys.receipt_code_of(draft.token) if draft.again is None else ""
    return thanks_page(submission, code)


def _new_draft(link: str | None) -> str:
    """Return a new draft token; raise NotHere or Closed for a link that leads nowhere."""
    return new_draft(find_open_link(link, tools=tools()).token if link else None)


def _choose_draft(form: IncomingForm, *, link: str | None) -> tuple[str, BadInput | None]:
    """Return the signed draft of a form; else a new one, and what is to be said about that."""
    signed = form.words.get("draft", "")
    try:
        submission = find_submission(read_draft(signed))
    except BadInput:
        return _new_draft(link), BadInput("draft-too-old")
    if submission and submission.is_sent and brings_news(form, submission):
        return _new_draft(link), BadInput("sent-before")
    return signed, None


def _require_nothing_to_see(form: IncomingForm, news: BadInput | None) -> None:
    """Let the person look before it is sent: at a new draft, at files that were not taken."""
    if news:
        raise news
    if any(isinstance(photo.trouble, BadInput) for photo in form.photos):
        raise BadInput("some-not-taken", field="photos")


def _rows(
    submission: Submission | None, *, said: Said | None, form: IncomingForm | None
) -> tuple[PhotoRow, ...]:
    """Return the photos that are safe, those on their way, and files that were not taken."""
    safe = rows_of(submission, said=said)
    return safe + rows_of_coming(submission) + rows_of_refused(form.photos if form else ())


def _link_of(draft: Draft) -> ActionLink | None:
    """Return the action link of a draft that is not begun; it must still be open."""
    return find_open_link(draft.link, tools=tools()) if draft.link else None


def _describe(link: ActionLink | None) -> dict[str, Any] | None:
    """Say where the photos of an action link will be filed; no link, nothing to say."""
    if link is None:
        return None
    return {
        "organisation": link.organisation,
        "city": link.action.city.name,
        "edition": edition_name(link.action.edition),
        "careful": say.careful() if link.action.city.country in listed_countries() else "",
        "statue": link.action.statue.name if link.action.statue else "",
        "statues": list_statues(link.action.city, known_only=True),
        "partner": partner_of_link(link),
    }
