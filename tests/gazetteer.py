"""The real gazetteer, built once for everybody: building it is a second, reading it nothing."""

import hashlib
from pathlib import Path

import pytest

from gallery.places import build, folding
from gallery.places.cities import Cities
from tests.once import made_once


def build_once() -> Path:
    """Return the ``cities.db`` of this very source and code; several sessions may share it."""
    parts = (build.SOURCE, Path(build.__file__), Path(folding.__file__))
    mark = hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:16]
    return made_once(f"cities-{mark}.db", lambda path: build.build_cities(build.SOURCE, path))


@pytest.fixture(scope="session")
def cities_path() -> Path:
    """Where the gazetteer lies."""
    return build_once()


@pytest.fixture(scope="session")
def cities(cities_path: Path) -> Cities:
    return Cities(cities_path)
