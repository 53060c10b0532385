"""Make a gallery of a backup: only where there is none, every file compared, erased stay erased.

It may be stopped and goes on where it was: a mark in the data folder says which moment it is.
"""

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import create_engine, inspect, make_url

from config import Settings
from gallery.backups import snapshot
from gallery.backups.shelf import About, Shelf
from gallery.checkup.files import all_files
from gallery.db import UnitOfWork, db, forget_journal, unit_of_work
from gallery.errors import GalleryError, ObjectMissing
from gallery.journey.counting import show_changes
from gallery.journey.intact import File, is_whole
from gallery.journey.withdraw import withdraw_photo
from gallery.models import TAKEN_BACK, Photo, Stage
from gallery.storage import Store, open_store
from gallery.storage.copying import Headers
from gallery.toolbox import Toolbox
from uploads_worker.tasks import Tasks

Told = Callable[[str, int, int], None]
BATCH = 200  # photos erased in a unit of work


@dataclass
class Done:
    """What a restoring did."""

    about: About
    files: int = 0
    erased: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def place_for(settings: Settings) -> tuple[Settings, Path | None]:
    """Return where the database is filled: of SQLite a draft, which gets its name at the end."""
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite":
        return settings, None
    draft = Path(f"{url.database}.restoring")
    return replace(settings, database_url=f"sqlite:///{draft}"), draft


def begin(shelf: Shelf, about: About, settings: Settings) -> None:
    """Write the secret and the database; raise GalleryError where a gallery is already."""
    mark = settings.folder / "restoring.json"
    is_again = _read_mark(mark) == about.moment
    if not is_again:
        require_nobody(settings)
        mark.write_text(json.dumps({"moment": about.moment}))
    _put_secret(shelf.read_secret(about).strip(), settings)
    draft = place_for(settings)[1]
    kind = "sqlite" if draft else "postgresql"
    if about.database != kind:
        raise GalleryError(
            f"this backup is of {about.database}, and GALLERY_DATABASE_URL names {kind}"
        )
    if draft:
        if not draft.exists():
            fresh = draft.with_suffix(".fresh")
            shelf.read_database(about, fresh)
            os.replace(fresh, draft)
        return
    path = settings.folder / "restore.draft"
    shelf.read_database(about, path)
    snapshot.put_back(path, settings.database)
    path.unlink()


def fill(
    shelf: Shelf,
    about: About,
    *,
    erased: Iterable[str],
    tools: Toolbox,
    headers: Headers,
    told: Told = lambda *_: None,
) -> Done:
    """Erase again what was erased since, then put every file that rows name into its store."""
    done = Done(about)
    done.erased = erase_again(set(erased), tools=tools)
    for file in all_files(tools, told):
        _put_file(file, shelf, done, headers=headers, tools=tools)
    with unit_of_work():
        show_changes()  # what caches keep of the former gallery is not of this one
    return done


def close_database() -> None:
    """Let all that was written lie in the one file that gets its name next."""
    forget_journal()
    db.engine.dispose()


def finish(settings: Settings) -> None:
    """Give the database its name: from now on this is a gallery."""
    draft = place_for(settings)[1]
    if draft:
        for end in ("-wal", "-shm"):
            Path(f"{draft}{end}").unlink(missing_ok=True)
        os.replace(draft, str(draft).removesuffix(".restoring"))
    (settings.folder / "restoring.json").unlink(missing_ok=True)


def require_nobody(settings: Settings) -> None:
    """Raise GalleryError where something would be written over."""
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        is_here = Path(str(url.database)).exists()
    else:
        engine = create_engine(url)
        is_here = bool(inspect(engine).get_table_names())
        engine.dispose()
    if is_here:
        raise GalleryError("there is a gallery already: its database would be written over")
    for name, address in (("private", settings.private_store), ("public", settings.public_store)):
        if next(iter(open_store(address).list()), None) is not None:
            raise GalleryError(f"the {name} store is not empty: choose another one")


def erase_again(names: set[str], *, tools: Toolbox) -> int:
    """Erase the photos of these names; return how many of them were here."""
    db.session.rollback()
    here = db.session.query(Photo.id, Photo.public_id, Photo.stage).all()
    ids = [row.id for row in here if row.public_id in names and row.stage is not Stage.ERASED]
    for start in range(0, len(ids), BATCH):
        with unit_of_work():
            for photo_id in ids[start : start + BATCH]:
                _take_back(db.session.get_one(Photo, photo_id), tools=tools)
    for photo_id in ids:
        Tasks(tools).erase(photo_id)
    return len(ids)


def _take_back(photo: Photo, *, tools: Toolbox) -> None:
    """Withdraw a photo; whoever did so before needs no task."""
    if photo.stage not in TAKEN_BACK:
        withdraw_photo(photo, tools=tools, unit=UnitOfWork())
    photo.claim = photo.claimed_until = None


def _put_file(file: File, shelf: Shelf, done: Done, *, headers: Headers, tools: Toolbox) -> None:
    """Put one file into its store, if it is what was written."""
    top = "private" if file.store is tools.private else "public"
    if _is_there(file, file.store, tools=tools):
        done.files += 1
        return
    try:
        data = shelf.read_file(f"{top}/{file.key}")
    except ObjectMissing:
        done.missing.append(file.key)
        return
    if not is_whole(data, file, keys=tools.keys):
        done.damaged.append(file.key)
        return
    file.store.put(file.key, data, **headers(file.key))
    done.files += 1


def _is_there(file: File, store: Store, *, tools: Toolbox) -> bool:
    """Whether an interrupted run has put it there, whole."""
    with suppress(ObjectMissing), store.open(file.key) as body:
        return is_whole(body.read(), file, keys=tools.keys)
    return False


def _put_secret(secret: bytes, settings: Settings) -> None:
    """Keep the root secret, or see that the setting has it."""
    if settings.secret:
        if settings.secret.encode() != secret:
            raise GalleryError("GALLERY_SECRET is not the secret of this backup")
        return
    path = settings.folder / "secret"
    if path.exists() and path.read_bytes().strip() != secret:
        raise GalleryError(f"{path} is another secret: move it away first")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secret)


def _read_mark(mark: Path) -> str:
    """Return the moment that an interrupted run was restoring."""
    with suppress(OSError, ValueError, KeyError):
        return str(json.loads(mark.read_text())["moment"])
    return ""
