"""The JPEG ladder, our way and others' in turn, each in a process that stays; and other photos."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from bench.guards import judge
from bench.measuring import Told, median
from bench.photos import KINDS, write_photos
from bench.ways.installing import COMMANDS, install_peers
from tests.architecture import ROOT

MAIN = "plain"
#: Ways that all photos take; the naive one takes the first only.
WAYS = ("ours", "room", "sharp", "pyvips", "floor")
LEAST_ROUNDS = 5
LADDER = ((2016, 1512), (1280, 960), (640, 480), (320, 240))
SIZES = {"24mp": ((1920, 1280), (1280, 853), (640, 427), (320, 214))}


class Cost(NamedTuple):
    """What one photo took: processor time in ms, and the most memory the process ever had in MB."""

    cpu_ms: float
    peak_mb: float


class Way:
    """A running way: asked for a photo, it answers what that took."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.error = ""

    def make(self, photo: Path, name: str, *, folder: Path | None = None) -> Cost | None:
        """Let it make a ladder; None, and an error kept, where it cannot."""
        if self.error or not self.process.stdin or not self.process.stdout:
            return None
        asked = {"photo": str(photo), "sizes": sizes_of(name), "folder": folder and str(folder)}
        try:
            print(json.dumps(asked), file=self.process.stdin, flush=True)
            said = json.loads(self.process.stdout.readline() or '{"error": "not installed"}')
        except BrokenPipeError:
            said = {"error": "not installed"}
        self.error = said.get("error", "")
        return None if self.error else Cost(said["cpu_ms"], said["peak_mb"])


def sizes_of(name: str) -> tuple[tuple[int, int], ...]:
    """Return the sizes that a kind of photo is given, ours: the others are asked for the same."""
    return SIZES.get(name, LADDER)


def measure_ladder(rounds: int, told: Told) -> dict[str, Any]:
    """Measure each kind of photo; return ratios and guards of the first, and a row of each."""
    install_peers()
    with TemporaryDirectory(prefix="unsilenced-bench-") as folder:
        told("drawing photos")
        photos = write_photos(Path(folder))
        rows, made = {}, Path(folder, "made")
        for name, photo in photos.items():
            many = rounds if name == MAIN else LEAST_ROUNDS
            told(f"ladder: {KINDS[name].words}")
            rows[name] = _row(name, photo, rounds=many, made=made)
        guards = judge(made, photos, rows)
    return {"rounds": rounds, **_ratios(rows[MAIN]), "rows": rows, "guards": guards}


def _row(name: str, photo: Path, *, rounds: int, made: Path) -> dict[str, Any]:
    """Measure one kind of photo in rounds, all ways in turn; keep what each made of it."""
    costs: dict[str, list[Cost]] = {}
    with running(WAYS if name != MAIN else (*WAYS, "naive")) as ways:
        for way_name, way in ways.items():
            folder = made / name / way_name
            folder.mkdir(parents=True)
            way.make(photo, name, folder=folder)  # it is warm then
        for _ in range(rounds):
            for way_name, way in ways.items():
                if cost := way.make(photo, name):
                    costs.setdefault(way_name, []).append(cost)
        missing = {way_name: way.error for way_name, way in ways.items() if way.error}
    figures = {way_name: _figures(each) for way_name, each in costs.items()}
    return {
        "words": KINDS[name].words,
        "sizes": sizes_of(name),
        "bytes": photo.stat().st_size,
        "missing": missing,
        "ways": figures,
    }


@contextmanager
def running(names: tuple[str, ...]) -> Iterator[dict[str, Way]]:
    """Start ways, and end them."""
    with ExitStack() as ends:
        ways = {}
        for name in names:
            try:
                process = ends.enter_context(
                    subprocess.Popen(
                        COMMANDS[name],
                        cwd=ROOT,
                        text=True,
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=subprocess.DEVNULL,
                    )
                )
            except FileNotFoundError:  # its environment could not be had: it is named as missing
                process = ends.enter_context(subprocess.Popen(["true"], text=True))
            ways[name] = Way(process)
            if not process.stdin:
                ways[name].error = "not installed"
        yield ways


def _ratios(row: dict[str, Any]) -> dict[str, float | None]:
    """Return how our way compares; None beside what could not be measured."""
    ways = row["ways"]
    ours = ways["ours"]["cpu_ms"]

    def beside(name: str, own: float = ours) -> float | None:
        return round(own / ways[name]["cpu_ms"], 3) if name in ways else None

    return {
        "vs_sharp": beside("sharp"),
        "vs_pyvips": beside("pyvips"),
        "vs_floor": beside("floor"),
        "vs_naive": beside("naive"),
        "room_vs_bare": beside("ours", ways["room"]["cpu_ms"]),
    }


def _figures(costs: list[Cost]) -> dict[str, float]:
    """Return medians."""
    return {
        "cpu_ms": median(cost.cpu_ms for cost in costs),
        "least_ms": round(min(cost.cpu_ms for cost in costs), 1),
        "peak_mb": median(cost.peak_mb for cost in costs),
    }
