"""Visitors' pages, and frames on partners' pages, at any size of the archive.

Archives are made first; ``drawing`` then asks one process for the pages of all of them in turn, and
``serving`` lets gunicorn's workers answer one client and eight.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.measuring import Told
from bench.serving import served_figures
from tests.architecture import ROOT

SIZES = (1_000, 100_000)
#: Which growth says something: of a page that nobody asked for before.
DRAWN = "drawn"


def measure_pages(told: Told, sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """Return the figures of each size, and how they grow from the smallest to the largest."""
    with TemporaryDirectory(prefix="unsilenced-bench-") as root:
        folders = {size: Path(root, str(size)) for size in sizes}
        for size, folder in folders.items():
            told(f"an archive of {size:,} photos")
            _run("bench.archive", str(size), str(folder))
        told("pages and frames")
        drawn = json.loads(_run("bench.drawing", *map(str, folders.values())))
        by_size = {}
        for size, costs in zip(sizes, drawn["costs"], strict=True):
            told(f"two workers with {size:,} photos")
            paths = drawn["addresses"][str(folders[size])]
            by_size[str(size)] = {**costs, **served_figures(folders[size], paths)}
    return {"sizes": by_size, "growth": growth(drawn["costs"][0], drawn["costs"][-1])}


def growth(first: dict[str, Any], last: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Return how many times as dear each page is in the largest archive as in the smallest."""
    return {
        kind: {
            name: round(last[kind][name][DRAWN] / costs[DRAWN], 2) for name, costs in pages.items()
        }
        for kind, pages in first.items()
    }


def _run(module: str, *arguments: str) -> bytes:
    """Run a part of the benchmark in a process of its own; return what it prints."""
    asked = [sys.executable, "-m", module, *arguments]
    return subprocess.run(asked, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
