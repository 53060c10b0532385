"""Compare what visitors find with what photos show, and mend what differs."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Select, delete, select, text
from sqlalchemy.orm import joinedload

from gallery.db import db
from gallery.journey.indexing import (
    PLAIN,
    TOKEN,
    drop_photo,
    ids_of,
    is_sqlite,
    place_of,
    put_photo,
    word_ids,
    words_of,
    write_tokens,
)
from gallery.models import Photo, SearchEntry, SearchWord, Stage
from gallery.models.search import INDEX

BATCH = 1000  # photos that are compared at a time
Entry = tuple[int, frozenset[str]]


def compare() -> Iterator[str]:
    """Yield what can be found and should not be, and the other way round."""
    for photo_id in wrong_photos():
        yield f"search: photo {photo_id} is not found as its page is"
    for word in _wrong_counts():
        yield f"search: the word with the number {word} is counted wrongly"
    if _differs():
        yield "search: the full text index is not what the entries say"


def mend(photo_ids: Collection[int]) -> None:
    """Let some photos be found as their pages are, or not at all."""
    rows = db.session.scalars(_shown().where(Photo.id.in_(photo_ids)))
    found = {photo.id: photo for photo in rows}
    for photo_id in sorted(photo_ids):
        drop_photo(photo_id)
        if photo_id in found:
            put_photo(found[photo_id])


def count_anew() -> None:
    """Count every word again, and make SQLite's index again of what the entries say."""
    counts = _counted()
    for word in db.session.scalars(select(SearchWord)):
        word.photos = counts[word.id]
    db.session.flush()
    db.session.execute(delete(SearchWord).where(SearchWord.photos < 1), execution_options=PLAIN)
    if is_sqlite():
        db.session.execute(text(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')"))
        filled = f"INSERT INTO {INDEX} (rowid, tokens) SELECT place, tokens FROM search_entry"
        db.session.execute(text(filled))


def is_behind() -> bool:
    """Whether there are published photos and none of them can be found."""
    published = select(Photo.id).where(Photo.stage == Stage.PUBLISHED).limit(1)
    found = select(SearchEntry.photo_id).limit(1)
    return db.session.scalar(published) is not None and db.session.scalar(found) is None


def wrong_photos() -> Iterator[int]:
    """Yield the numbers of photos that are not found as their pages are, batch by batch."""
    first = 0
    while ids := _next_ids(after=first):
        found = _entries(ids)
        rows = db.session.scalars(_shown().where(Photo.id.in_(ids)))
        shown = {photo.id: photo for photo in rows}
        known = ids_of({word for photo in shown.values() for word in words_of(photo)})
        for photo_id in ids:
            photo = shown.get(photo_id)
            if found.get(photo_id) != (_entry(photo, known) if photo else None):
                yield photo_id
        first = ids[-1]


def _next_ids(*, after: int) -> Sequence[int]:
    """Return the numbers of the next photos that are published or can be found."""
    found = select(SearchEntry.photo_id).where(SearchEntry.photo_id > after)
    shown = select(Photo.id).where(Photo.stage == Stage.PUBLISHED, Photo.id > after)
    both = found.union(shown).subquery()
    return db.session.scalars(select(both.c[0]).order_by(both.c[0]).limit(BATCH)).all()


def _entry(photo: Photo, known: dict[str, int]) -> Entry | None:
    """Return what a photo's entry should be; None while a word of it is not known."""
    if not known.keys() >= words_of(photo).keys():
        return (0, frozenset())
    return place_of(photo), frozenset(write_tokens(photo, known).split())


def _entries(ids: Sequence[int]) -> dict[int, Entry]:
    """Return what is kept of photos."""
    wanted = select(SearchEntry).where(SearchEntry.photo_id.in_(ids))
    rows = db.session.scalars(wanted.execution_options(populate_existing=True))
    return {row.photo_id: (row.place, frozenset(TOKEN.findall(row.tokens))) for row in rows}


def _shown() -> Select[Photo]:
    """Choose what visitors may see, with what its words stand in."""
    beside = (joinedload(Photo.submission), joinedload(Photo.statue), joinedload(Photo.edition))
    return select(Photo).where(Photo.stage == Stage.PUBLISHED).options(*beside)


def _counted() -> Counter[int]:
    """Count the words of all entries."""
    rows = db.session.scalars(select(SearchEntry.tokens)).yield_per(BATCH)
    return Counter(number for tokens in rows for number in word_ids(tokens))


def _wrong_counts() -> list[int]:
    """Return the numbers of words whose count differs from a full one."""
    counts = _counted()
    kept = dict(db.session.execute(select(SearchWord.id, SearchWord.photos)).all())
    return sorted(number for number in kept | counts if kept.get(number) != counts[number])


def _differs() -> bool:
    """Whether SQLite's index differs from the entries; PostgreSQL keeps its own in step."""
    if not is_sqlite():
        return False
    rows = db.session.scalars(select(SearchEntry.tokens)).yield_per(BATCH)
    counted = Counter(token for tokens in rows for token in tokens.split())
    db.session.execute(text(f"CREATE VIRTUAL TABLE temp.said USING fts5vocab(main, {INDEX}, row)"))
    said: dict[str, int] = dict(db.session.execute(text("SELECT term, doc FROM temp.said")).all())
    db.session.execute(text("DROP TABLE temp.said"))
    return said != dict(counted)
