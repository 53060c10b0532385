"""Power cuts: a gallery on a disk in a file. A copy of the file holds what was synced, no more."""

import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.faults.sending import Sender
from tests.faults.stands import open_stand, tell
from tests.pictures import make_photo
from tests.running import below

MB = 1 << 20
ROOM = 160 * MB
#: Nothing is written back by the kernel's own wish while a test looks.
LAZY = "loop,commit=600"
MOST = 40  # photos of one sender


def can_mount() -> bool:
    """Whether disks in files can be mounted here: by root, outside most containers."""
    try:
        with tempfile.TemporaryDirectory() as folder, a_disk(Path(folder)):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@contextmanager
def a_disk(folder: Path) -> Iterator[Path]:
    """Make a disk in a file and mount it; give where."""
    image = folder / "disk"
    with image.open("wb") as file:
        file.truncate(ROOM)
    subprocess.run(["mkfs.ext4", "-q", str(image)], check=True, capture_output=True)
    with mounted(image, folder / "mounted") as place:
        yield place


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """Mount a disk, and take it away at the end."""
    place.mkdir()
    subprocess.run(["mount", "-o", LAZY, str(image), str(place)], check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)
        place.rmdir()


def lost_in_cuts(folder: Path, *, photos: int, cuts: int) -> Iterator[str]:
    """Send photos to a gallery on such a disk and cut the power after some; yield what is lost."""
    with a_disk(folder) as disk, open_stand("folders", disk / "data", ("", "")) as stand:
        sender, paths = Sender(stand), list[str]()
        for number in range(photos):
            if number % MOST == 0:
                sender, paths = Sender(stand), []
            data = make_photo(size=(800, 600))
            paths.append(sender.begin(len(data)))
            sender.finish(paths[-1], data)
            if (number + 1) % (photos // cuts) == 0:
                yield from lost_in_a_cut(sender, paths, folder / "disk")


def lost_in_a_cut(sender: Sender, paths: list[str], image: Path) -> list[str]:
    """Cut the power now; return what is lost of what was acknowledged, in words.

    ``paths`` are the uploads of the sender's photos. The gallery goes on as if nothing had been.
    """
    running = [sender.stand.gallery.process.pid, *below(sender.stand.gallery.process.pid)]
    acknowledged = list(zip(paths, sender.photos, strict=True))
    with tempfile.TemporaryDirectory(dir=image.parent) as folder:
        copy = Path(folder) / "disk"
        tell(running, signal.SIGSTOP)
        try:
            subprocess.run(["cp", "--sparse=always", str(image), str(copy)], check=True)
        finally:
            tell(running, signal.SIGCONT)
        with mounted(copy, Path(folder) / "mounted") as place:
            return list(_lost(place / "data", acknowledged))


def _lost(data: Path, acknowledged: list[tuple[str, bytes]]) -> Iterator[str]:
    """Yield what is missing in a data folder as the disk has it."""
    with closing(sqlite3.connect(data / "gallery.sqlite")) as database:
        if (said := database.execute("PRAGMA integrity_check").fetchone()) != ("ok",):
            yield f"database: {said}"
        for path, sent in acknowledged:
            found = b"".join(_read(data / "private", key) for key in _keys(database, path))
            if found != sent:
                yield f"{path}: {len(found)} of {len(sent)} bytes"


def _keys(database: sqlite3.Connection, path: str) -> list[str]:
    """Return the objects that hold the bytes of an upload: its pieces, or the original."""
    token = path.rpartition("/")[2]
    pieces = (
        "SELECT key FROM piece JOIN upload ON upload.id = upload_id WHERE token = ? "
        'ORDER BY piece."offset"'
    )
    original = "SELECT original_key FROM photo JOIN upload ON upload.id = upload_id WHERE token = ?"
    found = database.execute(pieces, (token,)).fetchall()
    found = found or database.execute(original, (token,)).fetchall()
    return [key for (key,) in found if key]


def _read(folder: Path, key: str) -> bytes:
    """Return the bytes of an object, as far as the disk has them."""
    file = folder / key
    return file.read_bytes() if file.exists() else b""
