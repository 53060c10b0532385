"""``gallery originals open --identity FILE [--photo ID | --all] DIR``: where the secret key is.

It needs the private store or a copy of it (``GALLERY_STORAGE_URL=folder:/path``), and no database.
"""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from config import read_settings
from gallery.errors import BadInput, GalleryError, NotHere
from gallery.images.kinds import kind_of
from gallery.sealing import Opener
from gallery.storage import Store, open_store

SEALED = ".age"


def declare(parser: ArgumentParser) -> None:
    """Take ``open``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    opening = verbs.add_parser("open", help="decrypt sealed originals into a folder")
    opening.add_argument("--identity", required=True, type=Path, metavar="FILE")
    which = opening.add_mutually_exclusive_group(required=True)
    which.add_argument("--photo", metavar="ID", help="the last part of a photo's address")
    which.add_argument("--all", action="store_true", help="every sealed original")
    opening.add_argument("folder", type=Path, metavar="DIR")


def run(arguments: Namespace) -> int:
    """Open what is sealed; what cannot be opened is named, and the others are opened."""
    opener = Opener(_read(arguments.identity).splitlines())
    store = open_store(read_settings().private_store)
    keys = list(_sealed(store, photo=arguments.photo))
    if not keys:
        raise NotHere("no-sealed-original")
    arguments.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    failed = sum(not _open(key, store=store, opener=opener, to=arguments.folder) for key in keys)
    return int(failed > 0)


def _read(identity: Path) -> str:
    """Read an identity file."""
    try:
        return identity.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("no-identity") from error


def _sealed(store: Store, *, photo: str | None) -> Iterator[str]:
    """Yield the keys of sealed originals, of one photo or of all."""
    prefix = f"originals/{photo}/" if photo else "originals/"
    yield from (found.key for found in store.list(prefix) if found.key.endswith(SEALED))


def _open(key: str, *, store: Store, opener: Opener, to: Path) -> bool:
    """Open one original into a file of its own; whether that went well."""
    with closing(store.open(key)) as sealed:
        data = sealed.read()
    photo = key.split("/")[1]
    try:
        path = _write(to / photo, opener.open(data))
    except (GalleryError, FileExistsError) as error:
        reason = "is there already" if isinstance(error, FileExistsError) else error.key
        print(f"{photo}: {reason}")
        return False
    print(path)
    return True


def _write(path: Path, data: bytes) -> Path:
    """Write a new file that only we can read, named by what it is."""
    named = path.with_suffix(f".{kind_of(data) or 'bin'}")
    with os.fdopen(os.open(named, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    return named
