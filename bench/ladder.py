"""The JPEG ladder of a 12 MP photo: our way, and the naive way beside it."""

import io
import resource
from collections.abc import Iterator
from typing import Any

from PIL import Image

from bench.measuring import Cost, Told, cost_of, median
from bench.photos import SIZE, make_photo
from gallery.images.darkroom import DarkRoom
from gallery.images.developing import preview

SIZES = ((2016, 1512), (1280, 960), (640, 480), (320, 240))
TRACES = ("exif", "icc_profile", "comment", "xmp")


def make_ours(data: bytes) -> list[bytes]:
    """Develop as the dark room does: one decode at half size, a cascade, no metadata."""
    return [rendition.data for rendition in preview(data, covers=(), crop=None)]


def make_naively(data: bytes) -> list[bytes]:
    """Open, resize and save for each size, as the first page of every tutorial does."""
    made = []
    for size in SIZES:
        with Image.open(io.BytesIO(data)) as image:
            small = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        target = io.BytesIO()
        small.save(target, "JPEG", quality=80, subsampling="4:2:0")
        made.append(target.getvalue())
    return made


def measure_ladder(rounds: int, told: Told) -> dict[str, Any]:
    """Run both ways in turn, so that they share the machine's moods; return figures and ratios."""
    data = make_photo()
    guards = dict(_guards(data))
    costs: dict[str, list[Cost]] = {"ours": [], "naive": []}
    for number in range(rounds):
        told(f"ladder {number + 1} of {rounds}")
        costs["ours"].append(cost_of(lambda: make_ours(data)))
        costs["naive"].append(cost_of(lambda: make_naively(data)))
    in_room = cost_in_room(data, photos=rounds)
    figures = {name: _figures(of_one) for name, of_one in costs.items()}
    ours = figures["ours"]["cpu_ms"]
    return {
        "photo": {"width": SIZE[0], "height": SIZE[1], "bytes": len(data)},
        "rounds": rounds,
        "vs_naive": round(ours / figures["naive"]["cpu_ms"], 3),
        "room_vs_bare": round(in_room / ours, 3),
        "start_mb": round(cost_of(lambda: None).peak_mb, 1),
        "ours": figures["ours"],
        "naive": figures["naive"],
        "in_room": {"cpu_ms": in_room},
        "guards": guards,
    }


def cost_in_room(data: bytes, *, photos: int) -> float:
    """Return the ms of processor time a photo takes in the dark room: fork, closed doors and all.

    A mean: the kernel tells what the room's children took only when the room is closed.
    """
    room_alone = _cost_of_room(data, photos=1)
    return round((_cost_of_room(data, photos=photos + 1) - room_alone) / photos, 1)


def _cost_of_room(data: bytes, *, photos: int) -> float:
    """Open a dark room for some photos; return what it, its children and we took."""
    before = _cpu_ms()
    room = DarkRoom()
    for _ in range(photos):
        room.preview(data)
    room.close()
    return _cpu_ms() - before


def _cpu_ms() -> float:
    """Return the processor time of ourselves and of all children that ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds)) * 1000


def _guards(data: bytes) -> Iterator[tuple[str, bool]]:
    """Yield what must be so for the figures to count."""
    ours = [Image.open(io.BytesIO(each)) for each in make_ours(data)]
    yield "sizes", [image.size for image in ours] == list(SIZES)
    yield "no_metadata", not any(trace in image.info for image in ours for trace in TRACES)


def _figures(costs: list[Cost]) -> dict[str, float]:
    """Return medians."""
    return {
        "cpu_ms": median(cost.cpu_ms for cost in costs),
        "peak_mb": median(cost.peak_mb for cost in costs),
    }
