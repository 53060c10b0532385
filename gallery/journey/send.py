"""Hand a draft over to the moderators: answers, wishes and permission in, a receipt code out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from gallery.db import UnitOfWork, db, lock_row
from gallery.errors import Incomplete
from gallery.journey.care import forget_places, keeps_original, partner_of_link
from gallery.journey.filing import file_photo, find_city
from gallery.journey.lanes import hold_unproven
from gallery.journey.receive import (
    let_upload_go,
    photos_meant,
    require_unsent,
    uploads_coming,
)
from gallery.journey.statues import file_under_statue
from gallery.journey.suggesting import Suggested, suggest_city
from gallery.models import (
    Campaign,
    City,
    Edition,
    FaceWish,
    How,
    Photo,
    Precision,
    SaidBy,
    Stage,
    Submission,
)
from gallery.toolbox import Toolbox

#: Photos of somebody at risk appear no sooner than so long after they were sent.
AT_RISK_WAIT = timedelta(days=7)


@dataclass(frozen=True)
class PhotoAnswers:
    """What a participant says of one photo alone."""

    geoname_id: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Answers:
    """What a participant says of a submission. Empty means: not said."""

    #: By the token of the upload.
    photos: Mapping[str, PhotoAnswers] = field(default_factory=dict)
    geoname_id: int | None = None
    suggested: Suggested | None = None  # where the city is not in the list
    edition_id: int | None = None
    day: date | None = None
    faces: FaceWish | None = None
    credit: str = ""
    statue: str = ""
    how: How = How.AS_TAKEN
    precision: Precision = Precision.CITY
    publish_not_before: date | None = None
    keeps_original: bool | None = None
    partner_key: str = ""  # of the gallery they were told of, where they did not say no
    is_theirs: bool = False
    is_free: bool = False
    said_by: SaidBy = SaidBy.SELF
    language: str = "en"


def send_submission(
    submission: Submission, answers: Answers, *, tools: Toolbox, unit: UnitOfWork, code: str = ""
) -> str:
    """Hand the photos of a draft to the moderators; return its receipt code, new unless said.

    Raises Incomplete with the first field that still needs an answer.
    """
    lock_row(submission)  # two tabs may send at once
    photos = _photos_to_send(require_unsent(submission))
    write_answers(submission, answers, tools=tools)
    for number, photo in enumerate(photos, start=1):
        _write_own_answers(photo, answers, tools=tools)
        file_photo(photo)
        _require_place(photo, number=number)
        file_under_statue(photo, answers.statue)
    _require_answers(answers)
    code = code or tools.keys.new_receipt_code()
    submission.receipt_hash = tools.keys.receipt_hash(code)
    submission.sent_at = tools.now()
    _take_back_twins(photos, tools=tools, unit=unit)
    for photo in photos:
        hold_unproven(photo, at=tools.now())
        if photo.stage is Stage.RECEIVED:
            unit.owe("examine", photo.id)  # sent again: the first may have been lost
        else:
            let_upload_go(photo)
            if not keeps_original(photo):
                unit.owe("settle", photo.id)
    db.session.flush()
    forget_places(submission)
    return code


def write_answers(submission: Submission, answers: Answers, *, tools: Toolbox) -> None:
    """Keep what was answered so far."""
    submission.city = _city_of(answers.geoname_id, tools=tools) or submission.city
    if answers.edition_id:
        submission.edition = db.session.get(Edition, answers.edition_id)
    submission.day = answers.day or submission.day
    submission.faces = answers.faces or FaceWish.HIDE
    submission.credit = answers.credit
    _write_care(submission, answers, today=tools.now().date())
    if answers.suggested and submission.city is None:
        suggest_city(submission, answers.suggested, tools=tools)
    if answers.is_theirs and answers.is_free:
        campaign = db.session.scalars(select(Campaign)).one()
        submission.consent_version = campaign.consent_version
        submission.consent_language = answers.language
        submission.said_by = answers.said_by
        submission.consent_day = tools.now().date()


def _write_own_answers(photo: Photo, answers: Answers, *, tools: Toolbox) -> None:
    """Keep what was said of this photo alone."""
    own = answers.photos.get(photo.upload.token) if photo.upload else None
    if own:
        photo.said_city = _city_of(own.geoname_id, tools=tools)
        photo.said_day = own.day


def _city_of(geoname_id: int | None, *, tools: Toolbox) -> City | None:
    """Return the city of a number, copied from the gazetteer at its first use."""
    return find_city(geoname_id, tools=tools) if geoname_id else None


def _write_care(submission: Submission, answers: Answers, *, today: date) -> None:
    """Keep how careful we are asked to be. Of what "at risk" means, answers may only add."""
    is_at_risk = answers.how is How.AT_RISK
    wants_country = is_at_risk or answers.precision is Precision.COUNTRY
    keeps = answers.keeps_original
    days = [answers.publish_not_before, today + AT_RISK_WAIT if is_at_risk else None]
    submission.how = answers.how
    submission.precision = Precision.COUNTRY if wants_country else Precision.CITY
    submission.publish_not_before = max((day for day in days if day), default=None)
    submission.keeps_original = not is_at_risk if keeps is None else keeps
    submission.partner_id = None if wants_country else _partner_meant(submission, answers)


def _partner_meant(submission: Submission, answers: Answers) -> int | None:
    """Return the partner of whose gallery the sender was told: that of the link, and no other."""
    partner = partner_of_link(submission.link)
    return partner.id if partner and partner.key == answers.partner_key else None


def find_twins(photos: Sequence[Photo]) -> list[Photo]:
    """Return the photos whose very bytes came before among the same ones."""
    seen: set[str] = set()
    twins = []
    for photo in photos:
        if photo.file_hash in seen:
            twins.append(photo)
        elif photo.file_hash:
            seen.add(photo.file_hash)
    return twins


def _take_back_twins(photos: Sequence[Photo], *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Keep one of several photos with the same bytes."""
    for twin in find_twins(photos):
        twin.move_to(Stage.WITHDRAWN, at=tools.now())
        unit.owe("erase", twin.id)


def _photos_to_send(submission: Submission) -> list[Photo]:
    """Return the photos that are still meant; raise Incomplete without any, or while one comes."""
    photos = photos_meant(submission)
    if uploads_coming(submission):
        raise Incomplete("still-sending", field="photos")
    if all(photo.stage is Stage.REFUSED for photo in photos):
        raise Incomplete("no-photos", field="photos")
    return photos


def _require_place(photo: Photo, *, number: int) -> None:
    """Ask for a city and an action day where neither link, participant nor camera told one.

    A photo that was not read yet may still tell both; who does not want to wait may answer.
    """
    if photo.stage is Stage.REFUSED:
        return  # never to be shown
    is_read = photo.stage is not Stage.RECEIVED
    if photo.country is None:
        key = "photo-needs-city" if is_read else "photo-being-read"
        raise Incomplete(key, field="city", photo=number)
    if photo.edition is None and db.session.scalars(select(Edition.id)).first():
        key = "photo-needs-edition" if is_read else "photo-being-read"
        raise Incomplete(key, field="edition", photo=number)


def _require_answers(answers: Answers) -> None:
    """Ask for the wish about faces and for both permissions."""
    if answers.faces is None:
        raise Incomplete("faces-not-said", field="faces")
    for box in ("is_theirs", "is_free"):
        if not getattr(answers, box):
            raise Incomplete("permission-not-given", field=box)
