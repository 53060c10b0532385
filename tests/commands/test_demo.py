"""``gallery demo`` makes and removes, and says so."""

import re

import pytest

from gallery.commands import demo
from gallery.demo import making
from gallery.demo.plan import Sending
from tests.commands.conftest import Type
from tests.demo.doing import Stopped, choose_small


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pictures: drawing them takes most of the time."""
    monkeypatch.setattr(making, "choose_sendings", choose_small)
    monkeypatch.setattr(making, "choose_rehearsal", choose_night)


def choose_night(photos: int, *, edition: str) -> list[Sending]:
    """Nothing is sent: who is invited does not depend on it."""
    return []


def test_the_command_says_what_became_of_the_photos(
    type_in: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GALLERY_UNDO_SECONDS", "0")

    code, said = type_in("demo", "--photos", "2")

    assert code == 0
    assert ": 2 published." in said
    assert type_in("demo", "--remove")[0] == 0
    assert type_in("demo", "--remove") == (2, "gallery: there is no demonstration here\n")


def test_a_stopped_command_says_how_to_go_on(
    type_in: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "Progress", Stopped)

    code, said = type_in("demo", "--photos", "1")

    assert code == 130
    assert "The same command goes on" in said
    assert "Traceback" not in said


def test_the_command_refuses_in_one_sentence(type_in: Type) -> None:
    type_in("edition", "add", "--day", "2026-11-01")

    code, said = type_in("demo")

    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith("gallery: this gallery has editions of its own")


def test_a_rehearsal_prints_links_that_let_people_in(type_in: Type) -> None:
    code, said = type_in("demo", "--queue", "1")

    assert code == 0
    assert len(re.findall(r"@demonstration\.invalid +http://\S+/sign-up/\w+", said)) == 4
    assert "A link is good once and for seven days" in said
