"""The demonstration campaign, made as a person would who wants to look at it, and served."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import Select, func, select

from config import Settings
from gallery.db import db, unit_of_work
from gallery.history import NewSupporter, keep_supporter
from gallery.journey import press
from gallery.journey.visit import Scope, list_partner_galleries
from gallery.models import City, CityTally, Edition, Photo, Stage, SupporterKind
from gallery.partners import change_partner
from tests.crawling import STARTS, Answer, Site
from tests.running import Running, running_gallery
from tests.servers import free_port

PHOTOS, KIT = 120, 12
#: Nobody gets more than 600 cards an hour: those of cities in a year are left alone, too.
OTHER_CARDS = (
    r"^/(?!en)[a-z]{2}/.*card\.jpg$|^/\d{4}[^/]*/../[^/]+/card\.jpg$|^/oembed.*:\d+/[a-z]{2}/"
)
LANGUAGE = re.compile(r"^/[a-z]{2}(?=/(?!$))")
#: What makes two addresses pages of one kind.
KINDS = (
    (r"\?after=.*", "?after"), (r"\?.*", "?"), (r"\d{4}-\d{2}", "MONTH"), (r"\d{4}", "YEAR"),
    (r"/photos/[^/]+", "/photos/ID"), (r"(MONTH|YEAR|cities)/[a-z]{2}/[^/?]+/", r"\1/cc/city/"),
    (r"(MONTH|YEAR|cities)/[a-z]{2}/", r"\1/cc/"),
)  # fmt: skip


@contextmanager
def demonstration(folder: Path | None = None, *, photos: int = PHOTOS) -> Iterator[Running]:
    """Run a gallery with the demonstration, kept in a folder if there is one."""
    with tempfile.TemporaryDirectory() as passing:
        settings = Settings(data_dir=folder or Path(passing), port=free_port())
        make_demonstration(settings, photos=photos)
        with running_gallery(settings) as gallery:
            give_to_others()
            yield gallery


def make_demonstration(settings: Settings, *, photos: int = PHOTOS) -> None:
    """Fill a new data folder with photos; one that was filled before stays as it is."""
    environment = {**os.environ, "GALLERY_DATA_DIR": str(settings.folder)}
    command = [sys.executable, "-m", "gallery", "demo", "--photos", str(photos)]
    if not (settings.folder / "gallery.sqlite").exists():
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def give_to_others() -> None:
    """Let newspapers and a partner have something to show."""
    give_to_newspapers()
    if not list_partner_galleries():
        give_to_a_partner()


def give_to_a_partner() -> None:
    """Let the newest photos have come by a partner's links, and show them in its gallery."""
    tools = current_app.extensions["toolbox"]
    newest = _published().order_by(Photo.published_at.desc()).limit(PHOTOS // 2)
    with unit_of_work():
        supporter = keep_supporter(NewSupporter(SupporterKind.PARTNER, "House of Words"))
        partner = change_partner(supporter, origins="", has_gallery=True, tools=tools)
        for photo in db.session.scalars(newest):
            photo.partner_id = partner.id


def give_to_newspapers() -> None:
    """Make a press kit of the edition with the most photos."""
    with unit_of_work():
        number = func.count(Photo.id).desc()
        wanted = select(Photo.edition_id).where(Photo.stage == Stage.PUBLISHED)
        best = db.session.scalars(wanted.group_by(Photo.edition_id).order_by(number)).first()
        photos = db.session.scalars(_published().where(Photo.edition_id == best).limit(KIT))
        press.choose(db.session.get_one(Edition, best), [each.public_id for each in photos])


def pages_of() -> dict[str, str]:
    """Name a page of every kind that visitors meet, where there is most to see."""
    photo = db.session.scalars(_published().order_by(Photo.published_at.desc())).first()
    wanted = select(CityTally).where(CityTally.scope.like("____"))
    fullest = db.session.scalars(wanted.order_by(CityTally.photos.desc())).first()
    if photo is None or fullest is None:
        raise RuntimeError("there is nothing to see")
    city, year = db.session.get_one(City, fullest.city_id), fullest.scope
    edition = next(each for each in Scope(year=int(year)).editions)
    place, kit = f"{city.country}/{city.slug}", press.list_editions_with_kits()[0]
    [their, *_] = list_partner_galleries()
    return {
        "home": "/", "year": f"/{year}/", "edition": f"/{edition.slug}/",
        "country-year": f"/{year}/{city.country}/", "city-year": f"/{year}/{place}/",
        "country": f"/cities/{city.country}/", "city": f"/cities/{place}/",
        "photo": f"/photos/{photo.public_id}", "cities": "/cities/", "map": "/map/",
        "map-year": f"/map/{year}/", "search": f"/search/?q={city.slug}", "about": "/about/",
        "press": "/press/", "kit": f"/press/{kit.slug}/", "wall": f"/live/{edition.slug}/",
        "partner": f"/partners/{their.partner.key}/", "help": "/embed/help/", "api": "/api/",
        "privacy": "/privacy/", "imprint": "/imprint/", "embedding": "/embed/",
        "frame": f"/embed/{year}/", "photo-frame": f"/embed/photos/{photo.public_id}",
        "add": "/add/", "start": "/start/", "receipt": "/receipt/", "sign-in": "/sign-in",
        "report": f"/photos/{photo.public_id}/report", "ask": f"/photos/{photo.public_id}/ask",
    }  # fmt: skip


def _published() -> Select[Photo]:
    """Choose what is public."""
    return select(Photo).where(Photo.stage == Stage.PUBLISHED)


def crawled(address: str, *, languages: str, spoken: str) -> Site:
    """Go through a running gallery by its links; cards are drawn in English only.

    Without English among the languages only theirs is gone through.
    """
    line = HTTPConnection(urlsplit(address).netloc, timeout=60)

    def get(path: str) -> Answer:
        line.close()  # a server ends a connection that nothing comes over for a while
        line.request("GET", path, headers={"Accept": "text/html,*/*", "Accept-Language": "en"})
        answer = line.getresponse()
        body, headers = answer.read(), {name.title(): said for name, said in answer.getheaders()}
        is_text = re.search(r"text/|xml|json", headers.get("Content-Type", ""))
        return Answer(answer.status, headers, body.decode() if is_text else "")

    is_whole = "en" in languages.split()
    but = OTHER_CARDS if is_whole else rf"{OTHER_CARDS}|^/(?!{languages}/|media/|static/|robots)"
    site = Site(get, address=address, languages=languages, spoken=spoken, but=but)
    if not is_whole:
        site.crawl((f"/{languages}/", "/robots.txt"))
        return site
    months = db.session.scalars(select(Edition).order_by(Edition.day.desc())).first()
    walls = [f"/live/{months.slug}/"] if months else []  # linked while an edition is open only
    site.crawl((*STARTS, *walls))
    return site


def kind_of(path: str) -> str:
    """Return what kind of page an address leads to, whatever its language."""
    kind = LANGUAGE.sub("", path)
    for pattern, name in KINDS:
        kind = re.sub(pattern, name, kind)
    return kind


def language_of(path: str) -> str:
    """Return the language that an address names, "en" where it names none."""
    found = re.match(r"/([a-z]{2})/", path)
    return found[1] if found else "en"
