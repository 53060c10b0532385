"""Files are what they were when they were written, or nobody is given them.

Of each file a keyed digest is kept: of the original in the row of its photo, of what we made of it
in its ``Fingerprint``. Whoever reads a file compares first. What differs is never handed out: it is
told in the log, and made anew from the original (``mending``).
"""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import select

from gallery.db import db
from gallery.errors import ObjectDamaged, ObjectMissing
from gallery.images.renditions import Rendition
from gallery.keys import Keys
from gallery.models import Fingerprint, Original, Photo, Stage
from gallery.storage import Store
from gallery.toolbox import Toolbox

log = logging.getLogger(__name__)

LENGTH = 32  # hex digits, 128 bits: nobody chooses these bytes but us
#: Seconds: a damaged picture may be asked for a hundred times before it is made anew.
BETWEEN_CALLS = 60.0
_called: dict[int, float] = {}


class File(NamedTuple):
    """A file that the row of a photo names; without a digest nothing is known of it yet."""

    photo_id: int
    what: str
    store: Store
    key: str
    digest: str | None = None


def digest_of(data: bytes | Rendition, *, keys: Keys) -> str:
    """Return the keyed digest of bytes: a seized one cannot be matched."""
    plain = data.sha256 if isinstance(data, Rendition) else sha256(data).digest()
    return keys.hash("file", plain)[:LENGTH]


def name_of(key: str) -> str:
    """Return the end of a key, without what all files of a photo have in common."""
    return "/".join(key.split("/")[2:]) or key


def note_files(photo: Photo, written: Mapping[str, bytes | Rendition], *, keys: Keys) -> None:
    """Remember what files are that were just written; forget those that the row names no more."""
    row = _fingerprint(photo.id)
    new = {name_of(key): digest_of(data, keys=keys) for key, data in written.items()}
    both = {**row.digests, **new}
    row.digests = {name: digest for name, digest in both.items() if _is_of(photo, name)}
    row.broken = [name for name in row.broken if name in row.digests and name not in new]


def note_digests(photo: Photo, learnt: Mapping[str, str]) -> None:
    """Remember what files are that were written before there were fingerprints."""
    row = _fingerprint(photo.id)
    row.digests = {**row.digests, **learnt}


def note_read(photo: Photo, broken: Sequence[str], *, at: datetime) -> None:
    """Remember when all files were read, and which of them were damaged or missing."""
    row = _fingerprint(photo.id)
    row.read_at, row.broken = at, list(broken)


def list_files(photo: Photo, *, tools: Toolbox) -> list[File]:
    """Return the files that the row of a photo names, with what is known of them."""
    row = db.session.get(Fingerprint, photo.id)
    known = row.digests if row else {}
    return list(_files(photo, known, tools=tools))


def file_of(photo: Photo, key: str, *, store: Store) -> File:
    """Return one file of a photo, to be read later."""
    return File(photo.id, name_of(key), store, key, digest_for(photo, key))


def find_public(key: str, *, tools: Toolbox) -> File:
    """Return a public file by its key alone; a photo that is not here is number 0."""
    wanted = select(Photo.id, Fingerprint.digests).outerjoin(Fingerprint)
    row = db.session.execute(wanted.where(Photo.public_id == key.split("/")[1])).one_or_none()
    photo_id, digests = row or (0, None)
    name = name_of(key)
    return File(photo_id, name, tools.public, key, (digests or {}).get(name))


def digest_for(photo: Photo, key: str) -> str | None:
    """Return what is known of a file of a photo."""
    if key == photo.original_key and photo.original is Original.KEPT:
        return photo.file_hash
    row = db.session.get(Fingerprint, photo.id)
    return row.digests.get(name_of(key)) if row else None


def read_file(file: File, *, tools: Toolbox) -> bytes:
    """Return the bytes of a file; raise ObjectDamaged when they are not what was written.

    Raises ObjectMissing where there is none.
    """
    try:
        with closing(file.store.open(file.key)) as body:
            data = body.read()
    except ObjectMissing:
        _call_for_help(file, "missing", tools=tools)
        raise
    if not is_whole(data, file, keys=tools.keys):
        _call_for_help(file, "damaged", tools=tools)
        raise ObjectDamaged(photo=file.photo_id, file=name_of(file.key))
    return data


def is_whole(data: bytes, file: File, *, keys: Keys) -> bool:
    """Whether bytes are what was written, as far as that is known."""
    return file.digest is None or digest_of(data, keys=keys) == file.digest[:LENGTH]


def _call_for_help(file: File, state: str, *, tools: Toolbox) -> None:
    """Tell it in the log, and let the worker make anew what it can; not with every request."""
    now = time.monotonic()
    if now - _called.get(file.photo_id, -BETWEEN_CALLS) < BETWEEN_CALLS:
        return
    _called[file.photo_id] = now
    log.error("photo %s: %s is %s in its store", file.photo_id, name_of(file.key), state)
    tools.queue.send("mend", file.photo_id)


def _files(photo: Photo, known: Mapping[str, str], *, tools: Toolbox) -> Iterator[File]:
    """Yield the files that a row names."""
    if photo.original_key:
        is_kept = photo.original is Original.KEPT
        digest = photo.file_hash if is_kept else known.get(name_of(photo.original_key))
        yield File(photo.id, "its original", tools.private, photo.original_key, digest)
    for name in _previews(photo, known):
        key = f"{photo.preview_key}/{name}"
        yield File(photo.id, f"its preview {name}", tools.private, key, known.get(name_of(key)))
    if photo.stage is Stage.PUBLISHED:
        for name in photo.media_names:
            key = f"media/{photo.public_id}/{name}"
            yield File(photo.id, name, tools.public, key, known.get(name_of(key)))


def _previews(photo: Photo, known: Mapping[str, str]) -> list[str]:
    """Return the names of the previews; a small one stands in no row, but is known."""
    if not photo.preview_key:
        return []
    folder = name_of(photo.preview_key)
    small = [name.rpartition("/")[2] for name in known if name.startswith(f"{folder}/small")]
    return [*(f"{each['width']}.jpg" for each in photo.previews), *small]


def _is_of(photo: Photo, name: str) -> bool:
    """Whether a row still names a file."""
    if photo.preview_key and name.startswith(f"{name_of(photo.preview_key)}/"):
        return True
    if photo.media_token and name.startswith(f"{photo.media_token}-"):
        return True
    return bool(photo.original_key) and name == name_of(photo.original_key or "")


def _fingerprint(photo_id: int) -> Fingerprint:
    """Return the fingerprint of a photo, a new one where there is none."""
    row = db.session.get(Fingerprint, photo_id)
    if row is None:
        row = Fingerprint(photo_id=photo_id, digests={}, broken=[])
        db.session.add(row)
    return row
