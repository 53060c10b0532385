"""The application and its tools as the settings of this machine say."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from config import Settings, read_settings
from gallery.app import create_app
from gallery.errors import GalleryError
from gallery.places.build import SOURCE, build_cities, is_current
from gallery.toolbox import Toolbox


@contextmanager
def gallery_here() -> Iterator[tuple[Flask, Toolbox]]:
    """Give the application, within its context, and the tools."""
    settings = writable(read_settings())
    build_gazetteer(settings)
    app = create_app(settings)
    with app.app_context():
        yield app, app.extensions["toolbox"]


def build_gazetteer(settings: Settings) -> None:
    """Build the gazetteer where it is missing, or made from another source or by older code."""
    path = settings.cities_file
    if is_current(SOURCE, path):
        return
    with alone(settings):
        build_cities(SOURCE, path)


@contextmanager
def alone(settings: Settings, *, name: str = "init.lock") -> Iterator[None]:
    """Let one process of this machine in at a time."""
    with (settings.folder / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def writable(settings: Settings) -> Settings:
    """Make the data folder; say in one sentence when that cannot be."""
    try:
        settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = settings.folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise GalleryError(
            f"the folder {settings.folder} cannot be written to ({error.strerror}); "
            "choose another with GALLERY_DATA_DIR"
        ) from error
    return settings
