"""A store in a folder of this machine. What is put survives a power cut."""

import errno
import io
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from gallery.errors import ObjectMissing, StoreFull, StoreUnavailable
from gallery.fail_points import reach
from gallery.storage.contract import ObjectStat
from gallery.storage.keys import checked_key, probe

DRAFTS = ".drafts"  # unfinished files; no part of a key begins with a dot
TRIES = 100  # a delete beside us may take the folder that we just made, but not for ever
CHUNK = 1 << 20  # bytes
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
#: What the system says when there is no file of this name: a folder is none, nor is what a file
#: would hold if it were a folder.
NO_FILE = (FileNotFoundError, NotADirectoryError, IsADirectoryError)


class FolderStore:
    """Objects are files below a root; half-written ones never have a name that counts."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(
        self,
        key: str,
        body: bytes | BinaryIO,
        *,
        content_type: str = "application/octet-stream",
        cache_control: str = "",
    ) -> ObjectStat:
        """Write a draft, sync it, give it its name, sync the folders that lead to it."""
        path = self._path(key)
        draft = self._root / DRAFTS / secrets.token_hex(12)
        with _translated():
            _make_folder(draft.parent)
            try:
                _write_synced(draft, body)
                reach("put-synced")
                written = draft.stat()
                self._name(draft, path)
                reach("put-named")
            finally:
                draft.unlink(missing_ok=True)
        return _stat_of(key, written)

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """Open the file, or a part of it."""
        path = self._path(key)
        with _translated(key):
            file = path.open("rb")
        file.seek(start)
        return file if length is None else cast(BinaryIO, _Part(file, length))

    def stat(self, key: str) -> ObjectStat:
        """Ask the file system."""
        path = self._path(key)
        with _translated(key):
            found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ObjectMissing(key=key)
        return _stat_of(key, found)

    def delete(self, key: str) -> None:
        """Remove the file and the folders it leaves empty; no power cut brings it back."""
        path = self._path(key)
        with _translated(), suppress(*NO_FILE):
            path.unlink()
            _sync_folder(self._remove_empty(path.parent))

    def list(self, prefix: str = "") -> Iterator[ObjectStat]:
        """Walk the folders that a prefix leads to."""
        if prefix.startswith("/") or ".." in prefix.split("/"):
            return
        start = self._root / prefix.rpartition("/")[0]
        with _translated():
            keys = sorted(key for key in self._keys_below(start) if key.startswith(prefix))
        for key in keys:
            with suppress(ObjectMissing):  # deleted while we walked
                yield self.stat(key)

    def check(self) -> None:
        """Try it."""
        probe(self)

    def tidy(self, *, before: datetime) -> int:
        """Remove the drafts of writers that were killed."""
        removed = 0
        with _translated(), suppress(FileNotFoundError):
            for draft in os.scandir(self._root / DRAFTS):
                if draft.stat().st_mtime < before.timestamp():
                    os.unlink(draft)
                    removed += 1
        return removed

    def _path(self, key: str) -> Path:
        """Return where an object lies: never outside the root, never among the drafts."""
        return self._root / checked_key(key)

    def _name(self, draft: Path, path: Path) -> None:
        """Give a finished draft its name, and wait until the disk knows that name."""
        for _ in range(TRIES):
            with suppress(FileNotFoundError, FileExistsError):  # taken before, or while we looked
                path.parent.mkdir(parents=True, exist_ok=True)
                os.replace(draft, path)
                break
        else:
            raise StoreUnavailable(cause="folders-vanish")
        # All the way up: a neighbour may have made these folders and not have synced them yet.
        for folder in (path.parent, *path.parent.parents):
            _sync_folder(folder)
            if folder == self._root:
                return

    def _keys_below(self, folder: Path) -> Iterator[str]:
        """Yield the keys of all files below a folder."""
        for place, folders, files in os.walk(folder, onerror=_unless_gone):
            if DRAFTS in folders:
                folders.remove(DRAFTS)
            for name in files:
                yield (Path(place) / name).relative_to(self._root).as_posix()

    def _remove_empty(self, folder: Path) -> Path:
        """Remove folders up to the root, as long as they are empty; return the one that stays."""
        while folder != self._root:
            try:
                folder.rmdir()
            except OSError:
                break
            folder = folder.parent
        return folder


class _Part(io.RawIOBase):
    """The next ``length`` bytes of a file."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file, self._left = file, length

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read no further than the part goes."""
        data = self._file.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def readall(self) -> bytes:
        """Read the rest at once."""
        return self._file.read(self._left)

    def close(self) -> None:
        """Close the file, too."""
        self._file.close()
        super().close()


@contextmanager
def _translated(key: str = "") -> Iterator[None]:
    """Turn the system's errors into ours; a missing file is a missing object where a key is."""
    try:
        yield
    except OSError as error:
        if key and isinstance(error, NO_FILE):
            raise ObjectMissing(key=key) from error
        if error.errno in NO_ROOM:
            raise StoreFull from error
        raise StoreUnavailable(cause=error.strerror) from error


def _stat_of(key: str, found: os.stat_result) -> ObjectStat:
    """Say what is known of a file."""
    # Names are never written twice with other bytes, so inode and time tell versions apart.
    etag = f"{found.st_ino:x}-{found.st_mtime_ns:x}-{found.st_size:x}"
    return ObjectStat(key, found.st_size, etag, datetime.fromtimestamp(found.st_mtime, UTC))


def _write_synced(path: Path, body: bytes | BinaryIO) -> None:
    """Write a file and wait until it lies on the disk."""
    with path.open("xb") as file:
        if isinstance(body, bytes):
            file.write(body)
        else:
            body.seek(0)
            shutil.copyfileobj(body, file, CHUNK)
        file.flush()
        reach("put-written")
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    """Make a folder with its parents, each of them known to the disk."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """Wait until a folder's names lie on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unless_gone(error: OSError) -> None:
    """Let a walk go on where a folder was removed meanwhile; nothing else may hide objects."""
    if not isinstance(error, NO_FILE):
        raise error
