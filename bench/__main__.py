"""``make bench``: measure, print a table, write ``bench/latest.json``. See README.md beside it."""

import json
import os
import platform
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.journey import measure_journey
from bench.ladder import measure_ladder
from bench.pages import SIZES, measure_pages
from bench.places import measure_places
from bench.telling import ladder_lines, upload_lines
from bench.uploads import measure_uploads

PARTS = ("ladder", "journey", "upload", "places", "pages")
LATEST = Path(__file__).with_name("latest.json")


def main() -> int:
    """Measure what was asked for; 1 when a guard fails, so that no figure deceives."""
    parser = ArgumentParser(prog="python -m bench", description="How fast we are, in ratios.")
    parser.add_argument("--rounds", type=int, default=7, help="of each measurement; at least 5")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="of archives whose pages are measured"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, help="measure these parts only")
    said = parser.parse_args()
    rounds = max(5, said.rounds)
    load_before = os.getloadavg()[0]
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "ladder": lambda: measure_ladder(rounds, _tell),
        "journey": lambda: measure_journey(rounds, _tell),
        "upload": lambda: measure_uploads(_tell),
        "places": lambda: measure_places(_tell),
        "pages": lambda: measure_pages(_tell, tuple(sorted(said.sizes))),
    }
    measured: dict[str, Any] = {name: parts[name]() for name in said.only or parts}
    _tell("")
    measured["machine"] = _machine(load_before)
    LATEST.write_text(json.dumps(measured, indent=2) + "\n")
    print("\n".join(_table(measured)))
    return 0 if all(measured.get("ladder", {}).get("guards", {}).values()) else 1


def _table(measured: dict[str, Any]) -> list[str]:
    """Return the figures for people, ratios first."""
    machine, lines = measured["machine"], list[str]()
    for name, tell in TABLES.items():
        if name in measured:
            lines += [*tell(measured[name]), ""]
    lines.append(
        f"{machine['cores']} cores, load {machine['load_before']}; Python {machine['python']}"
    )
    if machine["load_before"] > machine["cores"] / 2:
        lines.append("The machine was busy: trust the ratios, not the seconds.")
    return lines


def _journey(journey: dict[str, Any]) -> list[str]:
    """Return the lines of a photo's times."""
    return [
        f"One photo at a time, {journey['setup']}; {journey['rounds']} photos",
        _seconds("received → waiting", journey["received_to_waiting_s"]),
        _seconds("undo time over → visible", journey["approved_to_visible_s"]),
    ]


def _seconds(what: str, figures: dict[str, float]) -> str:
    """Return a line of the table."""
    return f"  {what:<26} {figures['median']:8.2f} s median  {figures['worst']:5.2f} s worst"


def _places(places: dict[str, Any]) -> list[str]:
    """Return the lines of gazetteer and map."""
    lines = [f"Gazetteer: a typed letter / a city by its number {places['typing_vs_find']:8.1f}"]
    for name, words in (
        ("typing_ms", "a typed letter"),
        ("nearest_ms", "the nearest city"),
        ("cluster_ms", "5,000 dots on the map"),
    ):
        figures = places[name]
        lines.append(
            f"  {words:<26} {figures['median']:8.2f} ms median  {figures['p95']:6.2f} ms p95"
        )
    return lines


def _pages(pages: dict[str, Any]) -> list[str]:
    """Return the lines of visitors' pages."""
    sizes = list(pages["sizes"])
    most = pages["sizes"][sizes[-1]]
    lines = [f"ms CPU at {int(sizes[-1]):,} photos, and times {int(sizes[0]):,}'s"]
    for kind, words in (("pages", "Visitors' pages"), ("frames", "Frames")):
        lines += _costs(words, most[kind], pages["growth"][kind])
        served = most["served"][kind]
        rates = ", ".join(f"{each} to {clients}" for clients, each in served["per_second"].items())
        lines.append(
            f"  two workers give {rates} clients a second, {served['per_core']} per core of theirs"
        )
    lines.append(
        f"Each worker takes {most['worker_mb']} MB, {most['worker_own_mb']} without what they share"
    )
    return lines


def _costs(words: str, costs: dict[str, Any], growth: dict[str, float]) -> list[str]:
    """Return the lines of pages of one kind."""
    heads = ("first", "drawn", "growth", "kept", "304", "KB", "sent")
    lines = [f"{words:<16}" + "".join(f"{head:>7}" for head in heads)]
    for name, page in costs.items():
        figures = (page["first"], page["drawn"], growth[name], page["kept"], page["unchanged"])
        said = "".join(f"{each:7.2f}" for each in figures)
        lines.append(f"  {name:<14}{said}{page['kb']:7.1f}{page['packed_kb']:7.1f}")
    return lines


def _machine(load_before: float) -> dict[str, Any]:
    """Return what the figures were taken on; nothing that names it."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "load_before": round(load_before, 1),
        "python": platform.python_version(),
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
    }


def _tell(what: str) -> None:
    """Say on a terminal what is being measured."""
    if sys.stderr.isatty():
        print(f"\r{what:<40}", end="" if what else "\r", file=sys.stderr, flush=True)


TABLES: dict[str, Callable[[dict[str, Any]], Iterable[str]]] = {
    "ladder": ladder_lines,
    "journey": _journey,
    "upload": upload_lines,
    "places": _places,
    "pages": _pages,
}


if __name__ == "__main__":
    sys.exit(main())
