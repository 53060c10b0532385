"""Programs of Debian that tests need: which, and where they are."""

import os
import shutil

import pytest

#: The program → the package that brings it.
PACKAGES = {"chromium": "chromium", "exiftool": "libimage-exiftool-perl", "strace": "strace"}


def program(name: str) -> str:
    """Return a program's path. Where it is missing, skip; as root it must not be."""
    path = shutil.which(name)
    if path is not None:
        return path
    if os.geteuid() == 0:
        pytest.fail(f"{name} is missing; make test installs {PACKAGES[name]}")
    pytest.skip(f"apt-get install {PACKAGES[name]}")
