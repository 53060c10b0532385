"""Make the demonstration: every picture goes the way that every photo goes."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import NamedTuple

from gallery.db import unit_of_work
from gallery.demo.crew import Context, Crew, drawn, in_stage
from gallery.demo.opening import open_demonstration, require_room
from gallery.demo.plan import Fate, Picture, Sending, choose_sendings
from gallery.demo.progress import Progress
from gallery.demo.rehearsal import choose_rehearsal, find_night
from gallery.demo.remembering import draw_logos, tell_history
from gallery.demo.reviewing import decide, take_back
from gallery.demo.sending import (
    find_photos,
    hand_over,
    make_job,
    missing_pictures,
    receive_picture,
)
from gallery.demo.stirring import stir
from gallery.models import Stage
from gallery.toolbox import Toolbox


class Parcel(NamedTuple):
    """A sending, the pictures of it that have not come yet, what is being done for it."""

    sending: Sending
    missing: list[int]
    begun: "list[Future[None]]"

    @property
    def is_ready(self) -> bool:
        """Whether nothing is being done for it any more."""
        return all(future.done() for future in self.begun)


def make_demonstration(
    tools: Toolbox, context: Context, *, progress: Progress, photos: int | None = None
) -> None:
    """Fill an empty gallery, or go on where that was stopped; stopping loses nothing."""
    sendings = choose_sendings(photos)
    with unit_of_work():
        open_demonstration(sendings, tools=tools)
    logos = draw_logos(tools=tools)
    with unit_of_work():
        tell_history(logos, tools=tools)
    _make_all(sendings, context, tools=tools, progress=progress)


def make_rehearsal(tools: Toolbox, context: Context, *, progress: Progress, photos: int) -> None:
    """Let so many photos wait in an empty gallery, or in one with the demonstration."""
    with unit_of_work():
        require_room()
        night = find_night(tools=tools)
        sendings = choose_rehearsal(photos, edition=night.slug)
        open_demonstration(sendings, tools=tools, history=[night])
    _make_all(sendings, context, tools=tools, progress=progress)
    for each in sendings:
        for photo_id, picture in find_photos(each, tools=tools):
            stir(photo_id, picture, tools=tools)


def _make_all(
    sendings: list[Sending], context: Context, *, tools: Toolbox, progress: Progress
) -> None:
    """Let all of them have their fate."""
    crew = Crew(tools, context)
    try:
        _send_all(sendings, crew=crew, tools=tools, progress=progress)
        _publish_all(sendings, crew=crew, tools=tools, progress=progress)
    finally:
        crew.close()


def _send_all(sendings: list[Sending], *, crew: Crew, tools: Toolbox, progress: Progress) -> None:
    """Draw, send and examine; hand each sending over and decide on it as soon as it is seen."""
    parcels = [Parcel(each, missing_pictures(each, tools=tools), []) for each in sendings]
    total = sum(len(each.pictures) for each in sendings)
    settled = 0

    def settle(parcel: Parcel) -> None:
        nonlocal settled
        _settle(parcel, crew=crew, tools=tools)
        settled += len(parcel.sending.pictures)
        progress.say("Drawn and examined", settled, total)

    jobs = [
        make_job(parcel.sending, parcel.sending.pictures[number], tools=tools)
        for parcel in parcels
        for number in parcel.missing
    ]
    waiting: deque[Parcel] = deque()
    with drawn(jobs) as files:
        for parcel in parcels:
            for number in parcel.missing:
                photo_id = receive_picture(parcel.sending, number, next(files), tools=tools)
                parcel.begun.append(crew.start("examine", photo_id))
            waiting.append(parcel)
            while waiting and waiting[0].is_ready:
                settle(waiting.popleft())
    for parcel in waiting:
        settle(parcel)


def _settle(parcel: Parcel, *, crew: Crew, tools: Toolbox) -> None:
    """See that all photos of a sending are examined, hand them over, decide."""
    photos = find_photos(parcel.sending, tools=tools)
    crew.finish("examine", [photo_id for photo_id, _ in photos], stage=Stage.RECEIVED)
    hand_over(parcel.sending, tools=tools)
    for photo_id, picture in photos:
        decide(photo_id, picture, tools=tools)


def _publish_all(
    sendings: list[Sending], *, crew: Crew, tools: Toolbox, progress: Progress
) -> None:
    """Publish what was approved, when its undo time is over; then one sender thinks again."""
    photos = [pair for each in sendings for pair in find_photos(each, tools=tools)]
    due = _with_fate(photos, lambda fate: fate in (Fate.PUBLISHED, Fate.WITHDRAWN))
    crew.finish(
        "publish",
        due,
        stage=Stage.APPROVED,
        told=lambda done: progress.say("Published", done, len(due)),
    )
    regretted = _with_fate(photos, lambda fate: fate is Fate.WITHDRAWN)
    for photo_id in in_stage(Stage.PUBLISHED, regretted):
        take_back(photo_id, tools=tools)
    crew.finish("erase", regretted, stage=Stage.WITHDRAWN)


def _with_fate(photos: list[tuple[int, Picture]], is_so: Callable[[Fate], bool]) -> list[int]:
    """Return the numbers of the photos with such a fate."""
    return [photo_id for photo_id, picture in photos if is_so(picture.fate)]
