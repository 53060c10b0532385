"""Rows with full defaults: a test names only what it is about."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from typing import Any, TypeVar

from flask import current_app

from gallery.accounts import write_email
from gallery.db import db
from gallery.journey.counting import count_photo
from gallery.models import (
    MODERATOR,
    Account,
    Action,
    ActionLink,
    ActionStage,
    Bulk,
    BulkStage,
    City,
    Edition,
    FaceWish,
    Photo,
    Role,
    Source,
    Stage,
    Submission,
)

NOON = datetime(2010, 12, 20, 12, 0, tzinfo=UTC)
numbers = count(1)

VILNIUS = {
    "geoname_id": 593116, "country": "lt", "slug": "vilnius", "name": "Vilnius", "region": "",
    "lat": 54.68916, "lon": 25.2798, "timezone": "Europe/Vilnius",
}  # fmt: skip


Row = TypeVar("Row")


def saved(row: Row) -> Row:
    """Write a row and give it back with its number."""
    db.session.add(row)
    db.session.commit()
    return row


def create_city(**said: Any) -> City:
    """A city: Vilnius, the same row each time, unless said otherwise."""
    wanted = {**VILNIUS, **said}
    known = db.session.query(City).filter_by(geoname_id=wanted["geoname_id"]).one_or_none()
    return known or saved(City(**wanted))


def create_turin() -> City:
    """Another city, in another country."""
    return create_city(
        geoname_id=3165524, country="it", slug="turin", name="Turin", lat=45.07049, lon=7.68682
    )


def create_edition(**said: Any) -> Edition:
    """An edition: December 2010, the same row each time, unless said otherwise."""
    wanted = {
        "year": 2010, "month": 12, "name": "December 2010", "day": date(2010, 12, 18),
        "first_day": date(2010, 12, 10), "closes_on": date(2011, 1, 31), **said,
    }  # fmt: skip
    known = db.session.query(Edition).filter_by(year=wanted["year"], month=wanted["month"])
    return known.one_or_none() or saved(Edition(**wanted))


def create_action(**said: Any) -> Action:
    """A confirmed action in Vilnius in December 2010."""
    wanted = {"stage": ActionStage.CONFIRMED, **said}
    wanted.setdefault("city", create_city())
    wanted.setdefault("edition", create_edition())
    return saved(Action(**wanted))


def create_link(**said: Any) -> ActionLink:
    """An open link of that action."""
    wanted = {"token": f"link{next(numbers):012}", "organisation": "A group", **said}
    wanted.setdefault("made_on", NOON.date())
    if "action" not in wanted:
        wanted["action"] = create_action()
    return saved(ActionLink(**wanted))


def create_submission(**said: Any) -> Submission:
    """A sent submission with permission, everyone agreed to be shown."""
    number = next(numbers)
    return saved(
        Submission(
            **{
                "draft_hash": f"{number:064}",
                "faces": FaceWish.AGREED,
                "consent_version": 1,
                "consent_day": NOON.date(),
                "begun_at": NOON,
                "sent_at": NOON,
                **said,
            }
        )
    )


def create_photo(**said: Any) -> Photo:
    """A waiting photo from Vilnius, December 2010, of a sent submission."""
    number = next(numbers)
    wanted = {
        "public_id": f"p{number:015}", "stage": Stage.WAITING, "stage_since": NOON,
        "day": date(2010, 12, 18), "day_source": Source.CAMERA, "place_source": Source.CAMERA,
        "file_hash": f"{number:064}", "format": "jpeg", "width": 1600, "height": 1200,
        "original_key": f"originals/{number}", "preview_key": f"previews/{number}",
        "previews": [{"width": 640, "height": 480, "format": "jpg"}],
        "likeness": likeness_of(number), "colour": "#777777", **said,
    }  # fmt: skip
    wanted.setdefault("city", create_city())
    wanted.setdefault("country", wanted["city"].country if wanted["city"] else None)
    wanted.setdefault("edition", create_edition())
    wanted.setdefault("submission", create_submission())
    if wanted["stage"] is Stage.PUBLISHED:
        wanted = {**_published(number), **wanted}
    return saved(Photo(**wanted))


def put_original(photo: Photo, data: bytes) -> None:
    """Let a photo have an original: its bytes, and what its row knows of them."""
    tools = current_app.extensions["toolbox"]
    tools.private.put(photo.original_key or "", data)
    photo.file_hash = tools.keys.hash("file", sha256(data).digest())
    db.session.commit()


def likeness_of(number: int) -> str:
    """A likeness of its own for each number: nothing looks like another by accident."""
    return sha256(str(number).encode()).hexdigest()[:16]


def create_published(**said: Any) -> Photo:
    """A published photo from Vilnius, December 2010, counted in the tallies."""
    photo = create_photo(stage=Stage.PUBLISHED, **said)
    count_photo(photo, by=+1)
    db.session.commit()
    return photo


def create_account(*roles: str, **said: Any) -> Account:
    """An account with these roles. Its password cannot be signed in with."""
    number = next(numbers)
    wanted = {
        "email": f"person{number}@example.org", "name": f"Person {number}", "password": "!",
        "fs_uniquifier": f"{number:032}", **said,
    }  # fmt: skip
    email = wanted.pop("email")
    account = Account(**wanted, roles=list(_roles(roles)))
    write_email(account, email, tools=current_app.extensions["toolbox"])
    return saved(account)


def create_bulk(*photos: Photo, **said: Any) -> Bulk:
    """What one moderator proposes to do with many photos."""
    number = next(numbers)
    wanted = {
        "public_id": f"b{number:015}", "act": "approve", "stage": BulkStage.PROPOSED, "at": NOON,
        "photos": [[photo.id, photo.version] for photo in photos], "done": [], "left": [], **said,
    }  # fmt: skip
    wanted.setdefault("account", create_account(MODERATOR))
    return saved(Bulk(**wanted))


def _roles(names: Iterable[str]) -> Iterable[Role]:
    """Roles by their names."""
    for name in names:
        known = db.session.query(Role).filter_by(name=name).one_or_none()
        yield known or saved(Role(name=name))


def _published(number: int) -> dict[str, Any]:
    """What a published row has besides."""
    sizes = ((320, 240), (640, 480), (1280, 960))
    return {
        "media_token": f"t{number:015}",
        "renditions": [
            {"width": width, "height": height, "format": kind}
            for kind in ("jpg", "avif")
            for width, height in sizes
        ],
        "public_width": 1280,
        "public_height": 960,
        "published_at": NOON,
    }
