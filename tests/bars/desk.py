"""A gallery in the middle of an evening: all that moderators may meet can wait in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from config import Settings
from gallery.app import create_app
from gallery.campaigns import begin_campaign, change_campaign
from gallery.db import Model, db, unit_of_work
from gallery.demo.drawings import draw_picture
from gallery.images.darkroom import DarkRoom
from gallery.images.renditions import Rendition, jpegs, sizes_of
from gallery.journey.examine import describe
from gallery.keys import Keys
from gallery.models import Account, Photo
from gallery.places.cities import Cities
from gallery.queue import MemoryQueue
from gallery.storage import open_store
from gallery.toolbox import Toolbox
from tests.factories import create_photo, create_published
from tests.gazetteer import build_once
from tests.house import CAMPAIGN, Browser, Clock, signed_in

SIZES = ((1600, 1200), (1200, 1600), (1600, 1067), (1350, 1350))
DRAWINGS = 12


@dataclass
class Evening:
    """The gallery of the evening, who works in it, and its photos by a name."""

    app: Flask
    people: dict[str, Account] = field(default_factory=dict)
    photos: dict[str, str] = field(default_factory=dict)  # public ids
    named: dict[str, str] = field(default_factory=dict)  # what else stands in addresses
    _browsers: dict[str, FlaskClient] = field(default_factory=dict)

    @property
    def tools(self) -> Toolbox:
        """Its tools."""
        return self.app.extensions["toolbox"]  # type: ignore[no-any-return]

    def browser_of(self, name: str) -> FlaskClient:
        """Return the browser of somebody who is signed in; a visitor's for nobody's name."""
        if name not in self._browsers:
            person = self.people.get(name)
            browser = signed_in(self.app, person) if person else self.app.test_client()
            self._browsers[name] = browser
        return self._browsers[name]

    def wait(self, name: str, *, shape: int = 0, **said: Any) -> Photo:
        """Let a photo wait; its name is known from then on."""
        photo = create_photo(**_drawn_as(shape), **said)
        self._put(name, photo, shape)
        return photo

    def publish(self, name: str, *, shape: int = 0, **said: Any) -> Photo:
        """Publish a photo."""
        photo = create_published(**_drawn_as(shape), **said)
        pictures = _picture(shape % DRAWINGS)
        photo.renditions = describe(pictures)
        photo.public_width, photo.public_height = pictures[-1].width, pictures[-1].height
        for each in pictures:
            key = f"media/{photo.public_id}/{photo.media_token}-{each.width}.{each.format}"
            self.tools.public.put(key, each.data)
        self._put(name, photo, shape)
        return photo

    def _put(self, name: str, photo: Photo, shape: int) -> None:
        for each in _picture(shape % DRAWINGS):
            self.tools.private.put(f"{photo.preview_key}/{each.width}.jpg", each.data)
        self.photos[name] = photo.public_id
        db.session.commit()


@contextmanager
def an_evening(folder: Path, **said: Any) -> Iterator[Evening]:
    """Open a gallery in which nothing waits yet."""
    stores = {"storage_url": "memory:", "public_storage_url": "memory:"}
    settings = Settings(data_dir=folder, **stores, **said)
    tools = Toolbox(
        settings=settings,
        private=open_store(settings.private_store),
        public=open_store(settings.public_store),
        queue=MemoryQueue(),
        cities=Cities(build_once()),
        dark_room=DarkRoom(),
        keys=Keys(b"a secret of the tests"),
        now=Clock(),
    )
    app = create_app(settings, tools=tools)
    app.test_client_class = Browser
    with app.app_context():
        Model.metadata.create_all(db.engine)
        with unit_of_work():
            begin_campaign()
            change_campaign(CAMPAIGN)
        yield Evening(app)
        db.session.remove()


def _drawn_as(shape: int) -> dict[str, Any]:
    """Return the size of a picture, and of its previews."""
    width, height = SIZES[shape % len(SIZES)]
    previews = [
        {"width": each.width, "height": each.height, "format": "jpg"}
        for each in _picture(shape % DRAWINGS)
    ]
    return {"width": width, "height": height, "size": 3_140_000, "previews": previews}


@cache
def _picture(number: int) -> tuple[Rendition, ...]:
    """Draw a picture in the sizes of previews, each once."""
    width, height = SIZES[number % len(SIZES)]
    return tuple(jpegs(sizes_of(draw_picture(number, width=width, height=height))))
