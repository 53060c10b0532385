"""Fill a backup while the gallery runs: the database as it is at one moment, and what it names.

Files are taken before that moment and after it. One that was needed no more in between (a piece
that was put together, a preview that was covered) may be gone before it was taken: then a later
moment is chosen, until all that it names is here.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from sqlalchemy import select

from gallery.backups import snapshot
from gallery.backups.shelf import MOMENT, About, Shelf
from gallery.checkup.files import all_files
from gallery.db import db
from gallery.errors import ObjectMissing
from gallery.journey import erasures
from gallery.journey.intact import File, is_whole, list_files
from gallery.models import Photo, Piece
from gallery.toolbox import Toolbox

log = logging.getLogger(__name__)

TRIES = 8  # moments that are tried
THREADS = 4
Told = Callable[[str, int, int], None]


@dataclass
class Done:
    """What a backup did."""

    about: About | None = None
    taken: int = 0  # files that were not there yet
    size: int = 0  # bytes of these
    dropped: int = 0  # files that no backup names any more
    #: What the database names and is not there, or is not what was written.
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


class Writing:
    """One backup."""

    def __init__(self, shelf: Shelf, *, tools: Toolbox, told: Told = lambda *_: None) -> None:
        self.shelf, self.tools, self.told = shelf, tools, told
        self.done = Done()
        self._here = shelf.names()
        self._lock = Lock()

    def run(self, *, sealed: bool, days: int) -> Done:
        """Write a snapshot and what it names; drop what is old."""
        self._take(list(all_files(self.tools, self.told)))
        db.session.rollback()
        path = self.tools.settings.folder / "backup.draft"
        try:
            moment, names = self._choose_moment(path)
            self._keep(path, moment, names, sealed=sealed)
        finally:
            path.unlink(missing_ok=True)
        self.shelf.put_erased(erasures.read(self.tools))
        self.done.dropped = self.shelf.drop_old(now=self.tools.now(), days=days)
        return self.done

    def _choose_moment(self, path: Path) -> tuple[str, set[str]]:
        """Write the database of a moment all of whose files are here; return it and their names."""
        for _ in range(TRIES):
            moment = self.tools.now().strftime(MOMENT)
            with snapshot.one_view() as connection:
                self._take(list(self._pieces()))  # they are needed for a moment only
                files = list(all_files(self.tools))
                snapshot.write(connection, path)
            gone = self._take(files)
            if not any(self._changed(each) for each in gone):
                break
        self.done.missing = [each.key for each in gone]
        return moment, {self._name(each) for each in files} & self._here

    def _keep(self, path: Path, moment: str, names: set[str], *, sealed: bool) -> None:
        """Put the snapshot on its shelf."""
        settings = self.tools.settings
        secret = settings.secret.encode() or (settings.folder / "secret").read_bytes()
        photos = db.session.query(Photo.id).count()
        kind = db.engine.dialect.name
        db.session.rollback()
        self.done.about = About(moment, kind, sealed, photos, len(names))
        self.shelf.put_snapshot(self.done.about, database=path, secret=secret, files=names)

    def _take(self, files: Iterable[File]) -> list[File]:
        """Take what is not here yet; return what is gone."""
        wanted = list({self._name(each): each for each in files}.items())
        new = [each for name, each in wanted if name not in self._here]
        gone = []
        with ThreadPoolExecutor(THREADS) as pool:
            for number, missing in enumerate(pool.map(self._take_one, new), start=1):
                gone += [missing] if missing else []
                self.told("Took files", number, len(new))
        return gone

    def _take_one(self, file: File) -> File | None:
        """Take one file, if it is what was written; return it when it is gone."""
        try:
            with closing(file.store.open(file.key)) as body:
                data = body.read()
        except ObjectMissing:
            return file
        if not is_whole(data, file, keys=self.tools.keys):
            with self._lock:
                self.done.damaged.append(file.key)
            return None
        self.shelf.put_file(self._name(file), data)
        with self._lock:
            self._here.add(self._name(file))
            self.done.taken += 1
            self.done.size += len(data)
        return None

    def _pieces(self) -> Iterator[File]:
        """Yield the pieces of uploads."""
        for key in db.session.scalars(select(Piece.key)):
            yield File(0, "a piece of an upload", self.tools.private, key)

    def _changed(self, file: File) -> bool:
        """Whether a file is gone because its row went on: a later moment does not name it."""
        db.session.rollback()
        db.session.expire_all()
        return file.key not in {each.key for each in self._now(file)}

    def _now(self, file: File) -> Iterable[File]:
        """Return what the row of a file names now."""
        if file.key.startswith("parts/"):
            return self._pieces()
        photo = db.session.get(Photo, file.photo_id)
        return list_files(photo, tools=self.tools) if photo else ()

    def _name(self, file: File) -> str:
        """Return how a file is named in a backup."""
        return f"{'private' if file.store is self.tools.private else 'public'}/{file.key}"
