"""How a backup lies in its store: a snapshot for each moment, and every file only once.

``snapshots/<moment>/`` holds the database, the secret, a list of its files and, written last,
``about``; ``objects/`` the files, which never change under one key. With a recipient database,
secret and files are sealed (age): only the keys of files, which are random, stay readable.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from gallery.errors import GalleryError, ObjectMissing
from gallery.sealing import Opener, Sealer
from gallery.storage import Store

MOMENT = "%Y%m%dT%H%M%SZ"
FORMAT = 1
OBJECTS, SEALED = "objects", "sealed"


@dataclass(frozen=True)
class About:
    """What is known of a snapshot without opening it."""

    moment: str
    database: str  # sqlite or postgresql
    is_sealed: bool
    photos: int
    files: int
    format: int = FORMAT


class Shelf:
    """A store that holds backups."""

    def __init__(
        self, store: Store, *, sealer: Sealer | None = None, opener: Opener | None = None
    ) -> None:
        self.store, self._sealer, self._opener = store, sealer, opener

    def put_file(self, name: str, data: bytes) -> None:
        """Keep the bytes of a file, sealed if there is a recipient."""
        self.store.put(self._key(name), self._sealer.seal(data) if self._sealer else data)

    def read_file(self, name: str) -> bytes:
        """Return the bytes of a file, sealed or not. Raises ObjectMissing."""
        try:
            return self._read(f"{OBJECTS}/{name}")
        except ObjectMissing:
            return self._open(self._read(f"{SEALED}/{name}"))

    def names(self) -> set[str]:
        """Return the names of all files that need not be written again."""
        top = SEALED if self._sealer else OBJECTS
        return {found.key.partition("/")[2] for found in self.store.list(f"{top}/")}

    def put_snapshot(
        self, about: About, *, database: Path, secret: bytes, files: Iterable[str]
    ) -> None:
        """Keep a snapshot; until its last part is written it does not count."""
        folder = f"snapshots/{about.moment}"
        self._put_large(f"{folder}/database", database)
        self.store.put(f"{folder}/secret", self._sealer.seal(secret) if self._sealer else secret)
        self.store.put(f"{folder}/files", "\n".join(sorted(files)).encode())
        self.store.put(f"{folder}/about", json.dumps(asdict(about)).encode())

    def find(self, moment: str = "") -> About:
        """Return a snapshot, or the newest one."""
        known = self.moments()
        if not known or (moment and moment not in known):
            raise GalleryError(f"there is no such backup; there are: {', '.join(known) or 'none'}")
        about = About(**json.loads(self._read(f"snapshots/{moment or known[-1]}/about")))
        if about.is_sealed and self._opener is None:
            raise GalleryError("this backup is sealed: name the file of its key with --identity")
        return about

    def moments(self) -> list[str]:
        """Return the moments of all whole snapshots, the oldest first."""
        keys = [found.key.split("/") for found in self.store.list("snapshots/")]
        return sorted(key[1] for key in keys if key[2:] == ["about"])

    def read_database(self, about: About, path: Path) -> None:
        """Write the database of a snapshot into a file that only we can read."""
        sealed = path.with_name(f"{path.name}.sealed")
        target = sealed if about.is_sealed else path
        key = f"snapshots/{about.moment}/database"
        with closing(self.store.open(key)) as body, target.open("wb") as file:
            while chunk := body.read(1 << 20):
                file.write(chunk)
        if self._opener and about.is_sealed:
            self._opener.open_file(sealed, path)
            sealed.unlink()

    def read_secret(self, about: About) -> bytes:
        """Return the root secret of a snapshot."""
        data = self._read(f"snapshots/{about.moment}/secret")
        return self._open(data) if about.is_sealed else data

    def read_erased(self) -> set[str]:
        """Return the public names of photos that were erased up to the last backup."""
        try:
            return set(self._read("erased").decode().split())
        except ObjectMissing:
            return set()

    def put_erased(self, names: Iterable[str]) -> None:
        """Add names of photos that were erased."""
        self.store.put("erased", "\n".join(sorted(self.read_erased() | set(names))).encode())

    def drop_old(self, *, now: datetime, days: int) -> int:
        """Drop old snapshots, never the newest, and files that none names; return how many."""
        oldest = (now - timedelta(days=days)).strftime(MOMENT)
        moments = self.moments()
        kept = [each for each in moments if each >= oldest or each == moments[-1]]
        named = {name for each in kept for name in self._files_of(each)}
        dropped = 0
        for found in list(self._everything()):
            top, _, rest = found.partition("/")
            wanted = rest.split("/")[0] in kept if top == "snapshots" else rest in named
            if not wanted:
                self.store.delete(found)
                dropped += top != "snapshots"
        return dropped

    def _everything(self) -> Iterator[str]:
        """Yield the keys of snapshots and files."""
        for top in ("snapshots", OBJECTS, SEALED):
            yield from (found.key for found in self.store.list(f"{top}/"))

    def _files_of(self, moment: str) -> list[str]:
        """Return the files that a snapshot names."""
        return self._read(f"snapshots/{moment}/files").decode().split("\n")

    def _key(self, name: str) -> str:
        """Return where a file lies."""
        return f"{SEALED if self._sealer else OBJECTS}/{name}"

    def _put_large(self, key: str, path: Path) -> None:
        """Keep a large file; it is never in memory as a whole."""
        sealed = path.with_name(f"{path.name}.sealed")
        if self._sealer:
            self._sealer.seal_file(path, sealed)
        with (sealed if self._sealer else path).open("rb") as body:
            self.store.put(key, body)
        sealed.unlink(missing_ok=True)

    def _read(self, key: str) -> bytes:
        """Read an object."""
        with closing(self.store.open(key)) as body:
            return body.read()

    def _open(self, data: bytes) -> bytes:
        """Open what is sealed."""
        if self._opener is None:
            raise GalleryError("this backup is sealed: name the file of its key with --identity")
        return self._opener.open(data)
