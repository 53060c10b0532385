"""The order in which a web server asks the disk: every answer comes after the syncs."""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.stands import Stand, open_stand
from tests.pictures import make_photo
from tests.servers import PATIENCE

pytestmark = [
    pytest.mark.contract,
    pytest.mark.skipif(shutil.which("strace") is None, reason="apt-get install strace"),
]
PHOTOS = 100
PLANTING = Path(__file__).parent / "planting"
CALLS = "trace=fsync,fdatasync,rename,write,sendto,sendmsg,writev"
#: What must have happened since the answer before, in this order. Folders are synced on their own.
ORDER = (
    r"fsync\(\d+<[^>]*/private/\.drafts/\w+>",
    r"rename\(\"[^\"]*/\.drafts/\w+\", \"[^\"]*/private/parts/",
    r"fsync\(\d+<[^>]*/private/parts/\w+>",
    r"f(data)?sync\(\d+<[^>]*/gallery\.sqlite-wal>",
)
ANSWER = re.compile(r"(write|sendto|sendmsg|writev)\(\d+<[^>]*>, .*201 CREATED")


@contextmanager
def watched(stand: Stand, log: Path) -> Iterator[None]:
    """Note what the web server asks of the disk."""
    web = stand.gallery.children("gunicorn")[-1]
    command = ["strace", "-f", "-y", "-s", "96", "-e", CALLS, "-o", str(log), "-p", str(web)]
    strace = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        assert strace.stderr is not None
        strace.stderr.readline()  # it says when it is there
        yield
    finally:
        strace.send_signal(signal.SIGINT)
        strace.wait(timeout=PATIENCE)


def answers(log: Path) -> Iterator[bool]:
    """Yield for each answer whether everything before it came in order."""
    calls: list[str] = []
    for line in log.read_text(errors="replace").splitlines():
        if not ANSWER.search(line):
            calls.append(line)
            continue
        yield _is_in_order(calls)
        calls.clear()


def _is_in_order(calls: list[str]) -> bool:
    """Whether the calls hold everything that must come before an answer."""
    left = iter(calls)
    return all(any(re.search(wanted, call) for call in left) for wanted in ORDER)


def test_every_photo_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    with open_stand("folders", tmp_path / "data", ("", "")) as stand:
        drafts = [stand.gallery.draft(), stand.gallery.draft()]  # one takes fifty
        with stand.workers_held(), watched(stand, tmp_path / "trace"):
            for number in range(PHOTOS):
                stand.gallery.send_photo(make_photo(), draft=drafts[number % 2])

    assert list(answers(tmp_path / "trace")) == [True] * PHOTOS


def test_a_sync_that_is_left_out_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(PLANTING))
    monkeypatch.setenv("PLANTED_FAULT", "sync nothing")

    with open_stand("folders", tmp_path / "data", ("", "")) as stand:
        draft = stand.gallery.draft()
        with watched(stand, tmp_path / "trace"):
            stand.gallery.send_photo(make_photo(), draft=draft)

    assert list(answers(tmp_path / "trace")) == [False]
