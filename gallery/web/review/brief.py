"""What scripts are told instead of pages: where a decision leads, and what to load ahead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Response, get_template_attribute, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gallery.db import unit_of_work
from gallery.journey import steps
from gallery.journey.reports import find_urgent
from gallery.journey.review_queue import FEW
from gallery.journey.steps import Step
from gallery.models import Photo, Stage
from gallery.web.current import tools
from gallery.web.reasons import reasons
from gallery.web.review import asking, board
from gallery.web.review.door import me, pages, saves_data
from gallery.web.review.shapes import Last
from gallery.web.review.showing import count_mine, last_of, page_ahead

#: Photos that a script keeps ready: as many as a quick person decides in a minute without a line.
READY = 40


@dataclass(frozen=True)
class Told:
    """What is told of a decision: its queue, how it is taken back, and where it leads."""

    queue: Stage
    last: Last | None = None
    mine: int = 0
    links: str | None = None  # None: something has to be taken first


@pages.get("/ahead")
def ahead() -> ResponseReturnValue:
    """Tell what somebody has, in order, and what they would be given after that."""
    stage = Stage.HELD if "held" in request.args else Stage.WAITING
    mine = steps.list_steps(me(), stage=stage)
    left = max(0, (0 if saves_data() else READY) - len(mine))
    later = steps.list_later(me(), stage=stage, limit=left, tools=tools())
    return {"mine": [_named(step) for step in mine], "later": [_named(step) for step in later]}


def show_ahead(photo: Photo, *, picture: str = "") -> str:
    """Show a photo's part of its page alone, perhaps with its ``picture`` in it."""
    said = {"page": page_ahead(photo, me=me()), "reasons": reasons(), "picture": picture}
    return render_template("review/photo.html", **said, is_alone=True)


def tell_of(photo: Photo, queue: Stage) -> Told:
    """Return what is told of a decision; in its own unit, while everything is at hand."""
    if not asking.is_brief():
        return Told(queue)
    return Told(queue, last_of(photo), count_mine(me()), _links_from(photo, queue))


def answer(public_id: str, told: Told) -> Response:
    """Answer with the form that takes the decision back, and with what is to come next."""
    undo_form = get_template_attribute("review/last.html", "told")
    links = _take_more(public_id, told.queue) if told.links is None else told.links
    said = Response(undo_form(told.last, told.mine), mimetype="text/plain")  # no page: less to say
    said.headers["Preference-Applied"] = asking.BRIEF
    said.headers["Link"] = links
    return said


def _links_from(photo: Photo, queue: Stage) -> str | None:
    """Return where a photo leads, where nothing has to be taken for that."""
    if find_urgent(me(), free_at=tools().now()):
        return None
    mine = steps.list_steps(me(), stage=queue)
    if len(mine) < FEW:
        return None
    return _links(steps.step_after(photo, mine, by=me()), mine)


def _take_more(public_id: str, queue: Stage) -> str:
    """Take what is next; return where it leads."""
    with unit_of_work():
        following = board.following(public_id, stage=queue)
        step = Step(following.public_id, following.version) if following else None
        return _links(step, steps.list_steps(me(), stage=queue))


def _links(following: Step | None, mine: Sequence[Step]) -> str:
    """Write it as links (RFC 8288): the next photo, then all that somebody has (RFC 6573).

    They are no "prefetch": Chromium would load all these pages after every decision.
    """
    return ", ".join(_written(following, mine))


def _written(following: Step | None, mine: Sequence[Step]) -> Iterator[str]:
    """Yield one link after the other."""
    if following:
        yield f'<{_address(following)}>; rel="next"'
    for step in mine[: FEW if saves_data() else None]:
        yield f'<{_address(step)}>; rel="item"; version={step.version}'


def _named(step: Step) -> dict[str, object]:
    """Return a photo's address and the version that is true now."""
    return {"address": _address(step), "version": step.version}


def _address(step: Step) -> str:
    """Return where a photo is reviewed."""
    return url_for("review.photo", public_id=step.public_id)
