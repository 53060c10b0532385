"""What killed runs left in the stores: files of a photo that its row does not name.

Only where a row of the photo says otherwise: with an empty or a wrong database nothing
is a leftover, so no archive is lost by a mistaken setting.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import Row, select

from gallery.db import db
from gallery.models import Original, Photo, Stage
from gallery.storage import Store
from gallery.toolbox import Toolbox

#: A run may record its work for half an hour after its lease (see ``claiming``), so what is older
#: than an hour is nobody's work any more.
AGE = timedelta(hours=1)
BATCH = 500  # rows asked for at once

Written = tuple[Store, str]
Names = Row[str, Stage, Original, str | None, str | None, str | None]


def list_written(*, tools: Toolbox) -> list[Written]:
    """Return what tasks wrote more than an hour ago; ask outside any unit of work."""
    places = ((tools.private, "originals/"), (tools.private, "previews/"), (tools.public, "media/"))
    before = tools.now() - AGE
    return [
        (store, found.key)
        for store, prefix in places
        for found in store.list(prefix)
        if found.modified < before
    ]


def find_leftovers(written: Sequence[Written]) -> Iterator[Written]:
    """Yield what the row of its photo does not name."""
    for start in range(0, len(written), BATCH):
        batch = written[start : start + BATCH]
        rows = _rows_of({_photo_of(key) for _, key in batch})
        for store, key in batch:
            row = rows.get(_photo_of(key))
            if row is not None and _is_leftover(key, row):
                yield store, key


def _photo_of(key: str) -> str:
    """Return the public name in a key such as ``originals/<public name>/<random>``."""
    return key.split("/")[1]


def _rows_of(public_ids: set[str]) -> dict[str, Names]:
    """Return what rows name, by public name."""
    wanted = select(
        Photo.public_id,
        Photo.stage,
        Photo.original,
        Photo.original_key,
        Photo.preview_key,
        Photo.media_token,
    )
    found = db.session.execute(wanted.where(Photo.public_id.in_(public_ids)))
    return {row.public_id: row for row in found}


def _is_leftover(key: str, row: Names) -> bool:
    """Whether a row names another file. An original goes only where another one is kept, or none
    may be.
    """
    if key.startswith("originals/"):
        is_gone = row.stage is Stage.ERASED or row.original is Original.GIVEN_UP
        return key != row.original_key and (bool(row.original_key) or is_gone)
    if key.startswith("previews/"):
        return row.preview_key is None or not key.startswith(f"{row.preview_key}/")
    return row.media_token is None or not key.split("/")[2].startswith(f"{row.media_token}-")
