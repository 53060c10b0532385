"""Moderators decide: one photo after the other, at ``/review/``.

``door`` is the blueprint with its guard; the ``board`` is where they begin, ``seats`` says who is
where, ``figures`` what waits; ``asking`` reads what they say, ``askers`` tells what senders ask
for, ``heads`` which were seen, ``caring`` what needs two people, ``confirming`` what trainees
would do, ``apart`` takes a photo out of the queue; ``showing`` makes the page, from ``shapes``,
with the words of ``words`` and the strips of ``tape``; ``brief`` answers scripts, with less,
``pictures`` hands out previews, ``saving`` small ones over a bad line, ``search`` finds what waits;
``reporters`` tells what is reported, ``reported`` takes what is decided about it, ``messages``
shows questions to photographers, ``noting`` what a sender will read, ``original`` what was sent, to
whoever says why. Whatever stands in the form is kept with any decision, so that nothing that was
drawn or typed is lost.

``sheet`` is many photos at a glance (``choosing``, ``sheet_showing``, ``sheet_shapes`` and
``sheet_words`` are its reader, maker, values and words), ``alike`` bursts; ``ways`` lead on.
"""

from collections.abc import Callable, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gallery.db import UnitOfWork, unit_of_work
from gallery.errors import BadInput, Conflict
from gallery.journey import leases, marking, proposals, review
from gallery.journey.proposals import find_asked
from gallery.journey.reports import find_reported
from gallery.journey.review import Act
from gallery.journey.review_queue import find_oldest
from gallery.models import Photo, Stage
from gallery.web import status_of
from gallery.web.current import tools
from gallery.web.reasons import reasons
from gallery.web.review import (
    alike,
    apart,
    asking,
    board,
    brief,
    messages,
    noting,
    original,
    pictures,
    reported,
    saving,
    search,
    sheet,
)
from gallery.web.review.confirming import confirm_opinion
from gallery.web.review.door import find_photo, me, pages, verbs
from gallery.web.review.showing import review_page
from gallery.web.review.words import cities_meant, trouble

__all__ = ["alike", "apart", "board", "messages", "original", "pages", "pictures"]
__all__ += ["reported", "saving", "search", "sheet"]

Verb = Callable[[Photo, Act, UnitOfWork], None]


@pages.get("/reported")
def first_reported() -> str:
    """Show the photo that is reported most urgently."""
    return _show_first(find_reported(me()))


@pages.get("/asked")
def asked() -> str:
    """Show the photo about which its sender asks most urgently."""
    return _show_first(find_asked(me()))


@pages.get("/held")
def held() -> str:
    """Show the photo that was held longest."""
    return _show_queue(Stage.HELD)


@pages.get("/<public_id>")
def photo(public_id: str) -> str:
    """Show one photo, decided or not."""
    photo = find_photo(public_id)
    return brief.show_ahead(photo) if asking.is_brief() else _show(photo)


@pages.post("/<public_id>/approve")
def approve(public_id: str) -> ResponseReturnValue:
    """Let it be published after the undo time."""

    def verb(photo: Photo, act: Act, unit: UnitOfWork) -> None:
        verbs().approve(photo, act, tools=tools(), unit=unit)

    return _decide(public_id, "approve", verb)


@pages.post("/<public_id>/reject")
def reject(public_id: str) -> ResponseReturnValue:
    """Turn it down for a reason; a note to its sender is looked at before it is kept."""
    reason, note = request.form.get("reason", ""), asking.words_to_sender()
    if note and not noting.was_seen(find_photo(public_id), reason, note):
        return _preview(public_id, reason, note)

    def verb(photo: Photo, act: Act, unit: UnitOfWork) -> None:
        verbs().reject(photo, act, reason=reason, note=note, tools=tools())

    return _decide(public_id, "reject", verb, reason=reason)


@pages.post("/<public_id>/hold")
def hold(public_id: str) -> ResponseReturnValue:
    """Set it aside, perhaps with a question to its sender."""
    question = asking.question()

    def verb(photo: Photo, act: Act, unit: UnitOfWork) -> None:
        verbs().hold(photo, act, tools=tools(), question=question)

    return _decide(public_id, "hold", verb)


@pages.post("/<public_id>/confirm")
def confirm(public_id: str) -> ResponseReturnValue:
    """Decide as a trainee would."""
    return _decide(public_id, "confirm", confirm_opinion)


@pages.post("/<public_id>/accept")
def accept(public_id: str) -> ResponseReturnValue:
    """Do what the sender proposed."""

    def verb(photo: Photo, act: Act, unit: UnitOfWork) -> None:
        proposals.accept(photo, act, tools=tools(), unit=unit)

    return _settle(public_id, "accept", verb)


@pages.post("/<public_id>/decline")
def decline(public_id: str) -> ResponseReturnValue:
    """Leave everything as it is."""

    def verb(photo: Photo, act: Act, unit: UnitOfWork) -> None:
        proposals.decline(photo, act, tools=tools())

    return _settle(public_id, "decline", verb)


@pages.post("/<public_id>/undo")
def undo(public_id: str) -> ResponseReturnValue:
    """Let it wait again."""
    act = Act(me(), asking.version())
    try:
        with unit_of_work(tools().queue.send):
            photo = find_photo(public_id)
            verbs().undo(photo, act, tools=tools())
            leases.take_photo(photo, me(), tools=tools())
    except Conflict as error:
        return _say(error, public_id)
    return _back_to(public_id)


@pages.post("/<public_id>/cover")
@pages.post("/<public_id>/correct")
def correct(public_id: str) -> ResponseReturnValue:
    """Keep covers, crop, place, day and words as the form has them."""
    return _change(public_id, lambda photo, act, unit: None)


@pages.post("/<public_id>/faces")
def faces(public_id: str) -> ResponseReturnValue:
    """Confirm that every head is covered, or that no face is visible."""
    return _change(public_id, lambda photo, act, unit: asking.require_faces())


@pages.post("/<public_id>/heads")
def heads(public_id: str) -> ResponseReturnValue:
    """Cover every head that was seen."""

    def verb(photo: Photo, act: Act, unit: UnitOfWork) -> None:
        review.cover_heads(photo, act, tools=tools())

    return _change(public_id, verb)


@pages.post("/<public_id>/mark")
def mark(public_id: str) -> ResponseReturnValue:
    """Mark it as sensitive, or take the mark off."""
    said = asking.mark()

    def verb(photo: Photo, act: Act, unit: UnitOfWork) -> None:
        marking.mark(photo, act, said, tools=tools())

    return _change(public_id, verb)


def _decide(
    public_id: str, name: str, verb: Verb, *, reason: str | None = None
) -> ResponseReturnValue:
    """Decide, then go on with the next photo of the same queue."""
    try:
        told = _do(public_id, verb)
    except (Conflict, BadInput) as error:
        if not _is_repeated(error, public_id, name, reason=reason):
            return _say(error, public_id)
        photo = find_photo(public_id)
        told = brief.tell_of(photo, _queue_of(photo.stage))
    if asking.is_brief():
        return brief.answer(public_id, told)
    return board.lead_on(public_id, stage=told.queue)


def _settle(public_id: str, name: str, verb: Verb) -> ResponseReturnValue:
    """Decide what a sender asked for, then go on with what the next one asks."""
    act = Act(me(), asking.version())
    try:
        with unit_of_work(tools().queue.send) as unit:
            verb(find_photo(public_id), act, unit)
    except Conflict as error:
        if not _is_repeated(error, public_id, name, reason=None):
            return _say(error, public_id)
    return board.lead_on(public_id, stage=Stage.WAITING)


def _change(public_id: str, verb: Verb) -> ResponseReturnValue:
    """Change something about a photo, then look at it again."""
    try:
        _do(public_id, verb)
    except (Conflict, BadInput) as error:
        return _say(error, public_id)
    return _back_to(public_id)


def _do(public_id: str, verb: Verb) -> brief.Told:
    """Keep what the form says, then act, all in one unit: both or nothing."""
    act = Act(me(), asking.version())
    with unit_of_work(tools().queue.send) as unit:
        photo = find_photo(public_id)
        queue = _queue_of(photo.stage)
        act = asking.keep_boxes(photo, act)
        act = asking.keep_words(photo, act)
        act = asking.keep_faces(photo, act)
        verb(photo, act, unit)
        return brief.tell_of(photo, queue)


def _preview(public_id: str, reason: str, note: str) -> ResponseReturnValue:
    """Show what the sender will read. Nothing is decided yet; what was drawn is kept."""
    try:
        _do(public_id, lambda photo, act, unit: None)
        return noting.show_preview(find_photo(public_id), reason, note), 422
    except (Conflict, BadInput) as error:
        return _say(error, public_id)


def _is_repeated(error: Exception, public_id: str, name: str, *, reason: str | None) -> bool:
    """Whether the same form came twice: what it asked for was done."""
    photo = find_photo(public_id)
    return isinstance(error, Conflict) and review.is_done(photo, name, by=me(), reason=reason)


def _say(error: Conflict | BadInput, public_id: str) -> ResponseReturnValue:
    """Show the photo again with what went wrong; what was typed stays where it can be mended."""
    photo = find_photo(public_id)
    said = asking.typed() if isinstance(error, BadInput) and asking.is_whole() else None
    told = trouble(error, photo, me=me())
    return _show(photo, error=told, cities=cities_meant(error), said=said), status_of(error)


def _show_first(photo: Photo | None) -> str:
    """Show the photo that goes before all that waits; without one, what waits."""
    return _show(find_photo(photo.public_id)) if photo else board.board()


def _show_queue(stage: Stage) -> str:
    """Show the oldest photo of a queue; without one, what waits."""
    return _show_first(find_oldest(stage, by=me()))


def _show(
    photo: Photo, *, error: str = "", cities: Sequence[str] = (), said: asking.Said | None = None
) -> str:
    """Show one photo; ``cities`` are those that could be meant."""
    page = review_page(photo, me=me(), said=said)
    told = {"error": error, "cities": cities}
    return render_template("review/photo.html", page=page, reasons=reasons(), **told)


def _queue_of(stage: Stage) -> Stage:
    """Return the queue that goes on after a photo of this stage."""
    return Stage.HELD if stage is Stage.HELD else Stage.WAITING


def _back_to(public_id: str) -> ResponseReturnValue:
    """Lead to a photo's page."""
    return redirect(url_for("review.photo", public_id=public_id))
