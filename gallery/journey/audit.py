"""The log of decisions: the one place where anything is added to it.

At the end of each unit of work its decisions are chained: each gets the next number, the hash of
the one before it and its own. The row of the head is the last lock that a unit takes, so nobody
waits long for it, and two at once get one number after the other.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from gallery.db import db, leave_for_the_end
from gallery.keys import Keys
from gallery.models import Account, Decision, DecisionCut, DecisionHead, chain
from gallery.toolbox import Toolbox

BROKEN = "broken"
LOOK = "original-look"  # decides nothing: what was decided before it is still the last word
DOWNLOAD = "log-download"  # about no photo: about the log itself
NO_PHOTO = 0  # photos are counted from 1
THE_HEAD = 1
#: Written into a row once; the database refuses a second time.
PLACE = (
    update(Decision)
    .where(Decision.id == bindparam("row"))
    .values(number=bindparam("n"), previous=bindparam("p"), hash=bindparam("h"))
)


class Made(NamedTuple):
    """A decision of this unit of work, and the keys it is to be chained with."""

    row: Decision
    tools: Toolbox


def note(
    photo_id: int,
    act: str,
    *,
    at: datetime,
    tools: Toolbox,
    by: Account | None = None,
    reason: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add a decision to the log; ``by`` nobody is the sender, or the gallery itself.

    No words of a person belong into ``details``: the log outlives what was erased.
    """
    row = Decision(
        photo_id=photo_id,
        account_id=by.id if by else None,
        act=act,
        reason=reason,
        details=details or {},
        at=at,
    )
    db.session.add(row)
    db.session.flush()
    leave_for_the_end(_chain, Made(row, tools))


def note_apart(act: str, *, tools: Toolbox, by: Account | None, details: dict[str, Any]) -> None:
    """Add an act on no photo: on people, countries or links; ``by`` nobody is the operator."""
    note(NO_PHOTO, act, at=tools.now(), tools=tools, by=by, details=details)


def take_head(*, tools: Toolbox) -> DecisionHead:
    """Return the head, locked.

    One that does not fit is mended, or nobody could take back a photo any more; and in a way that
    stays to be seen, or whoever removed the newest decisions would only have to wait.
    """
    head, newest = _read_head() or _begin(tools.keys)
    is_sealed = head.seal == _seal_of(head, tools.keys)
    if not is_sealed or newest > head.number or (head.number == 0 and _last_cut()):
        _mend(head, tools=tools)
    return head


def _chain(made: list[Made]) -> None:
    """Give each decision its place; what was rolled back meanwhile gets none."""
    tools = made[0].tools
    head, links = take_head(tools=tools), []
    for row in (each.row for each in made if each.row in db.session):
        entry = chain.entry_of(row, number=head.number + 1, previous=head.hash)
        head.number, head.hash = head.number + 1, chain.hash_of(entry, tools.keys)
        links.append({"row": row.id, "n": entry.number, "p": entry.previous, "h": head.hash})
    head.seal = _seal_of(head, tools.keys)
    if links:
        db.session.connection().execute(PLACE, links)


def _read_head() -> tuple[DecisionHead, int] | None:
    """Read the head and the newest number; nobody else has the head before this unit ends."""
    newest = select(func.coalesce(func.max(Decision.number), 0)).scalar_subquery()
    wanted = select(DecisionHead, newest).where(DecisionHead.id == THE_HEAD)
    wanted = wanted.with_for_update(of=DecisionHead)
    found = db.session.execute(wanted, execution_options={"populate_existing": True}).one_or_none()
    return (found[0], found[1]) if found else None


def _begin(keys: Keys) -> tuple[DecisionHead, int]:
    """Make the head of an empty log, unless somebody else does so at this moment."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    seal = chain.hash_of(chain.Head(0, chain.BEGINNING), keys)
    row = {"id": THE_HEAD, "number": 0, "hash": chain.BEGINNING, "seal": seal}
    db.session.execute(dialect.insert(DecisionHead).values(row).on_conflict_do_nothing())
    begun = _read_head()
    if begun is None:
        raise LookupError("the head of the log cannot be read")
    return begun


def _seal_of(head: DecisionHead, keys: Keys) -> str:
    """Return the seal that fits a head."""
    return chain.hash_of(chain.Head(head.number, head.hash), keys)


def _mend(head: DecisionHead, *, tools: Toolbox) -> None:
    """Go on after the newest link there is, and leave a link that says so."""
    wanted = select(Decision.number, Decision.hash).where(Decision.number.is_not(None))
    newest = db.session.execute(wanted.order_by(Decision.number.desc()).limit(1)).one_or_none()
    cut = _last_cut()
    found = [(newest.number or 0, newest.hash or "")] if newest else []
    found += [(cut.last, cut.hash)] if cut else []
    before, previous = max(found, default=(0, chain.BEGINNING))
    number = before + 1
    mark = chain.hash_of(chain.Break(number, previous), tools.keys)
    broken = DecisionCut(
        first=number, last=number, previous=previous, hash=mark, why=BROKEN, counts={},
        at=tools.now(),
    )  # fmt: skip
    broken.seal = chain.hash_of(chain.cut_of(broken), tools.keys)
    db.session.add(broken)
    head.number, head.hash = number, mark
    head.seal = _seal_of(head, tools.keys)


def _last_cut() -> DecisionCut | None:
    """Return the cut that is nearest to the end."""
    return db.session.scalars(
        select(DecisionCut).order_by(DecisionCut.last.desc()).limit(1)
    ).one_or_none()
