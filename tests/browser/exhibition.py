"""A gallery with sixty published photos, six years and a map, for browsers to visit."""

import hashlib
import io
import pickle
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import cast

import PIL
from flask import Flask

from config import Settings
from gallery import demo, images
from gallery.app import create_app
from gallery.campaigns import begin_campaign, change_campaign
from gallery.db import Model, db, unit_of_work
from gallery.demo.drawings import draw_picture
from gallery.demo.remembering import draw_logos, tell_history
from gallery.images.darkroom import DarkRoom, Developed
from gallery.journey.examine import describe
from gallery.journey.filing import adopt_city
from gallery.journey.press import choose
from gallery.journey.publish import media_key
from gallery.journey.withdraw import withdraw_photo
from gallery.keys import Keys
from gallery.models import ActionStage, City, Edition, Photo, Statue
from gallery.places.cities import Cities
from gallery.queue import MemoryQueue
from gallery.storage import open_store
from gallery.toolbox import Toolbox
from tests.factories import (
    NOON,
    create_action,
    create_edition,
    create_published,
    create_submission,
    saved,
)
from tests.house import CAMPAIGN, Clock
from tests.once import made_once

#: Year, month, cities reported and in which words.
EDITIONS = (
    (2006, 11, 23, ""),
    (2007, 11, 60, ""),
    (2008, 3, 70, "over 70"),
    (2009, 3, 120, "over 120"),
    (2010, 3, 90, ""),
    (2010, 12, 40, ""),
    (2012, 3, None, ""),
)
CITIES = (
    "Vilnius", "Warsaw", "Brussels", "Kyiv", "Berlin", "Turin", "Ljubljana", "Helsinki", "Athens",
    "Tbilisi", "Lyon", "Prague", "Budapest", "Lisbon", "Riga", "Vienna", "Bologna", "Stockholm",
    "Ghent", "Zagreb", "Sofia", "Leipzig", "Valletta", "Chisinau", "New York", "Tokyo",
)  # fmt: skip
#: In 2009 there is more than a page from many cities, in 2010 more than a page from one.
MANY, ONE, REST = 28, 26, 8
SIZES = ((1350, 1800), (1800, 1350), (1800, 1200), (1760, 990), (1350, 1350))
DRAWINGS = 10
CREDITS = ("", "", "Ana K.", "", "JEF Torino")


def open_exhibition(
    folder: Path, *, cities: Cities, dark_room: DarkRoom, photos: Sequence[bytes] = ()
) -> Flask:
    """Return a gallery with everything in it that visitors may meet; of drawings, or of photos."""
    settings = Settings(data_dir=folder, storage_url="memory:", public_storage_url="memory:")
    tools = Toolbox(
        settings=settings,
        private=open_store(settings.private_store),
        public=open_store(settings.public_store),
        queue=MemoryQueue(),
        cities=cities,
        dark_room=dark_room,
        keys=Keys(b"a secret of the tests"),
        now=Clock(),
    )
    app = create_app(settings, tools=tools)
    with app.app_context():
        Model.metadata.create_all(db.engine)
        with unit_of_work():
            begin_campaign()
            change_campaign(CAMPAIGN)
        developed = [dark_room.develop(each, covers=(), crop=None) for each in photos]
        _hang_photos(tools, developed or [_develop(number, tools) for number in range(DRAWINGS)])
        db.session.remove()
    return app


def _hang_photos(tools: Toolbox, pictures: list[Developed]) -> None:
    """Publish the photos, and take one back."""
    editions = [_edition(*each) for each in EDITIONS]
    cities = [adopt_city(tools.cities.search(name, limit=1)[0]) for name in CITIES]
    db.session.commit()
    for edition in editions:
        for city in cities[: 5 + edition.month]:
            create_action(city=city, edition=edition, stage=ActionStage.PHOTOGRAPHED)
    hang = partial(_hang, pictures=pictures)
    for number in range(ONE):
        hang(number, city=cities[0], edition=editions[4], tools=tools)
    for number in range(ONE, ONE + MANY):
        hang(number, city=cities[number % len(cities)], edition=editions[3], tools=tools)
    for number in range(ONE + MANY, ONE + MANY + REST):
        hang(number, city=None, edition=editions[number % len(editions)], tools=tools)
    _tell(editions[3], tools)
    back = hang(99, city=cities[0], edition=editions[4], tools=tools)
    with unit_of_work() as unit:
        withdraw_photo(back, tools=tools, unit=unit)


def _tell(edition: Edition, tools: Toolbox) -> None:
    """Tell the campaign's history, name who stands by it, and give newspapers some photos."""
    logos = draw_logos(tools=tools)
    with unit_of_work():
        tell_history(logos, tools=tools)
        photos = db.session.query(Photo).filter_by(edition=edition)
        choose(edition, [each.public_id for each in photos])


def _hang(
    number: int,
    *,
    city: City | None,
    edition: Edition,
    pictures: list[Developed],
    tools: Toolbox,
) -> Photo:
    """Publish one photo; without a city it is one of a country alone."""
    picture = pictures[number % len(pictures)]
    photo = create_published(
        renditions=describe(picture.renditions),
        public_width=picture.width,
        public_height=picture.height,
        colour=picture.colour,
        published_at=NOON + timedelta(minutes=number),
        city=city,
        country=city.country if city else "pl",
        edition=edition,
        day=edition.day,
        statue=saved(Statue(city_id=city.id, name="The general")) if city and not number else None,
        caption="They would not listen." if number % 7 == 0 else "",
        submission=create_submission(credit=CREDITS[number % len(CREDITS)]),
    )
    for each in picture.renditions:
        key = media_key(photo.public_id, str(photo.media_token), each)
        tools.public.put(key, each.data)
    return photo


def _develop(number: int, tools: Toolbox) -> Developed:
    """Return the published sizes of a drawing; each is drawn and developed once for everybody."""

    def make(path: Path) -> None:
        width, height = SIZES[number % len(SIZES)]
        drawing = io.BytesIO()
        draw_picture(number, width=width, height=height).save(drawing, "JPEG", quality=88)
        developed = tools.dark_room.develop(drawing.getvalue(), covers=(), crop=None)
        path.write_bytes(pickle.dumps(developed))

    path = made_once(f"developed-{_MARK}-{number}.pickle", make)
    return cast("Developed", pickle.loads(path.read_bytes()))


def _code() -> Iterator[bytes]:
    """Yield the code that draws and develops: other code, other pictures."""
    yield PIL.__version__.encode()
    for room in (demo, images):
        for path in sorted(Path(room.__file__).parent.rglob("*.py")):
            yield path.read_bytes()


_MARK = hashlib.sha256(b"".join(_code())).hexdigest()[:16]


def _edition(year: int, month: int, cities: int | None, words: str) -> Edition:
    """An edition with what was reported of it."""
    day = date(year, month, 16)
    return create_edition(
        year=year,
        month=month,
        name=f"{day:%B %Y}",
        day=day,
        first_day=day,
        closes_on=date(year, month, 28),
        reported_cities=cities,
        reported_words=words,
        reported_source="A newspaper of the time" if words else "",
    )
