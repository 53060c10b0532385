"""Another's client, and a person with curl, send photos: ``python -m tests.bars.tus``.

tus-js-client sends in every way it knows; each photo must be here by its hash. Wrong checksums and
expired uploads must be told from others. curl does what the README says, word for word.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from config import Settings
from gallery.db import db
from gallery.models import DRAFT_LIFE, Upload
from tests.architecture import ROOT
from tests.bars.flood import is_there
from tests.clients import run_client
from tests.pictures import make_photo
from tests.running import Running, running_gallery
from tests.servers import free_port

WAYS = (
    "plain", "chunks", "creation-with-upload", "parallel", "pause-and-resume", "method-override",
    "half", "rest-in-a-new-process",
)  # fmt: skip
BY_HAND = re.compile(r"## Sending by hand\n.*?```sh\n(.*?)```", re.DOTALL)


def send_in_every_way(running: Running, folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield each way of sending and whether it did what it should."""
    draft, photo = running.draft(), folder / "photo.jpg"
    for way in WAYS:
        if way != "rest-in-a-new-process":
            photo.write_bytes(make_photo(size=(1200, 900)))
        said = _send(running, draft, way, folder=folder)
        digest = hashlib.sha256(photo.read_bytes()).hexdigest()
        if way == "half":
            yield way, 0 < said["offset"] < photo.stat().st_size
        else:
            has_paused = said.get("hasPaused") or way != "pause-and-resume"
            yield way, bool(has_paused) and is_there(running, _token(said["url"]), digest)
    refused = _send(running, draft, "checksum-mismatch", folder=folder)
    yield "checksum mismatch → 460", refused == {"status": 460}
    yield from _expire(running, folder)


def send_by_hand(running: Running, folder: Path) -> bool:
    """Do with curl what the README says; whether the photo arrived and six words came back."""
    found = BY_HAND.search((ROOT / "README.md").read_text())
    if found is None:
        return False
    (folder / "photo.jpg").write_bytes(make_photo())
    lines = found.group(1).replace("http://127.0.0.1:8000", running.address)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    print(done.stderr, end="", file=sys.stderr)
    return done.returncode == 0 and re.search(r"^([a-z-]+ ){5}[a-z-]+$", done.stdout) is not None


def _expire(running: Running, folder: Path) -> Iterator[tuple[str, bool]]:
    """Let a day pass for an upload."""
    url = _send(running, running.draft(), "half", folder=folder)["url"]
    db.session.rollback()  # what came meanwhile is to be seen
    upload = db.session.query(Upload).filter_by(token=_token(url)).one()
    upload.submission.begun_at -= DRAFT_LIFE + timedelta(seconds=1)
    db.session.commit()
    yield "expired → 410", _status(url) == 410
    subprocess.run(
        [sys.executable, "-m", "gallery", "sweep"],
        cwd=ROOT, env=running.environment, check=True, capture_output=True,
    )  # fmt: skip
    yield "swept → 404", _status(url) == 404


def _send(running: Running, draft: str, way: str, *, folder: Path) -> dict[str, object]:
    """Send in one way; return what the client says."""
    files = [f"{running.address}/files/", draft, str(folder / "photo.jpg")]
    said: dict[str, object] = json.loads(run_client("tus.mjs", *files, way, str(folder / "memory")))
    return said


def _status(url: str) -> int:
    """Ask where an upload stands; return the status."""
    asked = urllib.request.Request(url, headers={"Tus-Resumable": "1.0.0"}, method="HEAD")
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _token(url: object) -> str:
    """Return the token in an upload's address."""
    return str(url).rpartition("/")[2]


def main() -> int:
    """Run the bar."""
    missed = 0
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(home), port=free_port())
        with running_gallery(settings) as running:
            for way, is_good in send_in_every_way(running, Path(folder)):
                print(f"{'ok    ' if is_good else 'MISSED'} {way}")
                missed += not is_good
            by_hand = send_by_hand(running, Path(folder))
            print(f"{'ok    ' if by_hand else 'MISSED'} curl by hand, as in the README")
    return bool(missed or not by_hand)


if __name__ == "__main__":
    sys.exit(main())
