"""What a sender could leave behind, and every place of a running gallery where it could lie."""

import io
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cached_property, partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import HTTPCookieProcessor, HTTPHandler, Request, build_opener

import redis
from PIL import Image
from sqlalchemy import inspect, text

from gallery.db import db
from tests.person import Page, Person
from tests.pictures import EXIF_IFD, make_photo
from tests.running import Running

ADDRESS = b"127.13.37.99"
#: What cameras write; it may stay inside an original that is kept, and nowhere else.
CAMERA = {b"CANARY-SERIAL-4711", b"CANARY-CAMERA", b"CANARY-PLACE", b"54.6871", b"25.2796"}
MARKS = (
    ADDRESS, b"Canary-Agent/7", b"canary-of-anna", b"anna.canary@example.net", *sorted(CAMERA),
)  # fmt: skip
#: The same in what a program may make of them.
SPELT = {mark: (mark, mark.decode().encode("utf-16-le")) for mark in MARKS}


def canary_photo() -> bytes:
    """Return a photo from a street in Vilnius whose file says who took it, and where."""
    with Image.open(io.BytesIO(make_photo(size=(1000, 750), place=(54.68713, 25.27961)))) as image:
        exif = image.getexif()
        exif[0x010F], exif[0x010E] = "CANARY-CAMERA", "CANARY-PLACE"
        exif.get_ifd(EXIF_IFD)[0xA431] = "CANARY-SERIAL-4711"
        exif.get_ifd(EXIF_IFD)[0x9286] = b"ASCII\0\0\0 54.68713, 25.27961"
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=90, exif=exif)
    data = buffer.getvalue()
    if not all(mark in data for mark in CAMERA):
        raise AssertionError("a canary does not sing")
    return data


class _FromAddress(HTTPHandler):
    """Asks from an address of its own."""

    def http_open(self, request: Request) -> object:  # type: ignore[override]
        """Ask."""
        source = partial(HTTPConnection, source_address=(ADDRESS.decode(), 0))
        return self.do_open(source, request)  # type: ignore[arg-type]


class Canary(Person):
    """Somebody whose address and browser would be known again."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._opener = build_opener(HTTPCookieProcessor(self.jar), _FromAddress())
        self._opener.addheaders = [("User-Agent", "Canary-Agent/7"), ("X-Forwarded-For", "::7")]

    def ask(self, request: Request) -> Page:
        """Ask anything."""
        return self._ask(request)


class Places:
    """Every place where a trace could lie, with what is in it."""

    def __init__(self, gallery: Running) -> None:
        self.gallery = gallery
        self.tools = gallery.app.extensions["toolbox"]

    @cached_property
    def texts(self) -> dict[str, bytes]:
        """What lies where."""
        return dict((*self._files(), *self._objects(), *self._rows(), *self._redis()))

    @property
    def size(self) -> int:
        """How much that is, in bytes."""
        return sum(map(len, self.texts.values()))

    @property
    def kinds(self) -> Counter[str]:
        """How many places of each kind."""
        return Counter(place.partition(":")[0] for place in self.texts)

    def _files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the data folder: database, journal, queue, logs, temporary ones."""
        folder = self.gallery.settings.folder
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "cities.db" and not _is_in_store(path, folder):
                name = str(path.relative_to(folder))
                yield f"file: {name}", name.encode() + _read(path)

    def _objects(self) -> Iterator[tuple[str, bytes]]:
        """Yield what lies in both stores, with its key."""
        for name, store in (("private", self.tools.private), ("public", self.tools.public)):
            for found in list(store.list("")):
                with closing(store.open(found.key)) as body:
                    yield f"{name} store: {found.key}", found.key.encode() + body.read()

    def _rows(self) -> Iterator[tuple[str, bytes]]:
        """Yield the rows of every table."""
        with db.engine.connect() as connection:
            for name in inspect(db.engine).get_table_names():
                rows = connection.execute(text(f'SELECT * FROM "{name}"')).all()
                yield f"table: {name}", repr(rows).encode()

    def _redis(self) -> Iterator[tuple[str, bytes]]:
        """Yield everything that Redis knows: tasks and counts."""
        settings = self.gallery.settings
        for url in {settings.queue_url, settings.limits_url} - {"", "memory://"}:
            with redis.Redis.from_url(url) as server:
                for key in server.scan_iter():
                    yield f"redis: {url[-1]} {key!r}", key + (server.dump(key) or b"")


def search(places: Places) -> list[tuple[str, bytes]]:
    """Return each place where a trace lies, and the trace."""
    return [
        (place, mark)
        for place, content in places.texts.items()
        for mark, spellings in SPELT.items()
        if any(each in content for each in spellings)
    ]


def plant(places: Places) -> list[str]:
    """Leave a trace everywhere, as a careless program would; return how the places begin."""
    settings, tools = places.gallery.settings, places.tools
    with (settings.folder / "log").open("ab") as log:
        log.write(b'127.13.37.99 - - "GET /add/ HTTP/1.1" 200\n')
    (settings.folder / "tmp" / "upload").write_bytes(ADDRESS)
    tools.private.put("parts/careless/0-x", b"left " + ADDRESS)
    tools.public.put("media/careless/x.jpg", b"left " + ADDRESS)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE photo SET caption = '127.13.37.99'"))
    planted = ["file: log", "file: tmp/upload", "private store: parts", "public store: media"]
    if settings.queue_url:
        with redis.Redis.from_url(settings.queue_url) as server:
            server.set("careless", ADDRESS)
        planted.append("redis: 0")
    else:
        planted.append("file: gallery.sqlite")
    return [*planted, "table: photo"]


def _is_in_store(path: Path, folder: Path) -> bool:
    """Whether a file belongs to a store, which is looked through by its keys."""
    return path.relative_to(folder).parts[0] in ("private", "public")


def _read(path: Path) -> bytes:
    """Read a file that may be gone by now."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return os.fsencode(path)
