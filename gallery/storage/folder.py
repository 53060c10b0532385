"""A store in a folder of this machine. What is put survives a power cut."""

import errno
import io
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from gallery.errors import ObjectMissing, StoreFull, StoreUnavailable
from gallery.storage.contract import ObjectStat
from gallery.storage.keys import checked_key, probe

DRAFTS = ".drafts"  # unfinished files; no key begins with a dot's folder, see _path
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


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
        """Write a draft, sync it, give it its name, sync the folder."""
        path = self._path(key)
        draft = self._root / DRAFTS / secrets.token_hex(12)
        with _translated():
            _make_folder(draft.parent)
            _make_folder(path.parent)
            try:
                _write_synced(draft, body)
                os.replace(draft, path)
            finally:
                draft.unlink(missing_ok=True)
            _sync_folder(path.parent)
        return self.stat(key)

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """Open the file, or a part of it."""
        with _translated(key):
            file = self._path(key).open("rb")
        file.seek(start)
        return file if length is None else cast(BinaryIO, _Part(file, length))

    def stat(self, key: str) -> ObjectStat:
        """Ask the file system."""
        with _translated(key):
            found = self._path(key).stat()
        # Names are never written twice with other bytes, so inode and time tell versions apart.
        etag = f"{found.st_ino:x}-{found.st_mtime_ns:x}-{found.st_size:x}"
        return ObjectStat(key, found.st_size, etag, datetime.fromtimestamp(found.st_mtime, UTC))

    def delete(self, key: str) -> None:
        """Remove the file, and the folders it leaves empty."""
        path = self._path(key)
        with _translated():
            path.unlink(missing_ok=True)
            self._remove_empty(path.parent)

    def list(self, prefix: str = "") -> Iterator[ObjectStat]:
        """Walk the folders that a prefix leads to."""
        start = self._root / prefix.rpartition("/")[0]
        with _translated():
            keys = sorted(self._keys_below(start))
        for key in keys:
            if key.startswith(prefix):
                try:
                    yield self.stat(key)
                except ObjectMissing:
                    continue  # deleted while we walked

    def check(self) -> None:
        """Try it."""
        probe(self)

    def _path(self, key: str) -> Path:
        """Return where an object lies; never outside the root, never among the drafts."""
        if key.startswith("."):
            raise ValueError(f"not a key: {key!r}")
        return self._root / checked_key(key)

    def _keys_below(self, folder: Path) -> Iterator[str]:
        """Yield the keys of all files below a folder."""
        for place, folders, files in os.walk(folder):
            if DRAFTS in folders:
                folders.remove(DRAFTS)
            for name in files:
                yield (Path(place) / name).relative_to(self._root).as_posix()

    def _remove_empty(self, folder: Path) -> None:
        """Remove folders up to the root, as long as they are empty."""
        while folder != self._root:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent


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

    def close(self) -> None:
        """Close the file, too."""
        self._file.close()
        super().close()


@contextmanager
def _translated(key: str = "") -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except FileNotFoundError as error:
        if key:
            raise ObjectMissing(key=key) from error
        raise StoreUnavailable(cause="missing-folder") from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise StoreFull from error
        raise StoreUnavailable(cause=error.strerror) from error


def _write_synced(path: Path, body: bytes | BinaryIO) -> None:
    """Write a file and wait until it lies on the disk."""
    with path.open("xb") as file:
        if isinstance(body, bytes):
            file.write(body)
        else:
            body.seek(0)
            shutil.copyfileobj(body, file, 1 << 20)
        file.flush()
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
