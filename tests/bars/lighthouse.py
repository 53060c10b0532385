"""Lighthouse over every kind of page: the median of several runs beside UX.md's budgets.

``python -m tests.bars.lighthouse [--runs 5] [--pages "home year"] [--photos 100000]``: a phone on
simulated slow 4G, as Lighthouse does by itself, in the demonstration campaign or in one of so many
photos. Weights are what comes over the line at the first view. ``--folder`` keeps the campaign, so
that the next run need not fill it (each number of photos its own), ``--kept FILE`` what was
measured: a page in it is not measured again, so that a long run may stop and go on. Its scores of
speed depend on the machine; run it on a calm one.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.bars.demonstration import demonstration, pages_of
from tests.bars.multitude import link_files, multitude
from tests.browsing import FLAGS
from tests.clients import CLIENTS, NODE
from tests.install import install_clients
from tests.programs import program
from tests.running import Running

HOME = CLIENTS / "lighthouse"
KINDS = ("performance", "accessibility", "best-practices", "seo")
KB = 1000
HEADS = 480  # bytes of headers that come with a style or a script
#: Pages that search engines are asked to leave out: that costs them no point.
LEFT_OUT = ("search", "frame", "photo-frame", "wall", "report", "ask", "receipt", "sign-in")


class Budget(NamedTuple):
    """UX.md's row of a page: scores of at least, in hundredths; all others at most."""

    scores: tuple[int, int, int, int] = (97, 100, 100, 100)
    paint: float = 1.8  # seconds until the largest thing is there
    shifts: float = 0.01
    total: int = 450  # KB as sent
    requests: int = 28
    script: int = 4
    style: int = 6


GALLERY = Budget()
PLAIN = Budget(scores=(98, 100, 100, 100), total=300, requests=20, script=8)
BUDGETS = {
    "home": Budget((98, 100, 100, 100), 1.8, 0.01, 300, 20, 6, 6),
    "photo": Budget((98, 100, 100, 100), 1.6, 0, 250, 10, 2, 6),
    "add": Budget((100, 100, 100, 100), 1.2, 0, 60, 8, 8, 6),
    "frame": Budget((0, 100, 0, 0), 1.5, 0, 120, 12, 1, 2),
    "photo-frame": Budget((0, 100, 0, 0), 1.5, 0, 120, 12, 1, 2),
    **dict.fromkeys(("map", "map-year"), PLAIN._replace(script=12)),  # at once in sight
    "wall": Budget((0, 100, 100, 100), 4, 0.01, 1_500, 28, 4, 6),  # a screen, no phone
    "search": PLAIN._replace(style=7),  # fields and pictures; no row of UX.md is its own
    **dict.fromkeys(
        ("year", "edition", "country-year", "city-year", "country", "city", "kit", "partner"),
        GALLERY,
    ),
}


class Figures(NamedTuple):
    """What a run found, the audits that took a point beside."""

    scores: tuple[int, ...]
    paint: float
    shifts: float
    total: float
    requests: int
    script: float
    style: float
    first: float  # seconds until something is there
    blocked: float  # ms
    complaints: tuple[str, ...]


def main() -> int:
    """Judge the pages; 1 when one misses its budget."""
    said = ArgumentParser(description=__doc__)
    said.add_argument("--runs", type=int, default=5)
    said.add_argument("--pages", default="")
    said.add_argument("--photos", type=int, default=0, help="copies, until there are so many")
    said.add_argument("--folder", type=Path)
    said.add_argument("--kept", type=Path)
    wishes = said.parse_args()
    if not install_clients(HOME):
        return 1
    kept = _read_kept(wishes.kept)
    with campaign(wishes.folder, photos=wishes.photos) as gallery:
        found = pages_of()
        wanted = wishes.pages.split() or list(found)
        if wishes.photos:
            link_files(gallery, (found[name] for name in wanted))
        missed = [
            name
            for name in wanted
            if _measure(name, gallery.address + found[name], kept=kept, wishes=wishes)
        ]
    print(f"{len(wanted)} pages, budgets missed by: {' '.join(missed) or 'none'}")
    return int(bool(missed))


@contextmanager
def campaign(folder: Path | None, *, photos: int) -> Iterator[Running]:
    """Run the demonstration, or one of so many photos."""
    with tempfile.TemporaryDirectory() as name:
        many = multitude(Path(name), photos=photos, kept=folder)
        with many if photos else demonstration(folder) as gallery:
            yield gallery


def _measure(name: str, address: str, *, kept: dict[str, Any], wishes: Namespace) -> bool:
    """Measure a page as often as is wished, print its medians; whether it misses its budget."""
    runs = [Figures(**each) for each in kept.get(name, [])]
    while len(runs) < wishes.runs:
        runs.append(judge(address, is_left_out=name in LEFT_OUT))
        kept[name] = [each._asdict() for each in runs]
        if wishes.kept:
            wishes.kept.write_text(json.dumps(kept))
    return _report(name, runs)


def _read_kept(kept: Path | None) -> dict[str, Any]:
    """Return what was measured before, by pages."""
    return dict(json.loads(kept.read_text())) if kept and kept.exists() else {}


def judge(address: str, *, is_left_out: bool = False) -> Figures:
    """Run Lighthouse once."""
    flags = " ".join([*FLAGS, "--headless=new", "--no-sandbox"])
    command = [
        str(NODE), str(HOME / "node_modules" / "lighthouse" / "cli" / "index.js"), address,
        "--output=json", "--quiet", f"--only-categories={','.join(KINDS)}",
        f"--chrome-flags={flags}", *(["--skip-audits=is-crawlable"] * is_left_out),
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": program("chromium")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return _read(json.loads(done.stdout))


def _read(said: dict[str, Any]) -> Figures:
    """Take from a report what we want to know."""
    groups, audits = [said["categories"][kind] for kind in KINDS], said["audits"]
    sent = [each for each in audits["network-requests"]["details"]["items"]
            if each["url"].startswith("http")]  # fmt: skip
    weighed = [audits[ref["id"]] for group in groups for ref in group["auditRefs"]
               if ref["weight"] and ref["id"] in audits]  # fmt: skip
    return Figures(
        scores=tuple(round(100 * (group["score"] or 0)) for group in groups),
        paint=audits["largest-contentful-paint"]["numericValue"] / 1000,
        shifts=audits["cumulative-layout-shift"]["numericValue"],
        total=sum(each["transferSize"] for each in sent) / KB,
        requests=len(sent),
        script=_weight(sent, "Script"),
        style=_weight(sent, "Stylesheet"),
        first=audits["first-contentful-paint"]["numericValue"] / 1000,
        blocked=audits["total-blocking-time"]["numericValue"],
        complaints=tuple(each["id"] for each in weighed if (each["score"] or 0) < 0.9
                         and each["scoreDisplayMode"] not in ("notApplicable", "manual")),
    )  # fmt: skip


def _weight(sent: list[dict[str, Any]], kind: str) -> float:
    """Return the KB of one kind as they were sent, without headers."""
    found = [each["transferSize"] for each in sent if each.get("resourceType") == kind]
    return sum(max(0, size - HEADS) for size in found) / KB


def _report(name: str, runs: list[Figures]) -> bool:
    """Print the medians of a page; whether they miss its budget."""
    budget = BUDGETS.get(name, PLAIN)
    scores = [round(statistics.median(run.scores[kind] for run in runs)) for kind in range(4)]
    middle = {
        field: statistics.median(getattr(run, field) for run in runs)
        for field in ("paint", "shifts", "total", "requests", "script", "style", "first", "blocked")
    }
    over = [f"{field} {middle[field]:.4g} of {most}" for field, most in budget._asdict().items()
            if field != "scores" and round(middle[field], 3) > most]  # fmt: skip
    under = [f"{kind} {score} of {least}" for kind, score, least
             in zip(KINDS, scores, budget.scores, strict=True) if score < least]  # fmt: skip
    complaints = sorted({each for run in runs for each in run.complaints})
    print(
        f"{name:12} {' / '.join(map(str, scores))}, paint {middle['paint']:.2f} s (first "
        f"{middle['first']:.2f}), blocked {middle['blocked']:.0f} ms, shifts {middle['shifts']:.3f}"
        f", {middle['total']:.0f} KB in {middle['requests']:.0f}, scripts {middle['script']:.1f}"
        f", styles {middle['style']:.1f}; {', '.join([*under, *over]) or 'kept'}"
        f" {' '.join(complaints)}",
        flush=True,
    )
    return bool(over or under)


if __name__ == "__main__":
    sys.exit(main())
