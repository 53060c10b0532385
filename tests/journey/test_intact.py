"""A byte that changed by itself is found, is never shown, and is mended where that can be."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pyrage
import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.commands.storage import Reading
from gallery.db import db, unit_of_work
from gallery.errors import ObjectDamaged
from gallery.journey import intact, settle, viewing
from gallery.journey.intact import File, list_files
from gallery.journey.withdraw import withdraw_photo
from gallery.models import MODERATOR, Fingerprint, Original, Photo, Stage
from gallery.sealing import Sealer
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_edition
from tests.house import Clock
from tests.journey.test_way import approve, send_photo
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks

DAY = datetime(2010, 12, 18, 14, 30)


@pytest.fixture
def setup() -> str:
    """Files on a disk, which can be damaged."""
    return "folders"


@pytest.fixture(autouse=True)
def _nobody_was_called() -> Iterator[None]:
    """Numbers of photos begin again with each test."""
    intact._called.clear()
    yield
    intact._called.clear()


@pytest.fixture
def waiting(app: Flask, tools: Toolbox) -> Photo:
    """A photo that waits for a moderator."""
    create_edition()
    return send_photo(make_photo(taken_at=DAY), tools=tools)[0]


@pytest.fixture
def published(waiting: Photo, tools: Toolbox, clock: Clock) -> Photo:
    """A photo that went the whole way."""
    approve(waiting, tools=tools)
    clock.forward(seconds=11)
    Tasks(tools).publish(waiting.id)
    db.session.expire_all()
    return waiting


def path_of(file: File, tools: Toolbox) -> Path:
    """Return where a file lies."""
    folder = "private" if file.store is tools.private else "public"
    return tools.settings.folder / folder / file.key


def flip(path: Path) -> None:
    """Change one bit of a file, as a tired disk does."""
    data = bytearray(path.read_bytes())
    data[random.Random(path.name).randrange(len(data))] ^= 1
    path.write_bytes(data)


def found_by(tools: Toolbox, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what a reading of all files says is wrong."""
    db.session.rollback()
    Reading(tools).go()
    return [line for line in capsys.readouterr().out.splitlines() if line.startswith("photo ")]


def test_every_file_of_a_photo_is_known_once_it_is_written(
    published: Photo, tools: Toolbox
) -> None:
    files = list_files(published, tools=tools)

    stored = [each.key for store in (tools.private, tools.public) for each in store.list()]
    assert sorted(each.key for each in files) == sorted(stored)
    assert all(each.digest for each in files)


def test_small_previews_are_known_too(waiting: Photo, tools: Toolbox) -> None:
    files = list_files(waiting, tools=tools)

    assert [each.what for each in files if each.digest][-1] == "its preview small.avif"


def test_a_flipped_bit_is_found_in_every_file_and_in_no_other(
    published: Photo, tools: Toolbox, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = found_by(tools, capsys)
    files = list_files(published, tools=tools)

    found = []
    for each in files:
        path = path_of(each, tools)
        kept = path.read_bytes()
        flip(path)
        found.append(found_by(tools, capsys))
        path.write_bytes(kept)

    assert whole == []
    assert [len(lines) for lines in found] == [1] * len(files)
    assert all(
        f": {file.what} is damaged" in said[0] for file, said in zip(files, found, strict=True)
    )
    assert len(files) >= 7


def test_a_flipped_bit_is_never_shown_and_soon_mended(
    published: Photo, client: FlaskClient, tools: Toolbox
) -> None:
    addresses = [f"/media/{published.public_id}/{name}" for name in published.media_names]
    for each in list_files(published, tools=tools):
        if each.store is tools.public:
            flip(path_of(each, tools))

    answers = [client.get(each) for each in addresses]
    answers += [client.get(each, headers={"Range": "bytes=0-9"}) for each in addresses]
    answers.append(client.get(f"/photos/{published.public_id}/download"))
    sent = list(tools.queue.sent)  # type: ignore[attr-defined]

    Tasks(tools).mend(published.id)
    Tasks(tools).publish(published.id)
    db.session.expire_all()
    again = [
        client.get(f"/media/{published.public_id}/{name}").status_code
        for name in published.media_names
    ]
    assert {each.status_code for each in answers} == {503}
    assert sent.count(("mend", published.id)) == 1
    assert set(again) == {200}


def test_what_is_whole_is_not_made_anew(published: Photo, tools: Toolbox) -> None:
    token = published.media_token

    Tasks(tools).mend(published.id)

    assert (published.media_token, published.stage) == (token, Stage.PUBLISHED)


def test_a_damaged_original_is_neither_published_nor_sealed_nor_looked_at(
    waiting: Photo, tools: Toolbox, clock: Clock
) -> None:
    flip(tools.settings.folder / "private" / str(waiting.original_key))
    approve(waiting, tools=tools)
    clock.forward(seconds=11)

    Tasks(tools).run("publish", waiting.id)
    with unit_of_work():
        look = viewing.note_look(waiting, "detail", by=create_account(MODERATOR), tools=tools)
    with pytest.raises(ObjectDamaged):
        viewing.develop(look, tools=tools)
    seal = Sealer(str(pyrage.x25519.Identity.generate().to_public()))
    work = settle.Work(waiting.id, look.key, "originals/x/x.age", look)
    with pytest.raises(ObjectDamaged):
        settle.seal(work, tools=replace(tools, sealer=seal))

    db.session.expire_all()
    assert waiting.stage is Stage.APPROVED
    assert list(tools.public.list()) == []
    assert waiting.original is Original.KEPT


def test_a_photo_whose_original_is_damaged_keeps_what_is_whole_of_it(
    published: Photo, client: FlaskClient, tools: Toolbox
) -> None:
    first, *others = published.media_names
    flip(tools.settings.folder / "public" / "media" / published.public_id / first)
    flip(tools.settings.folder / "private" / str(published.original_key))

    Tasks(tools).run("mend", published.id)

    db.session.expire_all()
    statuses = [
        client.get(f"/media/{published.public_id}/{name}").status_code for name in (first, *others)
    ]
    assert statuses == [503] + [200] * len(others)


def test_a_damaged_preview_is_made_anew(waiting: Photo, tools: Toolbox) -> None:
    file = next(each for each in list_files(waiting, tools=tools) if "preview" in each.what)
    flip(path_of(file, tools))

    Tasks(tools).mend(waiting.id)

    db.session.expire_all()
    files = list_files(waiting, tools=tools)
    assert file.key not in [each.key for each in tools.private.list()]
    assert all(intact.read_file(each, tools=tools) for each in files)


def test_what_was_written_before_is_learnt_and_then_watched(
    published: Photo, tools: Toolbox, capsys: pytest.CaptureFixture[str]
) -> None:
    with unit_of_work():
        db.session.query(Fingerprint).delete()

    learnt = found_by(tools, capsys)
    file = list_files(published, tools=tools)[-1]
    flip(path_of(file, tools))

    assert learnt == []
    assert len(found_by(tools, capsys)) == 1


def test_what_was_taken_back_while_it_was_read_is_not_missing(
    published: Photo, tools: Toolbox, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    stage = Stage.HIDDEN
    tools.public.delete(f"media/{published.public_id}/{published.media_names[0]}")
    go = Reading._seen

    def hide(self: Reading, files: object) -> object:
        seen = go(self, files)  # type: ignore[arg-type]
        with unit_of_work():
            db.session.get_one(Photo, published.id).stage = stage
        return seen

    monkeypatch.setattr(Reading, "_seen", hide)

    assert found_by(tools, capsys) == []


def test_an_erased_photo_leaves_no_digest(published: Photo, tools: Toolbox) -> None:
    with unit_of_work(tools.queue.send) as unit:
        withdraw_photo(db.session.get_one(Photo, published.id), tools=tools, unit=unit)
    Tasks(tools).erase(published.id)

    assert db.session.query(Fingerprint).count() == 0
