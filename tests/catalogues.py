"""The translators' catalogues, compiled for the tests as ``make install`` does it."""

import os
import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.architecture import ROOT

TRANSLATIONS = ROOT / "translations"


def all_catalogues() -> dict[str, Path]:
    """Return the file of each language."""
    files = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
    return {path.parent.parent.name: path for path in files}


def read_catalogue(path: Path) -> Catalog:
    """Read a translator's file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def compile_catalogues() -> None:
    """Compile what is older than its source; two processes may do it at once."""
    for path in all_catalogues().values():
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            compile_catalogue(read_catalogue(path), compiled)


def compile_catalogue(catalogue: Catalog, path: Path) -> None:
    """Write a compiled catalogue in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(path)


def collect_texts(folder: Path) -> Catalog:
    """Collect all texts of the house, as ``make texts`` does."""
    given = [f"BIN={Path(sys.executable).parent}", f"TEXTS={folder}"]
    installed = ["-o", ".venv/.installed"]  # that the tests run shows it
    subprocess.run(["make", "--silent", *installed, "texts", *given], cwd=ROOT, check=True)
    with (folder / "messages.pot").open("rb") as file:
        return read_po(file)
