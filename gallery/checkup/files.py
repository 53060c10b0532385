"""Rows without bytes, and bytes without rows."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from sqlalchemy import select

from gallery.checkup.finding import Case, Finding, Told, fine, note, wrong
from gallery.db import db
from gallery.errors import ObjectMissing
from gallery.journey.intact import File, list_files
from gallery.journey.leftovers import AGE
from gallery.models import DRAFT_LIFE, Fingerprint, Photo, Piece, Stage
from gallery.storage import ObjectStat, Store
from gallery.toolbox import Toolbox

BATCH = 500  # photos read at a time
#: So many findings are written out; of the others only the number is.
MOST = 20
#: How old a file without a row is before it is nobody's work any more; others stay. An upload's
#: pieces wait for their row as long as a draft lives.
GRACE = {
    "parts": DRAFT_LIFE, "originals": AGE, "previews": AGE, "media": AGE, "probes": AGE,
}  # fmt: skip
#: Of all files. When more are unknown to the database, it may be another gallery's.
SUSPICIOUS = 0.05


class Stray(NamedTuple):
    """A file that no row names."""

    store: Store
    found: ObjectStat


def check_files(case: Case) -> Iterator[Finding]:
    """Compare what lies in the stores with what rows name."""
    tools = case.tools
    here = {id(store): _listing(store) for store in (tools.private, tools.public)}
    known: set[tuple[int, str]] = set()
    missing: list[File] = []
    for each in all_files(tools, case.told):
        known.update(_as_known(each.store, each.key))
        if each.key not in here[id(each.store)] and is_missing(each):
            missing.append(each)
    yield from _missing(missing)
    strays = [
        Stray(store, found)
        for store in (tools.private, tools.public)
        for key, found in here[id(store)].items()
        if known.isdisjoint(_as_known(store, key)) and _is_old(found, now=tools.now())
    ]
    yield from _strays(strays, total=sum(map(len, here.values())), tools=tools)


def is_missing(each: File) -> bool:
    """Whether a file is not there although its row names it still: rows change while we look."""
    if _has(each.store, each.key):
        return False
    db.session.rollback()
    db.session.expire_all()
    photo = db.session.get(Photo, each.photo_id)
    if each.key.startswith("parts/"):
        return db.session.scalar(select(Piece.id).where(Piece.key == each.key)) is not None
    if photo is None:
        return False
    keys = {photo.original_key, *(_media_keys(photo) if photo.stage is Stage.PUBLISHED else ())}
    is_preview = photo.preview_key and each.key.startswith(f"{photo.preview_key}/")
    return each.key in keys or bool(is_preview)


def _media_keys(photo: Photo) -> list[str]:
    """Return the keys of the public files of a photo."""
    return [f"media/{photo.public_id}/{name}" for name in photo.media_names]


def all_files(tools: Toolbox, told: Told = lambda *_: None) -> Iterator[File]:
    """Yield the files that rows name, and tell how far we are."""
    total = db.session.query(Photo.id).count()
    last, done = 0, 0
    while photos := _after(last):
        for photo in photos:
            yield from list_files(photo, tools=tools)
        last, done = photos[-1].id, done + len(photos)
        db.session.expunge_all()
        told("Looked at photos", min(done, total), total)
    for photo_id, key in db.session.execute(
        select(Photo.id, Piece.key).join(Piece, Piece.upload_id == Photo.upload_id)
    ).all():
        yield File(photo_id, "a piece of its upload", tools.private, key)
    for (key,) in db.session.execute(select(Piece.key)).all():
        yield File(0, "a piece of an upload", tools.private, key)


def _after(last: int) -> Sequence[Photo]:
    """Return the next photos."""
    wanted = select(Photo).where(Photo.id > last).order_by(Photo.id).limit(BATCH)
    photos = db.session.scalars(wanted).all()
    beside = select(Fingerprint).where(Fingerprint.photo_id.in_([photo.id for photo in photos]))
    db.session.scalars(beside).all()  # read at once what is asked for one by one
    return photos


def _listing(store: Store) -> dict[str, ObjectStat]:
    """Return all that lies in a store."""
    return {found.key: found for found in store.list()}


def _missing(missing: list[File]) -> Iterator[Finding]:
    """Say which files are missing: of each only once."""
    told: dict[tuple[int, str], File] = {}
    for each in missing:
        told.setdefault((id(each.store), each.key), each)
    for each in list(told.values())[:MOST]:
        whose = f"photo {each.photo_id}: " if each.photo_id else ""
        todo = "bring it back from a backup (docs/operating.md)"
        yield wrong("rows", f"{whose}{each.what} is missing", todo)
    if len(told) > MOST:
        yield wrong("rows", f"and {len(told) - MOST:,} more files are missing", "see above")
    if not told:
        yield fine("rows", "every file that a row names is there")


def _strays(strays: list[Stray], *, total: int, tools: Toolbox) -> Iterator[Finding]:
    """Say what lies there for nobody."""
    size = sum(each.found.size for each in strays) / 1_000_000
    said = f"{len(strays):,} files ({size:,.1f} MB) belong to no row"
    if not strays:
        yield fine("files", f"every one of {total:,} belongs to a row, or is being written")
    elif len(strays) > max(MOST, SUSPICIOUS * total):
        todo = (
            "is this the database of these stores (GALLERY_DATABASE_URL, GALLERY_DATA_DIR)? "
            "So many are not erased by --repair: where they are no one’s, delete them by hand"
        )
        yield note("files", f"{said}, of {total:,}", todo)
    else:
        todo = "gallery doctor --repair erases them"
        yield wrong("files", said, todo, mend=partial(_erase, strays, tools=tools))


def _erase(strays: list[Stray], *, tools: Toolbox) -> str:
    """Erase what no row names, asked once more for each."""
    known: set[tuple[int, str]] = set()
    for each in all_files(tools):
        known.update(_as_known(each.store, each.key))
    erased = [each for each in strays if known.isdisjoint(_as_known(each.store, each.found.key))]
    for stray in erased:
        stray.store.delete(stray.found.key)
    return f"{len(erased):,} files were erased"


def _as_known(store: Store, key: str) -> set[tuple[int, str]]:
    """Return what a file is known by: its key; of previews the folder, for the row names that."""
    name = key.rpartition("/")[0] if key.startswith("previews/") else key
    return {(id(store), name)}


def _is_old(found: ObjectStat, *, now: datetime) -> bool:
    """Whether nobody is writing this file any more; what is no file of ours stays."""
    age: timedelta | None = GRACE.get(found.key.split("/")[0])
    return age is not None and found.modified < now - age


def _has(store: Store, key: str) -> bool:
    """Whether a store has a key."""
    try:
        store.stat(key)
    except ObjectMissing:
        return False
    return True
