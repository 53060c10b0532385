"""Photos that are taken back, hidden or rejected are nowhere: ``python -m tests.bars.gone``.

On a running gallery photos are published, then each is taken from the public in another way, and
every path on which it was is asked until it is gone there. What was approved, undone and rejected
must never have been on any of them.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote

from config import Settings
from gallery.campaigns import NewEdition, add_edition
from gallery.db import db, unit_of_work
from gallery.models import Photo, Stage
from tests.end_to_end.way import begin, decide, finish_submission, media_of, sign_up_moderator
from tests.person import Page, Person
from tests.pictures import make_photo
from tests.running import Running, running_gallery
from tests.servers import free_port

MOST_SECONDS, PATIENCE = 5.0, 60.0
UNDO_SECONDS = 2
PLACES = ("", "2012/", "2012/lt/", "2012/lt/vilnius/", "2012-03/", "2012-03/lt/vilnius/",
          "cities/lt/vilnius/")  # fmt: skip
LISTS = {
    "galleries": [*(f"/{place}" for place in PLACES), "/cities/", "/map/", "/sitemap-photos-0.xml"],
    "feeds": [f"/{place}feed.{kind}" for place in PLACES for kind in ("atom", "json")],
    "frames": [*(f"/embed/{place}" for place in PLACES if place), "/embed/latest/"],
}
Gone = Callable[[], bool]


class Walk:
    """A running gallery, its sender, a visitor and a moderator."""

    def __init__(self, gallery: Running, *, photos: int) -> None:
        self.gallery, self.visitor = gallery, Person(gallery.address)
        self.sender = Person(gallery.address)
        self.code = self._send(photos)
        self.moderator = sign_up_moderator(gallery)

    def publish(self) -> list[str]:
        """Approve all but one, undo and reject that; return the names, that one the last."""
        page = begin(self.moderator)
        names = [_name_of(page)]
        while len(names) < self._count():
            page = decide(self.moderator, page, "approve")
            names.append(_name_of(page))
        decide(self.moderator, page, "approve")
        self._press(names[-1], "/undo")
        self._press(names[-1], "/reject", reason="too-blurred")
        published = len(names) - 1
        _require(self.gallery.until(lambda: _count(Stage.PUBLISHED) == published, seconds=PATIENCE))
        return names

    def paths(self, name: str) -> dict[str, list[Gone]]:
        """Return the public paths of a photo by their kind, each as a question whether it is gone.

        A path that does not show the photo now is left out.
        """
        page = f"/photos/{name}"
        alone = {
            "page": [page],
            "frames": [f"/embed/photos/{name}"],
            "files": media_of(self.visitor.get(page)),
            "oEmbed": [f"/oembed?url={quote(self.gallery.address + page, safe='')}"],
        }
        found = {kind: [self._alone(path) for path in paths] for kind, paths in alone.items()}
        # The form to report it may still be sent, but it shows nothing any more.
        found["report form"] = [self._listed(f"{page}/report", f"/media/{name}/")]
        for kind, paths in LISTS.items():
            found.setdefault(kind, []).extend(self._listed(path, name) for path in paths)
        shown = {kind: [gone for gone in each if not gone()] for kind, each in found.items()}
        return {kind: each for kind, each in shown.items() if each}

    def report(self, name: str, kind: str) -> None:
        """Say what is wrong, as anybody may."""
        form = self.visitor.get(f"/photos/{name}/report").form("/report")
        _require(self.visitor.send(form, kind=kind).status == 200)

    def withdraw(self, name: str) -> None:
        """Take it back with the six words."""
        shown = self.sender.send(self.sender.get("/receipt/").form("/receipt/"), code=self.code)
        self.sender.send(shown.form("/receipt/withdraw"), photo=name)

    def take_away(self, name: str) -> None:
        """Withdraw it as a moderator."""
        self._press(name, "/reports/withdraw")

    def hide(self, name: str) -> None:
        """Hide it as a moderator."""
        self._press(name, "/reports/hide")

    def sound_alarm(self, name: str) -> None:
        """Take it out of everybody's sight."""
        self._press(name, "/alarm")

    def _press(self, name: str, act: str, **said: str) -> None:
        """Press a button of a photo's page."""
        page = self.moderator.get(f"/review/{name}")
        _require(self.moderator.send(page.form(act), **said).status == 200)

    def _send(self, photos: int) -> str:
        """Send photos; return their six words."""
        shot = datetime(2012, 3, 24, 15)
        files = [
            (f"{number}.jpg", make_photo(size=(1600 + number, 1200), taken_at=shot,
                                         place=(54.687, 25.28)))
            for number in range(photos)
        ]  # fmt: skip
        form = self.sender.send_files(self.sender.get("/add/").form("/add/"), files)
        _require(self.gallery.until(lambda: _count(Stage.WAITING) == photos, seconds=PATIENCE))
        return finish_submission(form, self.sender)

    def _count(self) -> int:
        """Count all photos."""
        return sum(_count(stage) for stage in Stage)

    def _alone(self, path: str) -> Gone:
        """Ask for what shows this photo alone."""
        return lambda: self.visitor.get(path).status in (404, 410)

    def _listed(self, path: str, name: str) -> Gone:
        """Ask for what shows this photo among others."""
        return lambda: name not in self.visitor.get(path).text


def main() -> int:
    """Print a table of the worst seconds; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), port=free_port(), undo_seconds=UNDO_SECONDS)
        with running_gallery(settings) as gallery:
            with unit_of_work():
                day = date(2012, 3, 24)
                add_edition(NewEdition(2012, 3, "March 2012", day, day, date(2012, 4, 30)))
            return int(not measure(Walk(gallery, photos=6)))


def measure(walk: Walk) -> bool:
    """Take one photo away in each way; print and return whether all was soon enough."""
    *names, rejected = walk.publish()
    acts: dict[str, Callable[[str], None]] = {
        "reported: I am in it": lambda name: walk.report(name, "in-it"),
        "withdrawn by its sender": walk.withdraw,
        "hidden by a moderator": walk.hide,
        "withdrawn by a moderator": walk.take_away,
        "out of sight (key !)": walk.sound_alarm,
    }
    for name in names[2:4]:
        walk.report(name, "danger")  # hides nothing, and lets a moderator decide
    worst = [
        say(what, wait(act, name, walk.paths(name)))
        for name, (what, act) in zip(names, acts.items(), strict=True)
    ]
    shown = walk.paths(rejected)
    print(f"{'approved, undone, rejected':<26} {shown or 'never shown'}", flush=True)
    return max(worst) <= MOST_SECONDS and not shown


def wait(act: Callable[[str], None], name: str, paths: dict[str, list[Gone]]) -> dict[str, float]:
    """Do it; return after how many seconds the last path of each kind shows it no more."""
    begun = time.monotonic()
    act(name)
    seconds = dict.fromkeys(paths, PATIENCE)
    left = dict(paths)
    while left and time.monotonic() - begun < PATIENCE:
        for kind, gone in list(left.items()):
            left[kind] = [each for each in gone if not each()]
            if not left[kind]:
                seconds[kind] = time.monotonic() - begun
                del left[kind]
    return seconds


def say(what: str, seconds: dict[str, float]) -> float:
    """Print a line of the table; return the worst of it."""
    print(f"{what:<26} {'  '.join(f'{kind} {each:.1f}' for kind, each in seconds.items())}",
          flush=True)  # fmt: skip
    _require({"page", "files", "frames", "feeds", "galleries", "oEmbed"} <= seconds.keys())
    return max(seconds.values())


def _name_of(page: Page) -> str:
    """Return which photo a moderator's page shows."""
    shown = page.soup.select_one("[data-photo]")
    _require(shown is not None)
    return str(shown["data-photo"]) if shown else ""


def _count(stage: Stage) -> int:
    """Count the photos in a stage."""
    return db.session.query(Photo).filter_by(stage=stage).count()


def _require(*facts: bool) -> None:
    """Stop a bar that measures nothing."""
    if not all(facts):
        raise RuntimeError("the bar cannot be measured")


if __name__ == "__main__":
    sys.exit(main())
