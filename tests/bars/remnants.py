"""Photos that know much are withdrawn, and all that a gallery keeps is searched for it."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from config import Settings
from gallery.app import create_app
from gallery.campaigns import begin_campaign
from gallery.db import Model, db, forget_journal, unit_of_work
from gallery.journey import letters
from gallery.journey.withdraw import find_receipt, photos_of_receipt, withdraw_photo
from gallery.models import TRAINEE, Opinion, Photo, Proposal, Stage
from gallery.places.build import SOURCE, build_cities
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_account, create_published, create_submission, put_original
from tests.rows import read_rows
from uploads_worker.tasks import Tasks

CANARY = "Canary-of-Vera"
#: What a tombstone may still know: that there was a photo, and that nobody gets it back.
TOMBSTONE = {
    "id", "public_id", "submission_id", "version", "stage", "stage_since", "tries", "size",
    "file_hash", "format", "width", "height", "public_width", "public_height", "original",
    "was_withdrawn",
}  # fmt: skip


@dataclass(frozen=True)
class Remnants:
    """What was found before, as a control, and what is left."""

    before: int  # mentions of a canary
    after: int
    files: int
    columns: tuple[str, ...]  # of photos, that still know something


def count_remnants(count: int) -> Remnants:
    """Fill a gallery of its own, withdraw everything by receipt, and search what is left."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        build_cities(SOURCE, settings.cities_file)
        app = create_app(settings)
        tools: Toolbox = app.extensions["toolbox"]
        with app.app_context():
            Model.metadata.create_all(db.engine)
            with unit_of_work():
                begin_campaign()
            codes = [_fill(number, tools) for number in range(count)]
            before = _mentions(Path(folder))
            for code in codes:
                _withdraw(code, tools)
            for (number,) in db.session.query(Photo.id).all():
                Tasks(tools).erase(number)
            forget_journal()
            columns = tuple(sorted(_knowing() - TOMBSTONE))
            db.session.remove()
            forget_journal()
            files = [*tools.private.list(""), *tools.public.list("")]
            after = _mentions(Path(folder))
            db.engine.dispose()
    return Remnants(before, after, len(files), columns)


def _fill(number: int, tools: Toolbox) -> str:
    """Publish a photo of which everything is known; return its receipt code."""
    code = f"{CANARY} of submission number {number}"
    submission = create_submission(
        receipt_hash=tools.keys.receipt_hash(code), credit=f"{CANARY} credit"
    )
    photo = create_published(
        submission=submission, caption=f"{CANARY} caption", description=f"{CANARY} words",
        question=f"{CANARY}?", answer=f"{CANARY}!", covers=[[0, 0, 1, 1]], reason=None,
    )  # fmt: skip
    db.session.add(Proposal(photo=photo, asked_at=NOON, caption=f"{CANARY} proposal", cover=CANARY))
    db.session.add(
        Opinion(
            photo_id=photo.id, account=create_account(TRAINEE), version=photo.version, act="hold",
            question=f"{CANARY}?", at=NOON,
        )
    )  # fmt: skip
    db.session.commit()
    with unit_of_work():
        letters.keep_email(submission, "vera@example.org", language="en", tools=tools)
    data = f"{CANARY} pixels".encode()
    put_original(photo, data)
    tools.private.put(f"{photo.preview_key}/640.jpg", data)
    for name in photo.media_names:
        tools.public.put(f"media/{photo.public_id}/{name}", data)
    return code


def _withdraw(code: str, tools: Toolbox) -> None:
    """Take all photos of a code back."""
    with unit_of_work(tools.queue.send) as unit:
        for photo in photos_of_receipt(find_receipt(code, tools=tools)):
            withdraw_photo(photo, tools=tools, unit=unit)


def _knowing() -> set[str]:
    """Return the columns of withdrawn photos that are not empty."""
    names = [column.name for column in Photo.__table__.columns]
    empty = (None, "", 0, False, "[]")
    return {
        name
        for photo in db.session.query(Photo).filter_by(stage=Stage.ERASED)
        for name in names
        if getattr(photo, name) not in empty and getattr(photo, name) != []
    }


def _mentions(folder: Path) -> int:
    """Count the canaries in every file, journals too, and in the rows."""
    files = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return (files + read_rows(folder / "gallery.sqlite")).count(CANARY.encode())
