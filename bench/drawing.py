"""What a page costs the processor: drawn, kept and unchanged. ``python -m bench.drawing FOLDER…``

All archives are asked in turn: whatever else the machine does, it does to each of them.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from bench.archive import reopen
from gallery.db import db
from gallery.models import City, Edition, Photo

ROUNDS = 40  # each page is asked for
BROWSER = {"Accept-Encoding": "br", "Accept": "text/html"}
Costs = dict[str, float]


def pages_of(app: Flask) -> dict[str, str]:
    """Return the pages that are asked for, by the names in the table."""
    with app.app_context():
        city, edition = db.session.get_one(City, 1), db.session.get_one(Edition, 5)
        newest, far = _photos_in(edition)
    return {
        "home": "/",
        "year": f"/{edition.year}/",
        "far behind": f"/{edition.year}/?after={far}",
        "country": f"/{edition.year}/{city.country}/",
        "city": f"/cities/{city.country}/{city.slug}/",
        "city in year": f"/{edition.year}/{city.country}/{city.slug}/",
        "photo": f"/photos/{newest}",
        "map": "/map/",
        "map data": "/map/cities.json",
        "country ever": f"/cities/{city.country}/",
        "cities": "/cities/",
        "feed": f"/{edition.year}/feed.atom",
    }


def frames_of(app: Flask) -> dict[str, str]:
    """Return the frames that are asked for, and what tells how to embed one."""
    pages = pages_of(app)
    year = pages["year"]
    return {
        "year": f"/embed{year}",
        "strip": f"/embed{year}?layout=strip&photos=12",
        "one photo": f"/embed{pages['photo']}",
        "city": f"/embed{pages['city']}",
        "country": f"/embed{pages['country']}",
        "latest": "/embed/latest/",
        "map": "/embed/map/",
        "counter": f"/embed/counter{year}",
        "oEmbed": f"/oembed?url=http%3A%2F%2Flocalhost{year}",
    }


def measure(apps: Sequence[Flask], paths_of: Callable[[Flask], dict[str, str]]) -> list[Any]:
    """Return what each page costs in each archive, by its name."""
    clients = [(app.test_client(), paths_of(app)) for app in apps]
    costs: list[dict[str, Costs]] = [{} for _ in apps]
    for name in clients[0][1]:
        asked = [_Page(client, paths[name]) for client, paths in clients]
        for ways in zip(*(page.ways() for page in asked), strict=True):
            spans = _in_turn([work for _way, work in ways])
            for found, (way, _work), span in zip(costs, ways, spans, strict=True):
                found.setdefault(name, {})[way] = span
        for found, page in zip(costs, asked, strict=True):
            found[name] |= page.weight()
    return costs


class _Page:
    """A page of an archive, and the ways in which it is asked for."""

    def __init__(self, client: FlaskClient, path: str) -> None:
        self._client, self._path = client, path
        self._kept = client.application.extensions["kept_pages"]
        self._known = client.application.extensions["known_facts"]
        self._first = self.ask()
        if self._first.status_code != 200:
            raise RuntimeError(f"{path} answers {self._first.status_code}")

    def ask(self, **known: str) -> Any:
        """Ask for it as a browser does."""
        return self._client.get(self._path, headers={**BROWSER, **known})

    def draw(self) -> None:
        """Ask for it where others were drawn, but not this one."""
        self._kept.forget_all()
        self.ask()

    def draw_first(self) -> None:
        """Ask for it where nothing was drawn since something changed."""
        self._known.forget_all()
        self.draw()

    def ask_again(self) -> None:
        """Ask for it with the mark of what one has."""
        self.ask(**{"If-None-Match": self._first.headers["ETag"]})

    def ways(self) -> list[tuple[str, Callable[[], object]]]:
        """Return the ways, by the names in the table."""
        return [
            ("first", self.draw_first),
            ("drawn", self.draw),
            ("kept", self.ask),
            ("unchanged", self.ask_again),
        ]

    def weight(self) -> Costs:
        """Return how many KB it has, and how many are sent."""
        whole, sent = self._client.get(self._path).data, self._first.data
        return {"kb": round(len(whole) / 1024, 1), "packed_kb": round(len(sent) / 1024, 1)}


def _in_turn(works: Sequence[Callable[[], object]]) -> list[float]:
    """Return the processor time of each piece of work in ms: of many times that of a quick one, for
    what others do on the machine only adds to it.
    """
    spans: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, took in zip(works, spans, strict=True):
            start = time.process_time_ns()
            work()
            took.append((time.process_time_ns() - start) / 1e6)
    return [round(statistics.quantiles(took, n=10)[0], 2) for took in spans]


def _photos_in(edition: Edition) -> tuple[str, str]:
    """Return the newest photo of an edition, and one in its middle."""
    wanted = select(Photo.public_id).where(Photo.edition_id == edition.id)
    newest = wanted.order_by(Photo.published_at.desc(), Photo.id.desc())
    middle = (db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0) // 2
    first = db.session.scalars(newest.limit(1)).one()
    return first, db.session.scalars(newest.offset(middle).limit(1)).one()


def main(folders: Sequence[str]) -> dict[str, Any]:
    """Return what pages and frames cost in each archive, and their addresses there."""
    apps = [reopen(Path(folder)) for folder in folders]
    kinds = {"pages": pages_of, "frames": frames_of}
    found = {kind: measure(apps, paths_of) for kind, paths_of in kinds.items()}
    return {
        "costs": [{kind: found[kind][place] for kind in kinds} for place in range(len(apps))],
        "addresses": {
            folder: {kind: [*paths_of(app).values()] for kind, paths_of in kinds.items()}
            for folder, app in zip(folders, apps, strict=True)
        },
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
