"""Groups that want to start an action: they ask, an organiser answers, and a link comes of it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from gallery import actions
from gallery.db import db, lock_row
from gallery.errors import BadInput, Closed, Conflict, Incomplete, NotHere
from gallery.models import ActionLink, ActionStage, Edition, Start, StartStage
from gallery.toolbox import Toolbox

#: Who asks is known no longer than this after the action day.
KEPT = timedelta(days=365)
MOST_WAITING = 500  # more than organisers answer in a year: somebody floods us
SEALED = "who wants to start an action"


@dataclass(frozen=True)
class Person:
    """Who asks, and why. Sealed where it lies."""

    name: str
    contact: str
    reason: str


@dataclass(frozen=True)
class Wish:
    """What somebody wants to start."""

    edition_id: int | None
    geoname_id: int
    organisation: str
    statue: str
    person: Person


def list_editions_to_come(today: date) -> list[Edition]:
    """Return the action days that are not over, the next one first."""
    wanted = select(Edition).where(Edition.day >= today).order_by(Edition.day)
    return list(db.session.scalars(wanted))


def ask_to_start(wish: Wish, *, code: str, tools: Toolbox) -> Start:
    """Keep a wish for the organisers; its code opens it again. Raise Conflict for a used code."""
    edition = _edition_meant(wish, today=tools.now().date())
    waiting = select(func.count(Start.id)).where(Start.stage == StartStage.WAITING)
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        raise Closed("starts-full")
    start = Start(
        code_hash=tools.keys.start_hash(code),
        edition=edition,
        geoname_id=wish.geoname_id,
        organisation=wish.organisation,
        statue=wish.statue,
        sealed=tools.keys.seal(SEALED, json.dumps(asdict(wish.person))),
        asked_at=tools.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(start)
    except IntegrityError as error:  # the same form came twice
        raise Conflict("already-asked") from error
    return start


def find_start(code: str, *, tools: Toolbox) -> Start:
    """Return the wish of a code; raise NotHere when there is none (any more)."""
    wanted = select(Start).where(Start.code_hash == tools.keys.start_hash(code))
    start = db.session.scalars(wanted).one_or_none()
    if start is None:
        raise NotHere("unknown-start")
    return start


def get_start(number: int) -> Start:
    """Return a wish by its number; raise NotHere otherwise."""
    start = db.session.get(Start, number)
    if start is None:
        raise NotHere("unknown-start")
    return start


def read_person(start: Start, *, tools: Toolbox) -> Person:
    """Return who asks."""
    return Person(**json.loads(tools.keys.unseal(SEALED, start.sealed)))


def list_starts(*, waiting: bool, limit: int) -> Sequence[Start]:
    """Return the wishes that wait, the oldest first; or those answered, the newest first."""
    wanted = select(Start).limit(limit)
    if waiting:
        wanted = wanted.where(Start.stage == StartStage.WAITING).order_by(Start.id)
    else:
        wanted = wanted.where(Start.stage != StartStage.WAITING).order_by(Start.id.desc())
    return db.session.scalars(wanted).all()


def count_starts() -> dict[StartStage, int]:
    """Count the wishes by what was answered."""
    counted = select(Start.stage, func.count(Start.id)).group_by(Start.stage)
    return dict(db.session.execute(counted).all())


def confirm(start: Start, *, tools: Toolbox) -> ActionLink:
    """Say yes: the city announces an action, and the group gets a link of its own."""
    _require_waiting(start)
    action = actions.add_action(
        start.edition, geoname_id=start.geoname_id, tools=tools, stage=ActionStage.ANNOUNCED
    )
    if start.statue and action.statue is None:
        actions.name_statue(action, start.statue)
    start.link = actions.add_link(action, organisation=start.organisation, tools=tools)
    _answer(start, StartStage.CONFIRMED, tools=tools)
    return start.link


def decline(start: Start, *, answer: str, tools: Toolbox) -> None:
    """Say no, and why."""
    _require_waiting(start)
    if not answer:
        raise Incomplete("answer-not-said", field="answer")
    start.answer = answer
    _answer(start, StartStage.DECLINED, tools=tools)


def erase(start: Start) -> None:
    """Forget a wish and who had it. An action that came of it stays."""
    db.session.delete(start)
    db.session.flush()


def drop_old_starts(*, tools: Toolbox) -> None:
    """Forget the wishes of action days that are over for a year."""
    over = select(Edition.id).where(Edition.day < tools.now().date() - KEPT)
    db.session.execute(delete(Start).where(Start.edition_id.in_(over)))


def _edition_meant(wish: Wish, *, today: date) -> Edition:
    """Return the action day that is meant: where there is one alone, nobody need say it."""
    editions = list_editions_to_come(today)
    if not editions:
        raise Closed("no-edition-to-come")
    if len(editions) == 1 and wish.edition_id is None:
        return editions[0]
    meant = [edition for edition in editions if edition.id == wish.edition_id]
    if not meant:
        raise BadInput("which-edition", field="edition_id")
    return meant[0]


def _require_waiting(start: Start) -> None:
    """Two organisers may answer at once: the first one counts."""
    lock_row(start)
    if start.stage is not StartStage.WAITING:
        raise Conflict("already-answered")


def _answer(start: Start, stage: StartStage, *, tools: Toolbox) -> None:
    """Write down what was answered, and when."""
    start.stage = stage
    start.answered_on = tools.now().date()
    db.session.flush()
