"""A gallery of any number of published photos: their rows are copies of one, their files none."""

import random
import shutil
import sys
from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from config import Settings
from gallery.app import create_app
from gallery.campaigns import begin_campaign, change_campaign
from gallery.db import Model, db, unit_of_work
from gallery.journey.counting import count_cities_in_full, count_in_full
from gallery.journey.filing import adopt_city
from gallery.models import City, CityTally, Edition, Photo, Tally
from gallery.places import cities as gazetteer
from tests.factories import create_edition, create_published
from tests.gazetteer import build_once
from tests.house import CAMPAIGN

YEARS = range(2006, 2026)
CITIES = 150
FIRST_ID = 1_000
#: In what a photo differs from the first one. The primes are strangers to the numbers of editions
#: and cities: every city has photos of every year.
OWN = {
    "id": f"{FIRST_ID} + number",
    "public_id": "printf('b%015d', number)",
    "media_token": "printf('m%015d', number)",
    "file_hash": "printf('%064d', number)",
    "published_at": "strftime('%Y-%m-%d %H:%M:%f000', '2012-01-01', '+' || number || ' seconds')",
    "edition_id": "1 + number * 7919 % :editions",
    "city_id": "city.id",
    "country": "city.country",
}
COPY = """
WITH RECURSIVE counted(number) AS (
    SELECT 1 UNION ALL SELECT number + 1 FROM counted WHERE number < :count
)
INSERT INTO photo ({columns})
SELECT {values} FROM counted
JOIN photo AS first ON first.id = :first
JOIN city ON city.id = 1 + number * 104729 % :cities
"""


def open_archive(folder: Path, count: int, *, cities: int = CITIES) -> Flask:
    """Return an application with ``count`` published photos in twenty years and some cities."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(build_once(), settings_of(folder).cities_file)
    app = reopen(folder)
    with app.app_context():
        Model.metadata.create_all(db.engine)
        with unit_of_work():
            begin_campaign()
            change_campaign(CAMPAIGN)
        _add_years()
        add_cities(app.extensions["toolbox"].cities, cities)
        _add_photos(count, cities)
        tally()
    return app


def reopen(folder: Path) -> Flask:
    """Return an application with what lies in a folder."""
    return create_app(settings_of(folder))


def settings_of(folder: Path) -> Settings:
    """Return the settings of an archive."""
    return Settings(data_dir=folder, storage_url="memory:", public_storage_url="memory:")


def _add_years() -> None:
    """Add an edition in each year."""
    for year in YEARS:
        create_edition(year=year, month=3, name=f"March {year}", day=date(year, 3, 16))


def add_cities(cities: gazetteer.Cities, count: int) -> None:
    """Add cities from everywhere, the same ones each time."""
    chance = random.Random(1)
    chosen: dict[int, gazetteer.City] = {}
    while len(chosen) < count:
        found = cities.nearest(chance.uniform(-40, 65), chance.uniform(-180, 180))
        if found:
            chosen[found[0].geoname_id] = found[0]
    with unit_of_work():
        for city in chosen.values():
            adopt_city(city)


def _add_photos(count: int, cities: int) -> None:
    """Add photos: copies of one that goes again."""
    first = create_published(
        id=FIRST_ID, edition=db.session.get(Edition, 1), city=db.session.get(City, 1)
    )
    columns = [column.name for column in Photo.__table__.columns if column.name != "upload_id"]
    values = [OWN.get(name, f"first.{name}") for name in columns]
    statement = COPY.format(columns=", ".join(columns), values=", ".join(values))
    said = {"count": count, "first": first.id, "editions": len(YEARS), "cities": cities}
    with unit_of_work():
        db.session.execute(text(statement), said)
        db.session.delete(first)


def tally() -> None:
    """Write the tallies of what there is."""
    with unit_of_work():
        db.session.query(CityTally).delete()
        db.session.query(Tally).delete()
        for scope, (photos, cities) in count_in_full().items():
            db.session.add(Tally(scope=scope, photos=photos, cities=cities))
        for (scope, city_id), photos in count_cities_in_full().items():
            db.session.add(CityTally(scope=scope, city_id=city_id, photos=photos))


if __name__ == "__main__":
    open_archive(Path(sys.argv[2]), int(sys.argv[1]))
