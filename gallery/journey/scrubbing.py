"""Read every file that a row names, and compare it with what was written.

What was written before there were fingerprints is learnt, if it has the size that its row says.
Rows change while we read: a finding counts only if the row still names the same file afterwards.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from gallery.db import db
from gallery.errors import ObjectMissing
from gallery.journey.intact import (
    LENGTH,
    File,
    digest_of,
    is_whole,
    list_files,
    name_of,
    note_digests,
    note_read,
)
from gallery.models import Fingerprint, Photo, Piece, Stage
from gallery.toolbox import Toolbox


class State(StrEnum):
    """How a file is."""

    WHOLE = "whole"
    LEARNT = "learnt"
    DAMAGED = "damaged"
    MISSING = "missing"


class Expected(NamedTuple):
    """A file that is to be read, and its size in bytes if that is known."""

    file: File
    size: int | None


class Seen(NamedTuple):
    """A file that was read."""

    file: File
    state: State
    size: int  # bytes
    digest: str = ""

    @property
    def is_bad(self) -> bool:
        """Whether it is not what was written."""
        return self.state in (State.DAMAGED, State.MISSING)


def count_photos(*, since: datetime | None) -> int:
    """Return how many photos have files that were not read since a moment."""
    return db.session.scalar(select(func.count(Photo.id)).where(*_unread(since))) or 0


def next_photos(*, after: int, since: datetime | None, limit: int) -> Sequence[Photo]:
    """Return the next photos whose files were not read since a moment."""
    wanted = select(Photo).where(Photo.id > after, *_unread(since)).order_by(Photo.id)
    return db.session.scalars(wanted.limit(limit)).all()


def list_expected(photo: Photo, *, tools: Toolbox) -> list[Expected]:
    """Return the files of a photo and their sizes, as far as its row says them."""
    sizes = _sizes(photo)
    files = list_files(photo, tools=tools)
    return [Expected(file, sizes.get(name_of(file.key))) for file in files]


def read_files(
    files: Sequence[Expected], *, tools: Toolbox, spent: Callable[[int], None] = lambda _: None
) -> Iterator[Seen]:
    """Read files, outside any unit of work; ``spent`` is told the bytes of each."""
    for file, size in files:
        seen = _look(file, size=size, tools=tools)
        spent(seen.size)
        yield seen


def record(photo_id: int, seen: Sequence[Seen], *, tools: Toolbox) -> list[Seen]:
    """Write down what was read, and return what is wrong and is still named by the row."""
    photo = db.session.get(Photo, photo_id, populate_existing=True)
    if photo is None:
        return []
    named = {(file.key, file.digest) for file in list_files(photo, tools=tools)}
    ours = [each for each in seen if (each.file.key, each.file.digest) in named]
    learnt = {name_of(each.file.key): each.digest for each in ours if each.state is State.LEARNT}
    note_digests(photo, learnt)
    bad = [each for each in ours if each.is_bad]
    note_read(photo, [name_of(each.file.key) for each in bad], at=tools.now())
    return bad


def missing_pieces(*, tools: Toolbox) -> Iterator[str]:
    """Yield the keys of pieces of uploads that are missing or too short; they are read once."""
    for key, size in db.session.execute(select(Piece.key, Piece.size)).all():
        try:
            if tools.private.stat(key).size == size:
                continue
        except ObjectMissing:
            pass
        if db.session.scalar(select(Piece.id).where(Piece.key == key)) is not None:
            yield key


def _unread(since: datetime | None) -> tuple[ColumnElement[bool], ...]:
    """Choose the photos that have files, and were not read since a moment."""
    has_files = (Photo.stage != Stage.ERASED,)
    if since is None:
        return has_files
    read = select(Fingerprint.photo_id).where(Fingerprint.read_at >= since)
    return (*has_files, Photo.id.not_in(read))


def _look(file: File, *, size: int | None, tools: Toolbox) -> Seen:
    """Read one file."""
    try:
        with closing(file.store.open(file.key)) as body:
            data = body.read()
    except ObjectMissing:
        return Seen(file, State.MISSING, 0)
    is_good = is_whole(data, file, keys=tools.keys) and size in (None, len(data))
    if not is_good:
        return Seen(file, State.DAMAGED, len(data))
    state = State.LEARNT if file.digest is None else State.WHOLE
    return Seen(file, state, len(data), digest_of(data, keys=tools.keys)[:LENGTH])


def _sizes(photo: Photo) -> Mapping[str, int | None]:
    """Return the bytes of files by the ends of their keys, as far as the row says them."""
    sizes = {}
    for each, name in zip(photo.renditions, photo.media_names, strict=True):
        sizes[name] = each.get("size")
    if photo.preview_key:
        folder = name_of(photo.preview_key)
        for each in photo.previews:
            sizes[f"{folder}/{each['width']}.jpg"] = each.get("size")
    return sizes
