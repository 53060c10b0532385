"""What the gallery stands on: database, secret, stores, clock, disk, sandbox, versions."""

import platform
import secrets
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from gallery.checkup.finding import Case, Finding, fine, note, wrong
from gallery.db import db
from gallery.errors import Unavailable
from gallery.images import landlock, sandbox, seccomp
from gallery.images.heads import empty_picture, is_installed
from gallery.storage import Store

#: Seconds: a shared store tells the moment of a file in whole ones, and answers take their time.
SKEW, FAR_SKEW = 5, 60
MB = 1 << 20  # bytes
LIBRARIES = (
    "SQLAlchemy", "Flask", "Werkzeug", "gunicorn", "huey", "Pillow", "pillow-heif", "ExifRead",
    "boto3", "psycopg", "redis", "cryptography", "pyrage",
)  # fmt: skip
#: Whether moderators are shown where heads are.
HEADS = {
    "off": "not suggested: GALLERY_SUGGEST_HEADS says so",
    "missing": "not suggested: the extra “faces” is not installed",
    "broken": "not suggested: the extra “faces” is installed, but does not work",
    "fine": "suggested: the extra “faces” is installed and works",
}
#: What PostgreSQL must not be told where photos are acknowledged: it would not wait for its disk.
HURRIED = {"fsync": ("off",), "full_page_writes": ("off",), "synchronous_commit": ("off",)}


def check_database(case: Case) -> Iterator[Finding]:
    """Ask whether the database answers, has the newest schema, and is whole."""
    kind = db.engine.dialect.name
    with db.engine.connect() as connection:
        if kind == "sqlite":
            number = connection.scalar(text("SELECT sqlite_version()"))
            yield from _sqlite_troubles()
        else:
            number = connection.scalar(text("SHOW server_version"))
            yield from _postgres_troubles()
    if not case.is_newest():
        yield wrong(
            "database", "it has another schema than this code", "run: gallery init", stops=True
        )
    yield fine("database", f"{kind} {number} answers")


def check_secret(case: Case) -> Iterator[Finding]:
    """See where the root secret is, and that it is ours alone."""
    path = case.tools.settings.folder / "secret"
    if case.tools.settings.secret:
        yield fine("secret", "it comes from GALLERY_SECRET; keep a copy, no backup has it")
    elif path.stat().st_mode & 0o077:
        yield wrong(
            "secret",
            f"others of this machine may read {path}",
            f"chmod 600 {path}",
            mend=lambda: _take_back(path),
        )
    else:
        yield fine("secret", f"{path}, for us alone")


def check_stores(case: Case) -> Iterator[Finding]:
    """Write to both stores, read back, delete; compare their clock with ours."""
    for name, store in _stores(case):
        began = time.monotonic()
        try:
            store.check()
        except Unavailable as error:
            yield wrong(
                "stores",
                f"the {name} store cannot be used: {error}",
                "see that it runs, that there is room, and that we may write; nothing is lost "
                "meanwhile: photos are refused with “try again”",
            )
            continue
        took = (time.monotonic() - began) * 1000
        yield fine("stores", f"the {name} store writes, reads and deletes ({took:.0f} ms)")


def check_clock(case: Case) -> Iterator[Finding]:
    """Compare our clock with those of the database and of the stores."""
    skews = {}
    for name, store in _stores(case):
        try:
            skews[f"the {name} store"] = _skew_of(store)
        except Unavailable:
            continue  # said by its own check
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection:
            theirs: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
            skews["the database"] = (theirs - datetime.now(UTC)).total_seconds()
    for name, skew in skews.items():
        if abs(skew) > SKEW:
            said = wrong if abs(skew) > FAR_SKEW else note
            todo = "let both machines follow one clock (NTP)"
            yield said("clock", f"{name} is {skew:+.0f} s from ours", todo)
    if all(abs(skew) <= SKEW for skew in skews.values()):
        yield fine("clock", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, and all agree")


def check_disk(case: Case) -> Iterator[Finding]:
    """See how much room there is where we write."""
    settings = case.tools.settings
    usage = shutil.disk_usage(settings.folder)
    free = usage.free // MB
    said = f"{free:,} MB of {usage.total // MB:,} MB are free in {settings.folder}"
    todo = "make room, or let more be used: below GALLERY_MIN_FREE_MB no photos are taken"
    if free < settings.min_free_mb:
        yield wrong("disk", f"{said}: no photos are taken", todo)
    elif free < 2 * settings.min_free_mb:
        yield note("disk", said, todo)
    else:
        yield fine("disk", said)


def check_sandbox(case: Case) -> Iterator[Finding]:
    """See what the kernel gives, and that the dark room works."""
    walls = {"seccomp": seccomp.is_available(), "Landlock": landlock.version() > 0}
    missing = [name for name, is_here in walls.items() if not is_here]
    if missing:
        said = wrong if case.tools.settings.require_sandbox else note
        yield said(
            "sandbox",
            f"this kernel has no {' and no '.join(missing)}: photos are read with limits, but "
            "behind open doors",
            "use Linux 5.13 or newer, or a container that lets us have them",
        )
    case.tools.dark_room.examine(empty_picture())
    if sandbox.is_available():
        yield fine("sandbox", f"closed: seccomp and Landlock {landlock.version()}; it reads photos")


def check_heads(case: Case) -> Iterator[Finding]:
    """See whether moderators are shown where heads are."""
    how = how_heads_are_seen(case)
    if how == "broken":
        todo = "install it anew: pip install --editable '.[faces]'"
        yield note("heads", HEADS[how], todo)
    else:
        yield fine("heads", HEADS[how])


def how_heads_are_seen(case: Case) -> str:
    """Say how it is with suggestions of heads: try them in the dark room, with nobody there."""
    if not case.tools.settings.suggest_heads:
        return "off"
    if not is_installed():
        return "missing"
    seen = case.tools.dark_room.examine(empty_picture()).heads
    return "broken" if seen is None else "fine"


def check_versions(_case: Case) -> Iterator[Finding]:
    """Name the versions, for whoever asks."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield fine("versions", f"Python {platform.python_version()}, {libraries}")


def _sqlite_troubles() -> Iterator[Finding]:
    """Ask SQLite whether its file is whole, and is written as we rely on."""
    with db.engine.connect() as connection:
        if trouble := _damage(connection):
            todo = "stop the gallery, keep a copy of the file, restore the last backup"
            yield wrong("database", f"its file is damaged: {trouble}", todo, stops=True)
            return
        if broken := connection.execute(text("PRAGMA foreign_key_check")).all():
            todo = "keep a copy of the file and report this: the gallery writes no such rows"
            yield wrong("database", f"{len(broken)} rows refer to nothing", todo)
        mode = connection.scalar(text("PRAGMA journal_mode"))
        if mode != "wal":
            todo = "keep the data folder on a local disk: WAL does not work on network folders"
            yield wrong("database", f"its journal is “{mode}”, not WAL", todo)


def _damage(connection: Connection) -> str:
    """Say what SQLite finds broken in its file, if anything is."""
    try:
        said = connection.scalars(text("PRAGMA integrity_check(5)")).all()
    except DatabaseError as error:
        return str(error.orig)
    return "" if said == ["ok"] else "; ".join(said)


def _postgres_troubles() -> Iterator[Finding]:
    """Ask PostgreSQL whether it waits for its disk."""
    with db.engine.connect() as connection:
        for name, bad in HURRIED.items():
            said = connection.scalar(text(f"SHOW {name}"))
            if said in bad:
                todo = f"set {name} = on: else a power cut loses photos that were acknowledged"
                yield wrong("database", f"PostgreSQL runs with {name} = {said}", todo)


def _stores(case: Case) -> tuple[tuple[str, Store], ...]:
    """Return both stores by name."""
    return ("private", case.tools.private), ("public", case.tools.public)


def _skew_of(store: Store) -> float:
    """Return how many seconds a store's clock is before ours."""
    key = f"probes/{secrets.token_hex(8)}"
    written = store.put(key, b"what time is it?").modified
    store.delete(key)
    return (written - datetime.now(UTC)).total_seconds()


def _take_back(path: Path) -> str:
    """Let nobody else read a file."""
    path.chmod(0o600)
    return "it is for us alone now"
