"""``gallery doctor`` finds what was tallied wrong and which files are gone."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update

from gallery.commands.doctor import (
    HEADS,
    TROUBLES,
    check_audit,
    how_heads_are_seen,
    missing_files,
    wrong_city_tallies,
    wrong_tallies,
)
from gallery.db import db, unit_of_work
from gallery.images.darkroom import DarkRoom
from gallery.images.heads import is_installed
from gallery.journey.checking import Checked, Trouble
from gallery.journey.counting import count_photo
from gallery.models import CityTally, Photo, Stage, Tally
from gallery.toolbox import Toolbox
from tests.architecture import ROOT
from tests.commands.conftest import Type
from tests.factories import create_photo


@pytest.fixture
def published(app: Flask, tools: Toolbox) -> Photo:
    """A published photo, counted, with all its files."""
    photo = create_photo(stage=Stage.PUBLISHED)
    with unit_of_work():
        count_photo(db.session.get_one(Photo, photo.id), by=+1)
    tools.private.put(photo.original_key or "", b"an original")
    for each in photo.renditions:
        tools.public.put(media_key(photo, each), b"a rendition")
    return photo


def media_key(photo: Photo, rendition: dict[str, object]) -> str:
    """Name the file of a rendition."""
    name = f"{photo.media_token}-{rendition['width']}.{rendition['format']}"
    return f"media/{photo.public_id}/{name}"


def troubles(tools: Toolbox) -> list[str]:
    """Return what the doctor says."""
    return [*wrong_tallies(), *wrong_city_tallies(), *missing_files(tools)]


def test_a_healthy_gallery_has_nothing(published: Photo, tools: Toolbox) -> None:
    assert troubles(tools) == []


@pytest.mark.parametrize("scope", ["all", "2010", "2010-12", "2010/lt", "2010-12/lt"])
@pytest.mark.parametrize("counts", [{"photos": 2}, {"cities": 3}, {"photos": 0}])
def test_a_wrong_tally_is_found(
    published: Photo, tools: Toolbox, scope: str, counts: dict[str, int]
) -> None:
    with unit_of_work():
        db.session.execute(update(Tally).where(Tally.scope == scope).values(counts))

    assert [line.split(":")[0] for line in troubles(tools)] == [f"tally {scope}"]


@pytest.mark.parametrize("photos", [0, 7])
def test_a_wrong_tally_of_a_city_is_found(published: Photo, tools: Toolbox, photos: int) -> None:
    with unit_of_work():
        this_year = update(CityTally).where(CityTally.scope == "2010")
        db.session.execute(this_year.values(photos=photos))

    assert troubles(tools) == [f"tally 2010 of lt/vilnius: kept {photos}, counted 1"]


def test_a_tally_without_photos_is_found(published: Photo, tools: Toolbox) -> None:
    with unit_of_work():
        db.session.add(Tally(scope="2009", photos=4, cities=1))

    assert troubles(tools) == ["tally 2009: kept (4, 1), counted None"]


def test_a_missing_original_is_found(published: Photo, tools: Toolbox) -> None:
    tools.private.delete(published.original_key or "")

    assert troubles(tools) == [f"photo {published.id}: its original is missing"]


def test_a_missing_rendition_is_found(published: Photo, tools: Toolbox) -> None:
    key = media_key(published, published.renditions[0])
    tools.public.delete(key)

    assert troubles(tools) == [f"photo {published.id}: {key.rpartition('/')[2]} is missing"]


def test_a_healthy_gallery_is_told_so(type_in: Type) -> None:
    code, said = type_in("doctor")

    assert (code, said.count("\n")) == (0, 2)
    assert said.splitlines()[0] in HEADS.values()
    assert said.splitlines()[1].startswith("all is well")


@pytest.mark.parametrize("how", ["off", "missing", "broken"])
def test_the_doctor_says_why_no_heads_are_suggested(
    tools: Toolbox, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr("gallery.commands.doctor.is_installed", lambda: how != "missing")
    settings = replace(tools.settings, suggest_heads=how != "off")

    assert how_heads_are_seen(replace(tools, settings=settings)) == how


def test_the_doctor_says_that_heads_are_suggested(tools: Toolbox) -> None:
    if not is_installed():
        pytest.skip("the extra “faces” is not installed")
    room = DarkRoom(heads=True)

    how = how_heads_are_seen(replace(tools, dark_room=room))

    room.close()
    assert how == "fine"


def test_a_whole_log_is_told_with_what_to_write_down(type_in: Type) -> None:
    code, said = type_in("doctor", "--audit")

    assert (code, said.splitlines()[-1]) == (0, "the log is whole")
    assert re.search(r"0 decisions, the last one is 0:0{16}\n", said)


@pytest.mark.parametrize("what", TROUBLES)
def test_a_changed_log_is_told_with_what_to_do(
    tools: Toolbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    done = Checked(troubles=[Trouble(what, 3, 5, 4, 9)], more=1)
    monkeypatch.setattr("gallery.commands.doctor.check_log", lambda *_, **__: done)

    code = check_audit(tools)

    said = capsys.readouterr().out
    assert (code, "docs/audit.md" in said, "1 more troubles" in said) == (1, True, True)
    assert "{" not in said


def test_every_trouble_that_is_looked_for_has_its_words() -> None:
    code = (ROOT / "gallery" / "journey" / "checking.py").read_text()

    assert set(re.findall(r'Trouble\("([a-z-]+)"', code)) == TROUBLES.keys()


@pytest.mark.parametrize("said", ["12", "x:0123456789abcdef", "12:0123", "12:0123456789abcdeg"])
def test_what_was_written_down_wrongly_is_refused(type_in: Type, said: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        type_in("doctor", "--audit", "--known", said)
