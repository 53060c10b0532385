"""Take the demonstration away, so that the same gallery can go on as a real one.

Photos go as every photo goes: withdrawn, so that the tallies move, then erased. Their rows follow,
tombstones too, and their decisions; the log keeps how many there were of them. What was sent
while the gallery was a demonstration was sent under its invented permission, so it goes as well,
except what is filed under an edition of the gallery's own. Accounts of real people stay.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, UpdateBase, delete, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from gallery.campaigns import change_campaign, the_campaign
from gallery.db import db, unit_of_work
from gallery.demo.crew import Context, Crew
from gallery.demo.history import TEXTS
from gallery.demo.people import find_people, recognise_people, remove_people
from gallery.demo.plan import choose_sendings
from gallery.demo.progress import Progress
from gallery.demo.rehearsal import MOST, choose_rehearsal
from gallery.demo.remembering import forget_history
from gallery.demo.sending import token_of
from gallery.errors import GalleryError
from gallery.journey.dropping import drop_demonstration
from gallery.journey.withdraw import withdraw_photo
from gallery.models import (
    Action,
    ActionLink,
    City,
    CityTally,
    Edition,
    Photo,
    Piece,
    Stage,
    Start,
    Statue,
    Submission,
    Tally,
    Upload,
    Wording,
)
from gallery.toolbox import Toolbox

OURS = select(Edition.id).where(Edition.is_demonstration)
REAL = select(Edition.id).where(Edition.is_demonstration.is_(False))
POINTING_AT_CITIES: tuple[InstrumentedAttribute[Any], ...] = (
    Action.city_id, Photo.city_id, Photo.said_city_id, Photo.camera_city_id, Submission.city_id,
    Statue.city_id,
    CityTally.city_id,
)  # fmt: skip
BATCH = 200  # photos a unit of work


def remove_demonstration(tools: Toolbox, context: Context, *, progress: Progress) -> None:
    """Remove all of it; stopped, it can be asked for again."""
    if not the_campaign().is_demonstration:
        raise GalleryError("there is no demonstration here")
    crew = Crew(tools, context)
    try:
        _erase_photos(crew=crew, tools=tools, progress=progress)
    finally:
        crew.close()
    with unit_of_work():
        pieces = _remove_rows(tools)
    for key in (*pieces, *_stray_pieces(tools)):  # rows before bytes
        tools.private.delete(key)


def _erase_photos(*, crew: Crew, tools: Toolbox, progress: Progress) -> None:
    """Withdraw every photo and erase its bytes."""
    photo_ids = list(db.session.scalars(select(Photo.id).where(_is_ours()).order_by(Photo.id)))
    for start in range(0, len(photo_ids), BATCH):
        with unit_of_work() as unit:
            for photo_id in photo_ids[start : start + BATCH]:
                withdraw_photo(db.session.get_one(Photo, photo_id), tools=tools, unit=unit)
    crew.finish(
        "erase",
        photo_ids,
        stage=Stage.WITHDRAWN,
        told=lambda done: progress.say("Erased", done, len(photo_ids)),
    )


def _stray_pieces(tools: Toolbox) -> Iterator[str]:
    """Yield what a stopped run stored and wrote no row for."""
    ours = {
        token_of(sending, number, tools=tools)
        for sending in (*choose_sendings(), *choose_rehearsal(MOST, edition=""))
        for number in range(len(sending.pictures))
    }
    for found in list(tools.private.list("parts/")):
        if found.key.split("/")[1] in ours:
            yield found.key


def _is_ours() -> ColumnElement[bool]:
    """Whether a photo goes: it is of our editions, or of a submission that goes."""
    return or_(Photo.edition_id.in_(OURS), Photo.submission_id.in_(_submissions()))


def _submissions() -> Select[int]:
    """Choose the submissions that go: nothing of them is of an edition of the gallery's own."""
    kept = exists().where(Photo.submission_id == Submission.id, Photo.edition_id.in_(REAL))
    by_our_link = Submission.link_id.in_(_links())
    return select(Submission.id).where(~kept, or_(Submission.link_id.is_(None), by_our_link))


def _links() -> Select[int]:
    """Choose the upload links of our actions."""
    return select(ActionLink.id).join(Action).where(Action.edition_id.in_(OURS))


def _remove_rows(tools: Toolbox) -> list[str]:
    """Remove every row, those that point first; return the keys of pieces without one."""
    recognise_people(tools=tools)
    submissions = list(db.session.scalars(_submissions()))
    _remove_photos(submissions, tools)
    pieces = _remove_uploads(submissions)
    _run(delete(Submission).where(Submission.id.in_(submissions)))
    _run(update(Submission).where(Submission.link_id.in_(_links())).values(link_id=None))
    _run(update(Submission).where(Submission.edition_id.in_(OURS)).values(edition_id=None))
    _run(delete(Start).where(Start.edition_id.in_(OURS)))
    _run(delete(ActionLink).where(ActionLink.id.in_(_links())))
    _run(delete(Action).where(Action.edition_id.in_(OURS)))
    forget_history()
    _run(delete(Edition).where(Edition.is_demonstration))
    _remove_places()
    _restore_campaign(tools)
    return pieces


def _remove_photos(submissions: list[int], tools: Toolbox) -> None:
    """Remove tombstones, then the decisions on them; refuse while a photo is more than that."""
    rows = select(Photo.id, Photo.stage).where(Photo.submission_id.in_(submissions))
    photos = {row.id: row.stage for row in db.session.execute(rows)}
    if any(stage is not Stage.ERASED for stage in photos.values()):
        raise GalleryError("somebody is sending or changing photos just now; try again")
    _run(delete(Photo).where(Photo.id.in_(photos)))
    drop_demonstration(list(photos), people=[each.id for each in find_people()], tools=tools)


def _remove_uploads(submissions: list[int]) -> list[str]:
    """Remove unfinished uploads; return the keys of their pieces."""
    uploads = select(Upload.id).where(Upload.submission_id.in_(submissions))
    keys = list(db.session.scalars(select(Piece.key).where(Piece.upload_id.in_(uploads))))
    _run(delete(Piece).where(Piece.upload_id.in_(uploads)))
    _run(delete(Upload).where(Upload.submission_id.in_(submissions)))
    return keys


def _remove_places() -> None:
    """Remove empty tallies, and statues and cities that nothing points at any more."""
    _run(delete(Tally).where(Tally.photos == 0))
    _run(delete(CityTally).where(CityTally.photos == 0))
    used = (_used(column) for column in (Photo.statue_id, Action.statue_id))
    _run(delete(Statue).where(*(Statue.id.not_in(ids) for ids in used)))
    used = (_used(column) for column in POINTING_AT_CITIES)
    _run(delete(City).where(*(City.id.not_in(ids) for ids in used)))


def _used(column: InstrumentedAttribute[Any]) -> Select[Any]:
    """Choose the numbers that a column points at."""
    return select(column).where(column.is_not(None))


def _restore_campaign(tools: Toolbox) -> None:
    """Put back the texts from before, and let the invented people go."""
    campaign = the_campaign()
    change_campaign(campaign.texts_before or {})
    campaign.texts_before, campaign.is_demonstration = None, False
    _run(delete(Wording).where(*_says_what_we_said(), Wording.version.not_in(_agreed_versions())))
    remove_people(tools=tools)


def _says_what_we_said() -> tuple[ColumnElement[bool], ...]:
    """Whether a wording is the demonstration's."""
    return tuple(getattr(Wording, name) == TEXTS[name] for name in ("consent_own", "consent_use"))


def _agreed_versions() -> Select[Any]:
    """Choose the wordings that a submission which stays agreed to."""
    return _used(Submission.consent_version)


def _run(statement: UpdateBase) -> None:
    """Run a statement on rows that are not looked at here."""
    db.session.execute(statement, execution_options={"synchronize_session": False})
