"""Journalists ask whoever took a photo; both sides stay unknown, and moderators read in between.

A question goes to the receipt page of the photo, its answer to a page that six words open.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy import Select, delete, false, func, or_, select
from sqlalchemy.exc import IntegrityError

from gallery.db import db, lock_row
from gallery.errors import Closed, Conflict, Incomplete, NotHere
from gallery.journey.audit import note
from gallery.models import Account, Inquiry, InquiryStage, Photo, Stage
from gallery.scope import limit
from gallery.toolbox import Toolbox

SEALED = "questions to photographers"
MOST_OPEN = 5  # questions about a photo at a time
KEPT = timedelta(days=30)  # after it was answered, or will not be
KEPT_OPEN = timedelta(days=90)

#: Moderators read these before they go on.
TO_READ = (InquiryStage.ASKED, InquiryStage.ANSWERED)
#: Its sender may answer these.
TO_ANSWER = (InquiryStage.PASSED, InquiryStage.RETURNED)
#: What becomes of what a moderator has read: passed on, or not.
PASSED_ON = {
    InquiryStage.ASKED: InquiryStage.PASSED,
    InquiryStage.ANSWERED: InquiryStage.DELIVERED,
}
STOPPED = {
    InquiryStage.ASKED: InquiryStage.STOPPED,
    InquiryStage.ANSWERED: InquiryStage.RETURNED,
}
NAMES = {InquiryStage.ASKED: "question", InquiryStage.ANSWERED: "answer"}


@dataclass(frozen=True)
class Question:
    """Who asks, what, and where they may be written to; sealed where it lies."""

    name: str
    words: str
    contact: str = ""


def may_be_asked(photo: Photo) -> bool:
    """Whether somebody has the receipt on which a question would stand."""
    submission = photo.submission
    return submission.receipt_hash is not None or submission.after_id is not None


def ask(photo: Photo, question: Question, *, code: str, tools: Toolbox) -> Inquiry:
    """Keep a question for the moderators; its code opens the answer. Conflict for a used code."""
    lock_row(photo)
    if photo.stage is not Stage.PUBLISHED or not may_be_asked(photo):
        raise NotHere("unknown-photo")
    code_hash = tools.keys.inquiry_hash(code)
    if db.session.scalar(select(Inquiry.id).filter_by(code_hash=code_hash)) is not None:
        raise Conflict("already-asked")
    if _count_open(photo) >= MOST_OPEN:
        raise Closed("inquiries-full")
    inquiry = Inquiry(
        photo=photo,
        code_hash=code_hash,
        question_sealed=tools.keys.seal(SEALED, json.dumps(asdict(question))),
        changed_on=tools.now().date(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(inquiry)
    except IntegrityError as error:  # the same form came twice, about two photos
        raise Conflict("already-asked") from error
    return inquiry


def find_inquiry(code: str, *, tools: Toolbox) -> Inquiry:
    """Return the question of a code; raise NotHere when there is none (any more)."""
    wanted = select(Inquiry).filter_by(code_hash=tools.keys.inquiry_hash(code))
    inquiry = db.session.scalars(wanted).one_or_none()
    if inquiry is None:
        raise NotHere("unknown-inquiry")
    return inquiry


def read_question(inquiry: Inquiry, *, tools: Toolbox) -> Question:
    """Return what is asked."""
    return Question(**json.loads(tools.keys.unseal(SEALED, inquiry.question_sealed)))


def read_answer(inquiry: Inquiry, *, tools: Toolbox) -> str:
    """Return what was answered; empty when nothing was."""
    return tools.keys.unseal(SEALED, inquiry.answer_sealed) if inquiry.answer_sealed else ""


def questions_about(photo: Photo) -> Sequence[Inquiry]:
    """Return what the sender of a photo may answer, the oldest first."""
    wanted = select(Inquiry).filter_by(photo_id=photo.id).where(Inquiry.stage.in_(TO_ANSWER))
    return db.session.scalars(wanted.order_by(Inquiry.id)).all()


def reply(photo: Photo, mark: str, words: str, *, tools: Toolbox) -> None:
    """Answer for the sender; a moderator reads it before it goes on."""
    inquiry = _to_be_answered(photo, mark)
    if not words:
        raise Incomplete("answer-missing", field="reply")
    inquiry.answer_sealed = tools.keys.seal(SEALED, words)
    _move(inquiry, InquiryStage.ANSWERED, tools=tools)


def decline(photo: Photo, mark: str, *, tools: Toolbox) -> None:
    """Say for the sender that there will be no answer."""
    inquiry = _to_be_answered(photo, mark)
    inquiry.answer_sealed = ""
    _move(inquiry, InquiryStage.DECLINED, tools=tools)


def erase(inquiry: Inquiry) -> None:
    """Forget a question and its answer."""
    db.session.delete(inquiry)
    db.session.flush()


def forget_inquiries(photo: Photo) -> None:
    """Forget what was asked about a photo: it was taken back."""
    db.session.execute(delete(Inquiry).where(Inquiry.photo_id == photo.id))


def drop_old(*, tools: Toolbox) -> None:
    """Erase what was answered a month ago, and what nobody has answered for long."""
    today, is_open = tools.now().date(), Inquiry.stage.in_(TO_READ + TO_ANSWER)
    late = or_(
        Inquiry.changed_on < today - KEPT_OPEN,
        ~is_open & (Inquiry.changed_on < today - KEPT),
    )
    db.session.execute(delete(Inquiry).where(late))


def count_to_read(by: Account) -> int:
    """Count the questions and answers that somebody is to read."""
    return db.session.scalar(_to_read(by).with_only_columns(func.count(Inquiry.id))) or 0


def find_to_read(by: Account) -> Inquiry | None:
    """Return what is to be read first: answers before questions, the oldest first."""
    order = (Inquiry.stage != InquiryStage.ANSWERED, Inquiry.id)
    return db.session.scalars(_to_read(by).order_by(*order).limit(1)).one_or_none()


def get_to_read(number: int, *, by: Account) -> Inquiry:
    """Return a question or an answer by its number; raise NotHere where it is none of theirs."""
    wanted = limit(select(Inquiry).join(Inquiry.photo), by).where(Inquiry.id == number)
    inquiry = db.session.scalars(wanted).one_or_none()
    if inquiry is None:
        raise NotHere("unknown-inquiry")
    return inquiry


def mark_of(inquiry: Inquiry, *, tools: Toolbox) -> str:
    """Return by what a form tells these very words from others that are written later."""
    words = f"{inquiry.stage} {inquiry.question_sealed} {inquiry.answer_sealed}"
    return tools.keys.hash("words that were read", words)[:16]


def judge(inquiry: Inquiry, mark: str, *, passes: bool, by: Account, tools: Toolbox) -> None:
    """Pass on what a moderator has read, or do not; ``mark`` tells which words that were.

    Raises Conflict when somebody was quicker, or other words stand there now: nobody has read them.
    """
    lock_row(inquiry)
    stage = inquiry.stage
    if stage not in TO_READ or mark != mark_of(inquiry, tools=tools):
        raise Conflict("already-answered")
    act = f"{'pass' if passes else 'stop'}-{NAMES[stage]}"
    if stage is InquiryStage.ANSWERED and not passes:
        inquiry.answer_sealed = ""
    _move(inquiry, (PASSED_ON if passes else STOPPED)[stage], tools=tools)
    note(inquiry.photo_id, act, at=tools.now(), tools=tools, by=by)


def _to_read(by: Account) -> Select[Inquiry]:
    """Select what somebody is to read: trainees nothing."""
    wanted = select(Inquiry).join(Inquiry.photo).where(Inquiry.stage.in_(TO_READ))
    return wanted.where(false()) if by.is_trainee else limit(wanted, by)


def _to_be_answered(photo: Photo, mark: str) -> Inquiry:
    """Return a question that its sender may answer; raise Conflict when it is too late."""
    for inquiry in questions_about(photo):
        if inquiry.mark == mark:
            lock_row(inquiry)
            if inquiry.stage in TO_ANSWER:
                return inquiry
    raise Conflict("already-answered")


def _count_open(photo: Photo) -> int:
    """Count the questions about a photo that are not closed."""
    wanted = select(func.count(Inquiry.id)).where(
        Inquiry.photo_id == photo.id, Inquiry.stage.in_(TO_READ + TO_ANSWER)
    )
    return db.session.scalar(wanted) or 0


def _move(inquiry: Inquiry, stage: InquiryStage, *, tools: Toolbox) -> None:
    """Let it be somebody else's turn."""
    inquiry.stage = stage
    inquiry.changed_on = tools.now().date()
    db.session.flush()
