"""Make a demonstration, remove it, and look at what there is."""

import io
from collections import Counter
from collections.abc import ItemsView
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from gallery.db import Model, db
from gallery.demo import making
from gallery.demo.plan import Picture, Sending, choose_sendings
from gallery.demo.progress import Progress
from gallery.demo.removing import remove_demonstration
from gallery.models import Decision, Photo, Stage
from gallery.toolbox import Toolbox

both = pytest.mark.parametrize(
    "setup", ["folders", pytest.param("servers", marks=pytest.mark.contract)]
)
PHOTOS = 9  # enough for every fate
#: What stays: the wording from before is the newest again, under a new number.
LEFT = {"campaign": 1, "role": 1, "wording": 2}
#: The log keeps that there was something, and where it ends.
LOG = {"decision_cut", "decision_head"}


def choose_small(photos: int) -> list[Sending]:
    """Return what is sent, of small pictures."""
    return [
        replace(each, pictures=tuple(map(smaller, each.pictures)))
        for each in choose_sendings(photos)
    ]


def smaller(picture: Picture) -> Picture:
    """Return the same picture, smaller."""
    width, height = picture.file.size
    return replace(picture, file=replace(picture.file, size=(width // 4, height // 4)))


class Stopped(Progress):
    """Somebody presses Ctrl-C as soon as anything is done."""

    def say(self, what: str, done: int, total: int) -> None:
        """Stop."""
        raise KeyboardInterrupt


def make(app: Flask, tools: Toolbox, *, photos: int, progress: Progress | None = None) -> None:
    """Make a demonstration of so many photos."""
    progress = progress or Progress(io.StringIO())
    making.make_demonstration(tools, app.app_context, progress=progress, photos=photos)
    db.session.rollback()


def remove(app: Flask, tools: Toolbox) -> None:
    """Remove it."""
    remove_demonstration(tools, app.app_context, progress=Progress(io.StringIO()))
    db.session.rollback()


def stages() -> dict[Stage, int]:
    """Return how many photos are in each stage."""
    return dict(Counter(db.session.scalars(select(Photo.stage))))


def acts() -> ItemsView[str, int]:
    """Return what was decided, and how often."""
    return Counter(db.session.scalars(select(Decision.act))).items()


def stored(tools: Toolbox) -> list[str]:
    """Return every key in both stores."""
    return [found.key for store in (tools.private, tools.public) for found in store.list()]


def rows() -> dict[str, int]:
    """Return the tables that have rows, and how many; the log's ends do not count."""
    counts = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Model.metadata.sorted_tables
        if table.name not in LOG
    }
    return {name: count for name, count in counts.items() if count}
