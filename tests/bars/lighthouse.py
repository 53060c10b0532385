"""Lighthouse over pages of a small demonstration: the median of several runs beside its budget.

``python -m tests.bars.lighthouse [--runs N] [ADDRESS …]``: a phone on simulated slow 4G, as
Lighthouse does by itself. Its scores of speed depend on the machine; run it on a calm one.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NamedTuple

from config import Settings
from tests.browsing import FLAGS
from tests.clients import CLIENTS, NODE
from tests.install import install_clients
from tests.programs import program
from tests.running import running_gallery
from tests.servers import free_port

HOME = CLIENTS / "lighthouse"
KINDS = ("performance", "accessibility", "best-practices", "seo")
PHOTOS = "60"


class Budget(NamedTuple):
    """Scores of at least, in hundredths; largest contentful paint of at most, in seconds."""

    scores: tuple[int, int, int, int]
    paint: float


BUDGETS = {
    "/add/": Budget((100, 100, 100, 100), 1.2),
    "/": Budget((98, 100, 100, 100), 1.8),
    "/2009/": Budget((97, 100, 100, 100), 1.8),
}


class Figures(NamedTuple):
    """What one run found, and the audits that took a point."""

    scores: tuple[int, ...]
    paint: float  # seconds
    complaints: tuple[str, ...]


def main() -> int:
    """Judge the pages; 1 when one misses its budget."""
    said = ArgumentParser(description=__doc__)
    said.add_argument("--runs", type=int, default=5)
    said.add_argument("addresses", nargs="*", default=list(BUDGETS))
    wanted = said.parse_args()
    if not install_clients(HOME):
        return 1
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), port=free_port())
        _make_demonstration(settings)
        with running_gallery(settings) as gallery:
            found = {
                path: [judge(gallery.address + path) for _ in range(wanted.runs)]
                for path in wanted.addresses
            }
    return max(_report(path, runs) for path, runs in found.items())


def judge(address: str) -> Figures:
    """Run Lighthouse once."""
    flags = " ".join([*FLAGS, "--headless=new", "--no-sandbox"])
    command = [
        str(NODE), str(HOME / "node_modules" / "lighthouse" / "cli" / "index.js"), address,
        "--output=json", "--quiet", f"--only-categories={','.join(KINDS)}",
        f"--chrome-flags={flags}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": program("chromium")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return _read(json.loads(done.stdout))


def _read(said: dict[str, Any]) -> Figures:
    """Take from a report what we want to know."""
    groups = [said["categories"][kind] for kind in KINDS]
    audits = [said["audits"][ref["id"]] for group in groups for ref in group["auditRefs"]
              if ref["weight"]]  # fmt: skip
    return Figures(
        scores=tuple(round(100 * group["score"]) for group in groups),
        paint=said["audits"]["largest-contentful-paint"]["numericValue"] / 1000,
        complaints=tuple(each["id"] for each in audits if (each["score"] or 0) < 0.9
                         and each["scoreDisplayMode"] not in ("notApplicable", "manual")),
    )  # fmt: skip


def _make_demonstration(settings: Settings) -> None:
    """Fill a new data folder with photos, as a person would who wants to look at it."""
    environment = {**os.environ, "GALLERY_DATA_DIR": str(settings.folder)}
    command = [sys.executable, "-m", "gallery", "demo", "--photos", PHOTOS]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def _report(path: str, runs: list[Figures]) -> int:
    """Print the medians of a page; 1 when they miss its budget."""
    scores = [round(statistics.median(run.scores[kind] for run in runs)) for kind in range(4)]
    paint = statistics.median(run.paint for run in runs)
    budget = BUDGETS.get(path, Budget((0, 0, 0, 0), 60))
    is_kept = paint <= budget.paint and all(
        score >= least for score, least in zip(scores, budget.scores, strict=True)
    )
    complaints = sorted({each for run in runs for each in run.complaints})
    print(f"{path}: {' / '.join(map(str, scores))}, paint {paint:.2f} s; "
          f"{'kept' if is_kept else f'asked {budget}'} {', '.join(complaints)}")  # fmt: skip
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
