"""What people agree to counts in their language only when a person has read it."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery import cli
from gallery.web import consent

ENGLISH = "Everyone agreed to be shown"


@pytest.fixture
def read(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The list of languages that were read, empty."""
    path = tmp_path / "read.txt"
    path.write_text("# nothing yet\n")
    monkeypatch.setattr(consent, "READ", str(path))
    consent._lines.cache_clear()
    return path


def test_the_english_stands_beside_what_nobody_has_read(client: FlaskClient, read: Path) -> None:
    assert f'<span class="original" lang="en">{ENGLISH}</span>' in client.get("/be/add/").text
    assert 'class="original"' not in client.get("/add/").text


def test_what_a_person_has_read_stands_alone(client: FlaskClient, app: Flask, read: Path) -> None:
    read.write_text(f"be {consent.mark('be')} read by a teacher\n")
    consent._lines.cache_clear()

    page = client.get("/be/add/").text

    assert 'class="original"' not in page


def test_other_words_are_to_be_read_anew(
    client: FlaskClient, app: Flask, read: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read.write_text(f"be {consent.mark('be')}\n")
    consent._lines.cache_clear()

    monkeypatch.setitem(consent.SENTENCES, "agreed", "Something else")

    assert 'class="original"' in client.get("/be/add/").text


def test_a_command_shows_both_and_the_line_to_add(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, app: Flask
) -> None:
    monkeypatch.setenv("GALLERY_DATA_DIR", str(tmp_path))

    assert cli.main(["consent", "be"]) == 0

    shown = capsys.readouterr().out
    assert ENGLISH in shown
    assert shown.splitlines()[-1].startswith("be ") or "has read" in shown
