"""Keep what visitors find: a photo comes in with its publication and goes with its taking down.

What a photo is found by is what its page shows, and nothing else: city, country, year, statue,
caption, description, and the name its sender wants to be shown.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from gallery.db import db
from gallery.journey.spelling import indexed_words
from gallery.models import Edition, Photo, SearchEntry, SearchWord

BATCH = 1000  # photos that are compared at a time
#: A place is a day and, within it, a photo's number.
_NUMBERS = 32  # bits
TOKEN = re.compile(r"[a-z]+[0-9]*")
PLAIN = {"synchronize_session": False}


def put_photo(photo: Photo) -> None:
    """Let a published photo be found."""
    drop_photo(photo.id)  # whatever is left there of before
    words = words_of(photo)
    _count(words)
    ids = ids_of(words)
    entry = {"photo_id": photo.id, "place": place_of(photo), "tokens": write_tokens(photo, ids)}
    db.session.execute(_insert(SearchEntry).values(**entry))


def drop_photo(photo_id: int) -> None:
    """Let a photo not be found any more; the words that only it had go, too."""
    wanted = select(SearchEntry.tokens).where(SearchEntry.photo_id == photo_id)
    tokens = db.session.scalar(wanted)
    if tokens is None:
        return
    db.session.execute(delete(SearchEntry).where(SearchEntry.photo_id == photo_id))
    here = SearchWord.id.in_(word_ids(tokens))
    moved = update(SearchWord).where(here).values(photos=SearchWord.photos - 1)
    db.session.execute(moved, execution_options=PLAIN)
    last = delete(SearchWord).where(here, SearchWord.photos < 1)
    db.session.execute(last, execution_options=PLAIN)


def place_of(photo: Photo) -> int:
    """Return where a photo stands among all, by its day, else its edition's."""
    day = photo.day or (photo.edition.day if photo.edition else None)
    return (first_place(day) if day else 0) + photo.id


def first_place(day: date) -> int:
    """Return the place before all photos of a day."""
    return day.toordinal() << _NUMBERS


def photo_at(place: int) -> int:
    """Return the number of the photo at a place."""
    return place % (1 << _NUMBERS)


def city_token(city_id: int) -> str:
    """Name a city in the index."""
    return f"c{city_id}"


def country_token(code: str) -> str:
    """Name a country in the index."""
    return f"n{code}"


def time_tokens(edition: Edition) -> tuple[str, str, str]:
    """Name an edition, its year and its month in the index."""
    return (
        f"e{edition.year}{edition.month:02}",
        year_token(edition.year),
        month_token(edition.month),
    )


def edition_token(year: int, month: int) -> str:
    """Name an edition in the index."""
    return f"e{year}{month:02}"


def year_token(year: int) -> str:
    """Name a year in the index."""
    return f"y{year}"


def month_token(month: int) -> str:
    """Name a month of any year in the index."""
    return f"m{month:02}"


def word_token(number: int, *, strong: bool = False) -> str:
    """Name a word in the index; ``strong``: it is in a statue's name or a caption."""
    return f"{'s' if strong else 'w'}{number}"


def words_of(photo: Photo) -> dict[str, bool]:
    """Return the words a photo's page shows, in order; whether each is a strong one."""
    statue = photo.statue.name if photo.statue else ""
    strong = indexed_words(statue, photo.caption)
    others = indexed_words(photo.description, photo.submission.credit)
    return {word: word in strong for word in sorted(strong | others)}


def write_tokens(photo: Photo, ids: dict[str, int]) -> str:
    """Write the tokens of a photo whose words have these numbers."""
    tokens = {country_token(photo.country or "")}
    if photo.city_id is not None:
        tokens.add(city_token(photo.city_id))
    if photo.edition is not None:
        tokens.update(time_tokens(photo.edition))
    for word, is_strong in words_of(photo).items():
        tokens.add(word_token(ids[word]))
        if is_strong:
            tokens.add(word_token(ids[word], strong=True))
    return " ".join(sorted(tokens))


def _count(words: Iterable[str]) -> None:
    """Count each word once more; rows are touched in a fixed order."""
    rows = [{"word": word, "photos": 1} for word in sorted(words)]
    if rows:
        counted = _insert(SearchWord).values(rows)
        moved = {"photos": SearchWord.photos + 1}
        db.session.execute(counted.on_conflict_do_update(index_elements=["word"], set_=moved))


def ids_of(words: Collection[str]) -> dict[str, int]:
    """Return the numbers of the words that are known."""
    wanted = select(SearchWord.word, SearchWord.id).where(SearchWord.word.in_(words))
    return dict(db.session.execute(wanted).all())


def word_ids(tokens: str) -> list[int]:
    """Return the numbers of the words of an entry."""
    return [int(token[1:]) for token in TOKEN.findall(tokens) if token[0] == "w"]


def is_sqlite() -> bool:
    """Whether this is the database of one machine."""
    return db.engine.dialect.name == "sqlite"


def _insert(model: type[SearchEntry] | type[SearchWord]) -> Any:
    """Begin an insert of this database's kind."""
    return (sqlite if is_sqlite() else postgresql).insert(model)
