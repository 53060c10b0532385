"""Tell senders by e-mail that something was decided: once per batch, then forget the address.

A letter is owed from its row alone. It is claimed by compare-and-set, sent outside any unit of
work, and sent again when nobody wrote down that it went: at least once, and hardly ever twice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update

from gallery.db import change_rows, db
from gallery.errors import BadInput
from gallery.journey.withdraw import photos_of_receipt
from gallery.models import Letter, Photo, Stage, Submission
from gallery.toolbox import Toolbox

SEALING = "e-mail of a sender"
LONGEST = 254  # characters, RFC 5321, 4.5.3.1.3
ADDRESS = re.compile(r"[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+")  # no spaces, no second @

QUIET = timedelta(minutes=5)  # without a decision: the moderator has gone on to others
LEASE = timedelta(minutes=5)
KEPT = timedelta(days=30)
SLOWEST = timedelta(hours=6)  # between two tries

#: There is something to tell of these.
NEWS = (Stage.PUBLISHED, Stage.REJECTED, Stage.REFUSED)
#: Of these there will be.
OPEN = (Stage.RECEIVED, Stage.WAITING, Stage.HELD, Stage.APPROVED, Stage.HIDDEN)


@dataclass(frozen=True)
class Work:
    """What a run takes along when it leaves the database."""

    letter_id: int
    email: str
    language: str
    decided: int  # photos of which there is news
    is_last: bool  # nothing will be left to be decided
    told_until: datetime
    name: str  # the same when the same letter is sent again


def keep_email(submission: Submission, email: str, *, language: str, tools: Toolbox) -> None:
    """Keep where somebody wants to hear from us; raise BadInput for what is no address."""
    email = email.strip()
    if len(email) > LONGEST or not ADDRESS.fullmatch(email):
        raise BadInput("email-unreadable", field="email")
    letter = find_letter(submission)
    if letter is None:
        letter = Letter(submission=submission, language=language, kept_since=tools.now().date())
        db.session.add(letter)
    letter.email_sealed, letter.language = tools.keys.seal(SEALING, email), language
    db.session.flush()


def find_letter(submission: Submission) -> Letter | None:
    """Return what is kept for somebody who wants to hear from us."""
    wanted = select(Letter).where(Letter.submission_id == submission.id)
    return db.session.scalars(wanted).one_or_none()


def forget_email(submission: Submission) -> None:
    """Forget the address of a submission, if there is one."""
    db.session.execute(delete(Letter).where(Letter.submission_id == submission.id))


def list_due(*, tools: Toolbox) -> list[int]:
    """Return the numbers of the letters that are to be sent now."""
    wanted = select(Letter).where(_is_free(tools.now())).order_by(Letter.id)
    return [letter.id for letter in db.session.scalars(wanted) if _news(letter, tools=tools)]


def drop_old(*, tools: Toolbox) -> None:
    """Forget addresses after 30 days, whatever is left to be decided."""
    oldest = tools.now().date() - KEPT
    db.session.execute(delete(Letter).where(Letter.kept_since < oldest))


def claim(letter_id: int, *, tools: Toolbox) -> Work | None:
    """Claim a letter; None when there is nothing to tell, or another run has it."""
    now = tools.now()
    mine = update(Letter).where(Letter.id == letter_id, _is_free(now))
    if change_rows(mine.values(not_before=now + LEASE, tries=Letter.tries + 1)) == 0:
        return None
    letter = db.session.get_one(Letter, letter_id, populate_existing=True)
    news = _news(letter, tools=tools)
    if not news:
        letter.not_before, letter.tries = None, 0
        return None
    told_until = max(photo.stage_since for photo in news)
    return Work(
        letter_id=letter.id,
        email=tools.keys.unseal(SEALING, letter.email_sealed),
        language=letter.language,
        decided=len(news),
        is_last=not _open(photos_of_receipt(letter.submission)),
        told_until=told_until,
        name=tools.keys.hash("name of a letter", f"{letter.id} {told_until.isoformat()}")[:32],
    )


def record_sent(work: Work) -> None:
    """Write down how far somebody was told; without anything left to tell the address goes."""
    letter = db.session.get(Letter, work.letter_id, with_for_update=True)
    if letter is None:
        return  # everything was withdrawn meanwhile
    letter.told_until, letter.not_before, letter.tries = work.told_until, None, 0
    if work.is_last and not _open(photos_of_receipt(letter.submission)):
        db.session.delete(letter)


def record_failed(work: Work, *, tools: Toolbox) -> None:
    """Try again later, and later each time."""
    letter = db.session.get(Letter, work.letter_id, with_for_update=True)
    if letter is not None:
        pause = min(SLOWEST, timedelta(minutes=2 ** min(letter.tries, 10)))
        letter.not_before = tools.now() + pause


def record_undeliverable(work: Work) -> None:
    """Forget an address at which nobody reads."""
    db.session.execute(delete(Letter).where(Letter.id == work.letter_id))


def _is_free(now: datetime) -> ColumnElement[bool]:
    """Choose the letters that no run has, and whose next try has come."""
    return or_(Letter.not_before.is_(None), Letter.not_before <= now)


def _news(letter: Letter, *, tools: Toolbox) -> list[Photo]:
    """Return the photos of which there is something to tell, if it is time to do so."""
    photos, told = photos_of_receipt(letter.submission), letter.told_until
    news = [photo for photo in photos if _is_news(photo) and (not told or photo.stage_since > told)]
    if not news:
        return []
    latest = max(photo.stage_since for photo in news)
    is_all = not _open(photos)
    undo = timedelta(seconds=tools.settings.undo_seconds)
    return news if latest + (undo if is_all else QUIET) <= tools.now() else []


def _is_news(photo: Photo) -> bool:
    """Whether there is something to tell of a photo."""
    return photo.stage in NEWS or (photo.stage is Stage.HELD and bool(photo.question))


def _open(photos: Sequence[Photo]) -> bool:
    """Whether something is still to be decided."""
    return any(photo.stage in OPEN for photo in photos)
