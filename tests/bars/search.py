"""The visitors' search among a million photos: how soon it answers.

``python -m tests.bars.search [--photos 1000000] [--postgresql] [--keep FOLDER]``: questions are
asked of the whole page, as the server makes it, one after the other, each for the first time. What
is kept in a folder is not made again. Exit code 1 when the bar is missed.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from sqlalchemy import select, text

from gallery.db import db
from gallery.models import Photo
from tests.bars.million import EVERYWHERE, YEARS, World, fill, gallery_in

MOST_MS, QUESTIONS = 50.0, 400


class Span(NamedTuple):
    """What an answer took: by the clock, and of the processor, PostgreSQL's part with it."""

    ms: float
    cpu: float
    kind: str
    asked: str


def questions(world: World, far: str) -> Iterator[tuple[str, str]]:
    """Yield what people ask, with its kind: frequent and seldom words, places, beginnings.

    ``far`` is a photo far behind.
    """
    often, dice = world.words[:60], world.dice
    while True:
        word, other = world.words[dice.randrange(len(world.words))], dice.choice(often)
        city, year = world.a_city()[2], dice.choice(YEARS)
        country = world.a_city()[1]
        yield "city", f"q={city}"
        yield "city and year", f"q={city} {year}"
        yield "year", f"q={year} {other}"
        yield "seldom word", f"q={word}"
        yield "frequent word", f"q={other}"
        yield "frequent words", f"q={other} {dice.choice(often)} {dice.choice(often)}"
        yield "beginning", f"q={word[:3]}"
        yield "city and words", f"q={city} {other} {word}"
        yield "filters", f"q={other}&year={year}&country={country}&sort=oldest"
        yield "filters alone", f"year={year}&country={country}"
        yield "seldom in a city", f"q={world.cities[-dice.randint(1, 999)][2]} {other}"
        yield "word of all", f"q={EVERYWHERE}&country={country}"
        yield "word of all, new", f"q={EVERYWHERE} {word[:3]}&sort=newest"
        yield "word of all, old", f"q={EVERYWHERE}&year={year}&sort=oldest"
        yield "all and seldom", f"q={EVERYWHERE} {word}"
        yield "far behind", f"q={EVERYWHERE}&country={country}&after=0-{far}"


def measure(app: Flask, world: World) -> list[Span]:
    """Ask; return how long each answer took."""
    count = db.session.scalar(select(Photo.id).order_by(Photo.id.desc()).limit(1)) or 0
    spent = _clock_of(_database_processes())
    far = f"p{count // 3:015}"
    spans: list[Span] = []
    for number, (kind, asked) in enumerate(islice(questions(world, far), QUESTIONS)):
        here = {"REMOTE_ADDR": f"127.1.{number // 25}.1"}  # nobody may search so often
        app.extensions["kept_pages"].forget_all()
        span, following = _ask(app, f"/search/?{asked}", here, spent)
        spans.append(Span(*span, kind, asked))
        if "after=" in following and kind == "frequent word":
            span, _ = _ask(app, following, here, spent)
            spans.append(Span(*span, "next page", following))
    return spans


def _ask(
    app: Flask, address: str, here: dict[str, str], spent: Callable[[], float]
) -> tuple[tuple[float, float], str]:
    """Ask for one page; return what it took, and the address of the next."""
    with app.app_context():
        clock, cpu = time.perf_counter(), spent()
        answer = app.test_client().get(address, environ_base=here)
        took = (time.perf_counter() - clock) * 1000, (spent() - cpu) * 1000
    assert answer.status_code == 200, answer.text
    following = answer.text.partition('rel="next"')[0].rpartition('href="')[2]
    return took, following.partition('"')[0].replace("&amp;", "&")


def _database_processes() -> list[int]:
    """Return PostgreSQL's processes that work for us; SQLite works in ours."""
    if db.engine.dialect.name == "sqlite":
        return []
    ours = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
    found = list(db.session.scalars(text(ours)))
    db.session.remove()  # what we ask next goes through the same one
    return found


def _clock_of(processes: Sequence[int]) -> Callable[[], float]:
    """Return a clock of the seconds of processor that we and other processes have spent."""
    files = [Path(f"/proc/{number}/schedstat") for number in processes]

    def read() -> float:
        theirs = sum(int(file.read_text().split()[0]) for file in files if file.exists())
        return time.process_time() + theirs / 1e9

    return read


def tell(spans: Sequence[Span]) -> float:
    """Print the figures by kind; return the 95th percentile of all."""
    print(f"{'':18} {'median':>9} {'p95':>9} {'cpu':>9} {'p95':>9}  ms")
    for kind in dict.fromkeys(each.kind for each in spans):
        print(f"{kind:18} {_figures([each for each in spans if each.kind == kind])}")
    print(f"{'all':18} {_figures(spans)}  load {os.getloadavg()[0]:.1f}")
    for each in sorted(spans, reverse=True)[:3]:
        print(f"slow: {each.ms:.0f} ms, {each.cpu:.0f} ms of cpu for {each.asked}")
    return _share([each.ms for each in spans], 0.95)


def _figures(spans: Sequence[Span]) -> str:
    columns = [each.ms for each in spans], [each.cpu for each in spans]
    shares = [_share(column, share) for column in columns for share in (0.5, 0.95)]
    return " ".join(f"{each:9.1f}" for each in shares)


def _share(spans: Sequence[float], share: float) -> float:
    return sorted(spans)[min(len(spans) - 1, int(len(spans) * share))]


def run(folder: Path, count: int, *, is_postgresql: bool) -> int:
    """Fill, ask, tell."""
    with gallery_in(folder, is_postgresql=is_postgresql) as app:
        world = fill(app, count)
        print(f"{count:,} photos on {db.engine.dialect.name}")
        p95 = tell(measure(app, world))
    print(f"p95 {p95:.1f} ms, wanted at most {MOST_MS:.0f}")
    return int(p95 > MOST_MS)


def main() -> int:
    """Print the figures; 1 when the bar is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=1_000_000)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--keep", type=Path)
    said = parser.parse_args()
    if said.keep:
        said.keep.mkdir(parents=True, exist_ok=True)
        return run(said.keep, said.photos, is_postgresql=said.postgresql)
    with tempfile.TemporaryDirectory(prefix="unsilenced-search-") as folder:
        return run(Path(folder), said.photos, is_postgresql=said.postgresql)


if __name__ == "__main__":
    sys.exit(main())
