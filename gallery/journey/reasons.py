"""The reasons for which photos are rejected: ours, as organisers change them, and their own."""

from dataclasses import dataclass

from sqlalchemy import select

from gallery.db import db
from gallery.errors import BadInput, Incomplete, NotHere
from gallery.models import Decision, Mend, Photo, Reason, ReasonWording

#: Ours, by the digit that follows X; doors have the words. Beside each, how it can be mended.
CANNED = {
    "not-the-action": Mend.AGAIN,
    "too-blurred": Mend.AGAIN,
    "duplicate": Mend.NOTHING,
    "faces-not-agreed": Mend.COVER,
    "child": Mend.COVER,
    "private-data": Mend.COVER,
    "advertising": Mend.AGAIN,
    "hateful": Mend.NOTHING,
    "other": Mend.AGAIN,
}
MOST = 9  # there is a digit for each
ENGLISH = "en"


@dataclass(frozen=True)
class Words:
    """What organisers write: how it can be mended, and the words by language."""

    mend: Mend
    texts: dict[str, list[str]]


def all_reasons() -> list[Reason]:
    """Return every reason in its order, ours as rows that are not kept yet where nobody changed."""
    kept = {row.key: row for row in db.session.scalars(select(Reason))}
    ours = {
        key: Reason(key=key, place=place, is_hidden=False)
        for place, key in enumerate(CANNED, start=1)
    }
    return sorted((ours | kept).values(), key=lambda row: (row.place, row.key))


def open_reasons() -> list[Reason]:
    """Return what moderators may choose from, in the order of the digits."""
    return [row for row in all_reasons() if not row.is_hidden][:MOST]


def is_open(key: str) -> bool:
    """Whether moderators may choose a reason."""
    return any(row.key == key for row in open_reasons())


def find_open(key: str) -> Reason:
    """Return a reason that may be chosen; raise Incomplete for anything else."""
    found = next((row for row in open_reasons() if row.key == key), None)
    if found is None:
        raise Incomplete("reason-not-said", field="reason")
    return found


def get_reason(key: str) -> Reason:
    """Return a reason, hidden or not; raise NotHere for one that is none."""
    found = next((row for row in all_reasons() if row.key == key), None)
    if found is None:
        raise NotHere
    return found


def mend_of(key: str | None, wording: ReasonWording | None) -> Mend:
    """Return how a photo can be mended that was rejected for a reason in these words."""
    return wording.mend if wording else CANNED.get(key or "", Mend.AGAIN)


def wording_of(decision: Decision) -> ReasonWording | None:
    """Return the words in which a photo was rejected; None where they were ours."""
    number = decision.details.get("wording")
    return db.session.get(ReasonWording, number) if number else None


def may_mend(photo: Photo, mend: Mend) -> bool:
    """Whether its sender may mend a rejected photo in this way: its file is still here."""
    is_meant = mend_of(photo.reason, photo.reason_wording) is mend
    return is_meant and photo.preview_key is not None


def change_reason(key: str, said: Words) -> None:
    """Give a reason other words from now on."""
    row = _kept(get_reason(key))
    now = (mend_of(key, row.wording), row.wording.texts if row.wording else {})
    if (said.mend, said.texts) != now:
        row.wording = _wording(key, said)
    db.session.flush()


def add_reason(said: Words) -> Reason:
    """Add a reason; raise Incomplete without English words, BadInput when every digit is taken."""
    if not all(said.texts.get(ENGLISH, [""])):
        raise Incomplete("please-fill-in", field=ENGLISH)
    _require_a_digit()
    known = all_reasons()
    number = 1 + sum(row.key not in CANNED for row in known)
    row = Reason(key=f"own-{number}", place=known[-1].place + 1, is_hidden=False)
    row.wording = _wording(row.key, said)
    db.session.add(row)
    db.session.flush()
    return row


def hide_reason(key: str) -> None:
    """Let nobody choose a reason any more; what was rejected for it keeps its words."""
    _kept(get_reason(key)).is_hidden = True
    db.session.flush()


def show_reason(key: str) -> None:
    """Let moderators choose a reason again, by the last digit."""
    row = _kept(get_reason(key))
    if row.is_hidden:
        _require_a_digit()
        row.place = all_reasons()[-1].place + 1
        row.is_hidden = False
    db.session.flush()


def move_up(key: str) -> None:
    """Let a reason change its digit with the one before it."""
    shown = [row for row in all_reasons() if not row.is_hidden]
    keys = [row.key for row in shown]
    if key not in keys[1:]:
        return
    here, before = (_kept(shown[keys.index(key) - back]) for back in (0, 1))
    here.place, before.place = before.place, here.place
    db.session.flush()


def _kept(row: Reason) -> Reason:
    """Keep a row that was only thought of."""
    db.session.add(row)
    return row


def _wording(key: str, said: Words) -> ReasonWording:
    """Write the words down, for what is rejected from now on."""
    return ReasonWording(key=key, mend=said.mend, texts=said.texts)


def _require_a_digit() -> None:
    """Raise BadInput when every digit is taken."""
    if sum(not row.is_hidden for row in all_reasons()) >= MOST:
        raise BadInput("too-many-reasons")
