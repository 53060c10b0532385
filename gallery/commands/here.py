"""The application and its tools as the settings of this machine say."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from config import Settings, read_settings
from gallery.app import create_app
from gallery.errors import GalleryError
from gallery.toolbox import Toolbox


@contextmanager
def gallery_here() -> Iterator[tuple[Flask, Toolbox]]:
    """Give the application, within its context, and the tools."""
    app = create_app(writable(read_settings()))
    with app.app_context():
        yield app, app.extensions["toolbox"]


def writable(settings: Settings) -> Settings:
    """Make the data folder; say in one sentence when that cannot be."""
    try:
        settings.folder.mkdir(parents=True, exist_ok=True)
        probe = settings.folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise GalleryError(
            f"the folder {settings.folder} cannot be written to ({error.strerror}); "
            "choose another with GALLERY_DATA_DIR"
        ) from error
    return settings
