"""The demonstration's files are read as a camera's would be."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from gallery.demo.files import HELD, Job, make_file
from gallery.demo.plan import File, Picture
from gallery.images.facts import read_facts

NOON = datetime(2009, 3, 16, 12, 0, 5, tzinfo=ZoneInfo("Europe/Vilnius"))
PLACE = (54.6892, -25.2798)


def made(kind: str, **said: object) -> bytes:
    """Make a file."""
    return make_file(Job(Picture(36, File(kind, (200, 150), **said)), NOON, PLACE))


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "PNG", "WEBP", "AVIF"])
def test_every_kind_says_when_and_where(kind: str):
    facts = read_facts(made(kind, has_place=True))

    assert facts.taken_at == NOON.replace(tzinfo=None)
    assert facts.offset == "+02:00"
    assert (facts.lat, facts.lon) == pytest.approx(PLACE, abs=1e-4)
    assert facts.warnings == ()


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "PNG", "WEBP", "AVIF"])
def test_what_is_not_noted_is_not_there(kind: str):
    facts = read_facts(made(kind, has_day=False))

    assert (facts.taken_at, facts.lat, facts.lon) == (None, None, None)


@pytest.mark.parametrize("orientation", HELD)
def test_however_it_was_held_it_is_seen_upright(orientation: int, dark_room):
    upright = dark_room.examine(made("JPEG"))

    turned = dark_room.examine(made("JPEG", orientation=orientation))

    assert (turned.width, turned.height) == (200, 150)
    # The likeness of a picture that lies or stands on its head differs in about half of its bits.
    assert (turned.likeness ^ upright.likeness).bit_count() <= 8


def test_the_same_picture_is_the_same_file():
    assert made("JPEG") == made("JPEG")
