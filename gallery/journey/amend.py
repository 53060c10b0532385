"""What senders change of what they sent: words, place, covering; answers, and photos sent again.

Before a moderator decided, a change applies. Afterwards it is proposed; but what makes a photo tell
less (no name, the country alone, more covering) is done at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select

from gallery.db import UnitOfWork, db, lock_row
from gallery.errors import Conflict, Incomplete, NotHere
from gallery.journey.audit import note
from gallery.journey.care import begin_of, forget_city, forget_places
from gallery.journey.counting import show_changes
from gallery.journey.filing import choose_edition, find_city, place_photo
from gallery.journey.publish import renew, take_down
from gallery.journey.purging import let_caches_forget
from gallery.journey.reasons import may_mend
from gallery.journey.statues import find_statue
from gallery.models import Mend, Photo, Precision, Proposal, Source, Stage, Submission
from gallery.models.proposal import WORDS
from gallery.toolbox import Toolbox

OPEN = (Stage.WAITING, Stage.HELD)
DECIDED = (Stage.APPROVED, Stage.PUBLISHED, Stage.HIDDEN)
#: Of these another picture may be sent in their place.
MENDABLE = (Stage.REFUSED, Stage.REJECTED)


@dataclass(frozen=True)
class Wishes:
    """What a sender says instead; None leaves a field as it is."""

    geoname_id: int | None = None
    day: date | None = None
    credit: str | None = None
    caption: str | None = None
    statue: str | None = None


def find_proposal(photo: Photo) -> Proposal | None:
    """Return what the sender of a photo asks for, if it is not decided yet."""
    return db.session.scalars(select(Proposal).filter_by(photo_id=photo.id)).one_or_none()


def correct(photo: Photo, said: Wishes, *, tools: Toolbox) -> bool:
    """Correct place, day and words; return whether it applies already, or is only proposed."""
    _take(photo)
    if said == Wishes():
        return True
    if photo.stage in OPEN:
        apply(photo, said, source=Source.SENDER, tools=tools)
        _note(photo, "amend", said, tools=tools)
        return True
    if photo.stage is Stage.REJECTED and may_mend(photo, Mend.CORRECT):
        _wait_again(photo, tools=tools)
        apply(photo, said, source=Source.SENDER, tools=tools)
        _note(photo, "amend", said, tools=tools)
        return True
    if photo.stage not in DECIDED:
        raise Conflict("too-late-to-change")
    _propose(photo, said, tools=tools)
    return False


def apply(photo: Photo, said: Wishes | Proposal, *, source: Source, tools: Toolbox) -> None:
    """Write down what was said instead; what the public sees is not renewed here."""
    found = find_city(said.geoname_id, tools=tools) if said.geoname_id else None
    was = photo.statue.name if photo.statue else ""
    if found:
        place_photo(photo, found, source=source)
        photo.said_city = photo.city  # nothing where only the country may be known
    if said.day:
        photo.day = photo.said_day = said.day
        photo.day_source = source
        photo.edition = choose_edition(photo) or photo.edition  # a decided photo is never without
    if said.caption is not None:
        photo.caption = said.caption
    if said.statue is not None or found:  # in another city it is another statue of the same name
        photo.statue = find_statue(photo.city, was if said.statue is None else said.statue)
    if said.credit is not None:
        photo.submission.credit = said.credit
    photo.version += 1


def change_name(photos: Iterable[Photo], name: str, *, tools: Toolbox, unit: UnitOfWork) -> bool:
    """Show another name with all photos, or none; return whether it applies already."""
    sent = [photo for photo in photos if photo.stage in OPEN + DECIDED]
    decided = [photo for photo in sent if photo.stage in DECIDED]
    if name and decided:
        _propose(decided[0], Wishes(credit=name), tools=tools)
        return False
    for photo in decided:
        _take(photo)
        renew(photo, tools=tools, unit=unit)
        _drop(photo, "credit")
    for submission in {photo.submission for photo in sent}:
        submission.credit = name
    for photo in sent:
        if photo.stage in OPEN:
            photo.version += 1  # nobody approves a name that they have not read
        _note(photo, "amend", Wishes(credit=name), tools=tools)
    return True


def show_country_only(photos: Iterable[Photo], *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Forget at once from which city photos are; their country stays."""
    sent = [photo for photo in photos if photo.stage in OPEN + DECIDED]
    for photo in sent:
        _take(photo)
        renew(photo, tools=tools, unit=unit)
        photo.submission.precision = Precision.COUNTRY
        forget_city(photo)
        photo.version += 1
        _drop(photo, "geoname_id", "statue")
        _note(photo, "country-only", tools=tools)
    for submission in {photo.submission for photo in sent}:
        forget_places(submission)


def leave_partner(photos: Iterable[Photo], *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Stand in no partner's gallery any more, at once and whatever becomes of the photos."""
    for photo in photos:
        if photo.partner_id is not None and photo.stage is Stage.PUBLISHED:
            let_caches_forget(photo, tools=tools, unit=unit)
        photo.partner_id = photo.submission.partner_id = None
        _note(photo, "leave-partner", tools=tools)
    show_changes()


def ask_cover(photo: Photo, words: str, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Ask for more covering: nobody outside sees the photo before a moderator looked again."""
    _take(photo)
    if photo.stage is Stage.PUBLISHED:
        take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)
    elif photo.stage is Stage.APPROVED:
        photo.move_to(Stage.WAITING, at=tools.now())
        photo.publish_after = None
    elif photo.stage is Stage.REJECTED and may_mend(photo, Mend.COVER):
        _wait_again(photo, tools=tools)
    elif photo.stage not in (*OPEN, Stage.HIDDEN):
        raise Conflict("too-late-to-change")
    photo.asks_cover, photo.faces_confirmed = True, None
    photo.version += 1
    _proposal_of(photo, tools=tools).cover = words
    _note(photo, "ask-cover", tools=tools)


def answer(photo: Photo, words: str, *, tools: Toolbox) -> None:
    """Answer the question of a moderator; the photo waits again."""
    _take(photo)
    if photo.stage is not Stage.HELD or not photo.question:
        raise Conflict("too-late-to-change")
    if not words:
        raise Incomplete("answer-missing", field="answer")
    photo.answer = words
    asked = (photo.apart, photo.apart_note)
    photo.move_to(Stage.WAITING, at=tools.now())
    photo.apart, photo.apart_note = asked  # what organisers are asked, they answer
    _note(photo, "answer", tools=tools)


def forget_words(photo: Photo) -> None:
    """Forget which other words, place or day were asked for: that is decided."""
    _drop(photo, *WORDS)


def forget_name(photo: Photo) -> None:
    """Forget which other name was asked for: a moderator has said which one is shown."""
    _drop(photo, "credit")


def find_mendable(public_id: str) -> Photo:
    """Return a photo in whose place another one may be sent; raise NotHere when there is none."""
    photo = db.session.scalars(select(Photo).filter_by(public_id=public_id)).one_or_none()
    if photo is None or not is_mendable(photo):
        raise NotHere("unknown-photo")
    return photo


def is_mendable(photo: Photo) -> bool:
    """Whether another picture may be sent in its place: also long after it was turned down."""
    return photo.stage in MENDABLE or (photo.stage is Stage.ERASED and bool(photo.reason))


def replace_photo(public_id: str, *, by: Submission, tools: Toolbox, unit: UnitOfWork) -> None:
    """Let what was sent now take the place of a photo; the receipt code of that one holds on."""
    photo = db.session.scalars(select(Photo).filter_by(public_id=public_id)).one()
    by.after_id = photo.submission.after_id or photo.submission_id
    lock_row(photo)
    if not is_mendable(photo):
        return  # it was taken back meanwhile
    photo.reason = None  # there is nothing more to be said of it
    if photo.stage is not Stage.ERASED:
        photo.move_to(Stage.WITHDRAWN, at=tools.now())
        unit.owe("erase", photo.id)
    _note(photo, "replace", tools=tools)


def forget_cover(photo: Photo) -> None:
    """Forget what was to be covered, too: a moderator has looked again."""
    _drop(photo, "cover")


def forget_wishes(photo: Photo) -> None:
    """Forget all that its sender asked or answered: the photo was taken back."""
    photo.question = photo.answer = ""
    proposal = find_proposal(photo)
    if proposal:
        db.session.delete(proposal)


def _propose(photo: Photo, said: Wishes, *, tools: Toolbox) -> None:
    """Ask moderators for a change; what was asked before and not decided is asked on."""
    proposal = _proposal_of(photo, tools=tools)
    for name, value in _said(said).items():
        setattr(proposal, name, value)
    photo.version += 1
    _note(photo, "propose", said, tools=tools)


def _proposal_of(photo: Photo, *, tools: Toolbox) -> Proposal:
    """Return the open proposal about a photo, begun now if need be."""
    proposal = find_proposal(photo)
    if proposal is None:
        proposal = Proposal(photo=photo, asked_at=tools.now())
        db.session.add(proposal)
    return proposal


def _drop(photo: Photo, *names: str) -> None:
    """Forget some of what was asked for."""
    proposal = find_proposal(photo)
    if proposal is None:
        return
    for name in names:
        setattr(proposal, name, None)
    if not proposal.has_words and proposal.cover is None:
        db.session.delete(proposal)


def _wait_again(photo: Photo, *, tools: Toolbox) -> None:
    """Let a rejected photo wait for a moderator: its sender mends it."""
    photo.move_to(Stage.WAITING, at=tools.now())
    photo.reason = photo.reason_wording = None
    photo.note = ""


def _take(photo: Photo) -> None:
    """Read a photo again, locked: moderators and workers may be at it."""
    lock_row(photo)
    if photo.stage is Stage.RECEIVED:
        raise Conflict("still-being-read")


def _said(said: Wishes) -> dict[str, object]:
    """Return what is said, by the names of the fields."""
    found = {each.name: getattr(said, each.name) for each in fields(said)}
    return {name: value for name, value in found.items() if value is not None}


def _note(photo: Photo, act: str, said: Wishes | None = None, *, tools: Toolbox) -> None:
    """Write down that the sender did something; the log keeps no words."""
    details = {"fields": sorted(_said(said))} if said else {}
    today = begin_of(tools.now())
    note(photo.id, act, at=today, tools=tools, details=details)
