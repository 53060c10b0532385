"""Make a receipt's page from rows: what became of each photo, and what may be done with it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from flask import url_for
from flask_babel import gettext as _

from gallery.errors import REFUSALS
from gallery.journey.amend import DECIDED, OPEN, find_proposal, is_mendable
from gallery.journey.care import partner_agreed
from gallery.journey.inquiries import questions_about, read_question
from gallery.journey.lanes import UNPROVEN
from gallery.journey.reasons import may_mend, mend_of
from gallery.journey.withdraw import find_withdrawn, photos_of_receipt
from gallery.models import (
    TAKEN_BACK,
    InquiryStage,
    Mend,
    Photo,
    Precision,
    Proposal,
    Stage,
    Submission,
)
from gallery.web import say
from gallery.web.cities import label
from gallery.web.current import tools
from gallery.web.drafts import new_way_again
from gallery.web.present.addresses import photo_url
from gallery.web.present.names import day_name, photo_name
from gallery.web.reasons import kind_reason, taken_away_words
from gallery.web.receipt.asking import typed_of
from gallery.web.receipt.pictures import thumb_of
from gallery.web.receipt.shapes import Asked, Receipt, SentPhoto

STATES = {
    Stage.RECEIVED: "waiting",
    Stage.WAITING: "waiting",
    Stage.APPROVED: "waiting",
    Stage.HELD: "held",
    Stage.PUBLISHED: "published",
    Stage.HIDDEN: "hidden",
    Stage.REFUSED: "not-published",
    Stage.REJECTED: "not-published",
    Stage.WITHDRAWN: "withdrawn",
    Stage.ERASED: "not-published",
}


def receipt_of(submission: Submission) -> Receipt:
    """Return all that a receipt code opens, in the order it came."""
    photos = photos_of_receipt(submission)
    withdrawn = find_withdrawn(photos)
    shown = [photo for photo in photos if photo.id in withdrawn or _is_answered(photo)]
    return Receipt(
        photos=tuple(_sent_photos(shown, submission, withdrawn)),
        credit=submission.credit,
        is_country_only=submission.precision is Precision.COUNTRY,
        may_change=any(photo.stage in OPEN + DECIDED for photo in photos),
        partner=_partner_named(photos),
    )


def _partner_named(photos: list[Photo]) -> str:
    """Name the partner in whose gallery, too, some of the photos are shown, or will be."""
    sent = {photo.submission for photo in photos if photo.stage in OPEN + DECIDED}
    agreed = [partner for each in sent if (partner := partner_agreed(each))]
    return agreed[0].supporter.name if agreed else ""


def _is_answered(photo: Photo) -> bool:
    """Whether there is something to say of a photo: what was taken back before sending is not."""
    return photo.stage not in TAKEN_BACK or bool(photo.reason)


def _sent_photos(
    photos: list[Photo], submission: Submission, withdrawn: dict[int, str | None]
) -> Iterator[SentPhoto]:
    """Yield the photos as their sender sees them; a file that is no photo has no number."""
    numbers = count(1)
    for photo in photos:
        is_file = photo.reason in REFUSALS
        name = _("A file") if is_file else _("Photo %(number)s", number=next(numbers))
        state = "withdrawn" if photo.id in withdrawn else _state(photo)
        sent = _sent(photo, submission, name=str(name), state=state)
        why = taken_away_words(withdrawn.get(photo.id))
        yield replace(sent, words=f"{why} {sent.words}") if why else sent


def _state(photo: Photo) -> str:
    """Name what its sender is told; who was held by nobody is asked nothing."""
    if photo.is_out_of_sight:
        return "not-published"
    return "late" if _is_in_lane(photo) else STATES[photo.stage]


def _is_in_lane(photo: Photo) -> bool:
    """Was it held only for want of a proof of work?"""
    return photo.stage is Stage.HELD and UNPROVEN in photo.flags and not photo.question


def _sent(photo: Photo, submission: Submission, *, name: str, state: str) -> SentPhoto:
    """Describe a photo to its sender."""
    found = photo_name(photo) if photo.country else ""
    proposal = find_proposal(photo)
    is_open = photo.stage in OPEN + DECIDED and not photo.is_out_of_sight
    return SentPhoto(
        id=photo.public_id,
        title=f"{name}: {found}" if found else name,
        state=state,
        words=_words(photo, state=state),
        url=photo_url(photo) if photo.stage is Stage.PUBLISHED else None,
        partner=_partner_named([photo]) if photo.partner_id else "",
        thumb=thumb_of(photo, submission),
        may_withdraw=photo.stage not in TAKEN_BACK,
        may_change=is_open,
        is_proposed=photo.stage in DECIDED,
        is_country_only=photo.city is None,
        question=photo.question if state == "held" else "",
        asked=tuple(_asked(proposal)) if proposal and state != "not-published" else (),
        again=_way_again(photo) if state == "not-published" and _may_mend(photo) else "",
        note=photo.note if state == "not-published" else "",
        may_cover=is_open or _is_to_mend(photo, Mend.COVER),
        may_correct=is_open or _is_to_mend(photo, Mend.CORRECT),
        typed=typed_of(photo),
        inquiries=tuple(_inquiries(photo)),
    )


def _inquiries(photo: Photo) -> Iterator[Asked]:
    """Yield what somebody who saw the photo asks its sender."""
    for each in questions_about(photo):
        question = read_question(each, tools=tools())
        yield Asked(
            mark=each.mark,
            name=question.name,
            words=question.words,
            contact=question.contact,
            is_returned=each.stage is InquiryStage.RETURNED,
        )


def _words(photo: Photo, *, state: str) -> str:
    """Say in a sentence what the state of a photo means."""
    words = {
        "waiting": _("A person will look at it before it appears."),
        "published": _("Everyone can see it in the gallery."),
        "late": _(
            "Very many photos came at that time, so it waits until a person has time for it. You "
            "need not do anything."
        ),
        "held": _("We have a question about it and talk it over. You need not do anything."),
        "hidden": _("Somebody asked us to look at it again. Nobody sees it until we have."),
        "not-published": _why_not(photo),
        "withdrawn": _("It is no longer shown, and its files are erased."),
    }
    if state == "held" and photo.question:
        return str(_("We have a question before we can show it."))
    return str(words[state])


def rejected(photo: Photo, words: str, note: str, *, mend: Mend) -> SentPhoto:
    """Describe a photo as its sender will see it once it is rejected in these words."""
    found = photo_name(photo) if photo.country else ""
    return SentPhoto(
        id=photo.public_id,
        title=found or str(_("Your photo")),
        state="not-published",
        words=words,
        note=note,
        again="" if mend is Mend.NOTHING else "#",
        may_cover=mend is Mend.COVER,
        may_correct=mend is Mend.CORRECT,
    )


def _may_mend(photo: Photo) -> bool:
    """Whether its sender may send another one in its place."""
    if photo.reason not in REFUSALS and mend_of(photo.reason, photo.reason_wording) is Mend.NOTHING:
        return False
    return is_mendable(photo) and not photo.is_out_of_sight


def _is_to_mend(photo: Photo, mend: Mend) -> bool:
    """Whether a rejected photo can be mended in this way."""
    return photo.stage is Stage.REJECTED and may_mend(photo, mend)


def _why_not(photo: Photo) -> str:
    """Say kindly why a photo was not published."""
    if photo.reason in REFUSALS:
        return say.refusal(photo.reason)
    return kind_reason(photo.reason, photo.reason_wording)


def _asked(proposal: Proposal) -> Iterator[str]:
    """Yield what was asked for and is not decided yet."""
    city = tools().cities.find(proposal.geoname_id) if proposal.geoname_id else None
    if city:
        yield str(_("Place: %(city)s", city=label(city)))
    if proposal.day:
        yield str(_("Day: %(day)s", day=day_name(proposal.day)))
    if proposal.credit is not None:
        yield str(_("Name: %(name)s", name=proposal.credit))
    for name, words in (
        (_("Caption: “%(words)s”"), proposal.caption),
        (_("Statue: “%(words)s”"), proposal.statue),
    ):
        if words is not None:
            yield str(name) % {"words": words}
    if proposal.cover is not None:
        yield str(_("More covering: %(words)s", words=proposal.cover or _("every face")))


def _way_again(photo: Photo) -> str:
    """Return where another picture is sent in its place."""
    return url_for("submit.add", again=new_way_again(photo.public_id))
