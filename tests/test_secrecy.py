"""What a gallery writes on its machine: nobody else may read it, logs tell of nobody."""

import logging
import os
import socket
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from gallery.db import db
from gallery.journey import receive
from tests.architecture import ROOT
from tests.factories import create_submission
from tests.running import running_gallery
from tests.servers import PATIENCE, free_port

STRANGER = "127.13.37.99"


def test_nobody_else_on_the_machine_may_read_what_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    command = [sys.executable, "-m", "gallery", "init"]
    environment = {**os.environ, "GALLERY_DATA_DIR": str(folder)}

    subprocess.run(command, cwd=ROOT, env=environment, check=True, umask=0o022)

    kept = {path for path in folder.rglob("*") if path.name != "cities.db"}  # everybody's
    assert {"gallery.sqlite", "secret"} <= {path.name for path in kept}
    for path in (folder, *kept):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_the_log_of_a_failure_names_the_door_and_no_capability(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_token: str) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(receive, "find_upload", fail)
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    with caplog.at_level(logging.ERROR):
        answer = app.test_client().head("/files/secretsecret", headers={"Tus-Resumable": "1.0.0"})

    assert answer.status_code == 500
    assert "HEAD /files/<token> failed" in caplog.text
    assert "secretsecret" not in caplog.text


def test_a_database_error_does_not_tell_what_was_to_be_written(app: Flask) -> None:
    create_submission(credit="Vera", draft_hash="0")

    with pytest.raises(Exception, match="UNIQUE") as failed:
        create_submission(credit="Vera", draft_hash="0")
    db.session.rollback()

    assert "Vera" not in str(failed.value)


@pytest.mark.contract
def test_nonsense_on_the_line_leaves_no_address_in_the_log(settings: Settings) -> None:
    settings = replace(settings, storage_url="", public_storage_url="", port=free_port())
    with running_gallery(settings):
        for nonsense in (b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nbad header\r\n\r\n"):
            with socket.create_connection(
                ("127.0.0.1", settings.port), timeout=PATIENCE, source_address=(STRANGER, 0)
            ) as line:
                line.sendall(nonsense)
                assert b" 400 " in line.recv(1000)

    log = (settings.folder / "log").read_text()
    assert "Unsilenced is here" in log
    assert STRANGER not in log
