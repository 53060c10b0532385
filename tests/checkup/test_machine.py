"""The doctor finds what is wrong with what the gallery stands on."""

import sqlite3
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine

from gallery.checkup import machine
from gallery.checkup.course import examine
from gallery.checkup.finding import Case, Finding, Level
from gallery.checkup.machine import HEADS, how_heads_are_seen
from gallery.errors import StoreUnavailable, Unavailable
from gallery.images.darkroom import DarkRoom
from gallery.images.heads import is_installed
from gallery.queue import HueyQueue
from gallery.storage.contract import ObjectStat
from gallery.storage.memory import MemoryStore
from gallery.toolbox import Toolbox
from tests.checkups import case_of
from tests.servers import free_port

Usage = namedtuple("Usage", "total used free")


def wrong(findings: Iterator[Finding]) -> list[str]:
    """Return what is wrong; whatever is says what to do."""
    found = [each for each in findings if each.level is Level.WRONG]
    assert all(each.todo for each in found)
    return [each.what for each in found]


def test_an_old_schema_is_found_and_nothing_is_read_through_it(app: Flask, tools: Toolbox) -> None:
    findings = list(examine(Case(tools, lambda: False), repairs=True))

    assert "it has another schema than this code" in wrong(iter(findings))
    assert not {"rows", "files", "tallies", "log"} & {each.check for each in findings}


def test_a_damaged_database_is_found(app: Flask, tools: Toolbox) -> None:
    path = tools.settings.folder / "gallery.sqlite"
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096)

    found = wrong(machine.check_database(case_of(tools)))

    assert found[0].startswith("its file is damaged: ")


def test_a_journal_that_is_not_wal_is_found(
    app: Flask, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = wrong(machine.check_database(case_of(tools)))
    other = SimpleNamespace(engine=_without_wal(tools.settings.folder))
    monkeypatch.setattr("gallery.checkup.machine.db", other)

    found = wrong(machine.check_database(case_of(tools)))

    assert (whole, found) == ([], ["its journal is “delete”, not WAL"])


def test_a_store_that_is_down_is_found_and_the_rest_is_looked_at(
    app: Flask, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_said: object, **_named: object) -> ObjectStat:
        raise StoreUnavailable(cause="it burns")

    monkeypatch.setattr(MemoryStore, "put", refuse)

    found = wrong(examine(case_of(tools), repairs=False))

    assert "the public store cannot be used: store-unavailable (cause='it burns')" in found
    assert "tallies" in {each.check for each in examine(case_of(tools), repairs=False)}


@pytest.mark.parametrize(
    ("seconds", "level"), [(1, Level.FINE), (-20, Level.NOTE), (90, Level.WRONG)]
)
def test_a_store_whose_clock_is_wrong_is_found(
    app: Flask, tools: Toolbox, monkeypatch: pytest.MonkeyPatch, seconds: int, level: Level
) -> None:
    put = MemoryStore.put

    def later(store: MemoryStore, key: str, body: bytes) -> ObjectStat:
        found = put(store, key, body)
        return replace(found, modified=found.modified + timedelta(seconds=seconds))

    monkeypatch.setattr(MemoryStore, "put", later)

    assert {each.level for each in machine.check_clock(case_of(tools))} == {level}


@pytest.mark.parametrize(
    ("free", "level"), [(400, Level.WRONG), (800, Level.NOTE), (2_000, Level.FINE)]
)
def test_a_full_disk_is_found(
    tools: Toolbox, monkeypatch: pytest.MonkeyPatch, free: int, level: Level
) -> None:
    usage = Usage(10_000 << 20, 0, free << 20)
    monkeypatch.setattr("gallery.checkup.machine.shutil.disk_usage", lambda _: usage)

    assert [each.level for each in machine.check_disk(case_of(tools))] == [level]


@pytest.mark.parametrize(("required", "level"), [(True, Level.WRONG), (False, Level.NOTE)])
def test_a_kernel_without_walls_is_found(
    tools: Toolbox, monkeypatch: pytest.MonkeyPatch, *, required: bool, level: Level
) -> None:
    monkeypatch.setattr("gallery.checkup.machine.landlock.version", lambda: 0)
    settings = replace(tools.settings, require_sandbox=required)

    found = list(machine.check_sandbox(Case(replace(tools, settings=settings), lambda: True)))

    assert (found[0].level, "no Landlock" in found[0].what) == (level, True)


def test_a_secret_that_others_may_read_is_found_and_taken_back(tools: Toolbox) -> None:
    path = tools.settings.folder / "secret"
    path.write_text("a secret")
    path.chmod(0o644)

    found = list(machine.check_secret(case_of(tools)))

    assert [each.level for each in found] == [Level.WRONG]
    assert found[0].mend is not None
    found[0].mend()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_queue_that_does_not_answer_is_found(app: Flask, tools: Toolbox) -> None:
    queue = HueyQueue(f"redis://127.0.0.1:{free_port()}/0")

    found = [
        each
        for each in examine(Case(replace(tools, queue=queue), lambda: True), repairs=False)
        if each.check == "queue"
    ]

    assert [each.level for each in found] == [Level.WRONG]
    assert "queue-unavailable" in found[0].what
    assert queue.pending() == 0
    with pytest.raises(Unavailable):
        queue.length()


@pytest.mark.parametrize("how", ["off", "missing", "broken"])
def test_the_doctor_says_why_no_heads_are_suggested(
    tools: Toolbox, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr("gallery.checkup.machine.is_installed", lambda: how != "missing")
    settings = replace(tools.settings, suggest_heads=how != "off")
    case = case_of(replace(tools, settings=settings))

    said = [each.what for each in machine.check_heads(case)]

    assert (how_heads_are_seen(case), said) == (how, [HEADS[how]])


def test_the_doctor_says_that_heads_are_suggested(tools: Toolbox) -> None:
    if not is_installed():
        pytest.skip("the extra “faces” is not installed")
    room = DarkRoom(heads=True)

    how = how_heads_are_seen(case_of(replace(tools, dark_room=room)))

    room.close()
    assert how == "fine"


def test_the_doctor_names_versions(tools: Toolbox) -> None:
    said = next(machine.check_versions(case_of(tools))).what

    assert f"SQLAlchemy {__import__('sqlalchemy').__version__}" in said


def _without_wal(folder: Path) -> Engine:
    """An engine on a database with another journal."""
    path = folder / "other.sqlite"
    sqlite3.connect(path).close()
    return create_engine(f"sqlite:///{path}")
