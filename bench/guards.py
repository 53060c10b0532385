"""What must be so for the figures of the ladder to count: pictures as good as the peers'."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageStat

from bench.likeness import colour_distance, ssim
from bench.photos import ORIENTATION
from gallery.images.developing import preview
from gallery.images.turning import TURNS
from tests.images.drawing import scene

PEERS = ("sharp", "pyvips")
SSIM_WITHIN, COLOUR_WITHIN, BYTES_WITHIN, ROOM_WITHIN = 0.005, 1.1, 1.05, 1.1
#: What a JPEG of ours may hold: no comment, and of the APP segments only JFIF's.
START, SCAN, APP0 = b"\xff\xd8", 0xDA, 0xE0
SEGMENTS = frozenset({APP0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD, SCAN})
JFIF_SIZE = 16
UPRIGHT_WITHIN = 3.0  # levels on average
#: What undoes a quarter turn; the others undo themselves.
BACK = {
    Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270,
    Image.Transpose.ROTATE_270: Image.Transpose.ROTATE_90,
}
SRGB = ImageCms.createProfile("sRGB")


def judge(made: Path, photos: Mapping[str, Path], rows: Mapping[str, Any]) -> dict[str, bool]:
    """Return which guards are kept; ``made`` has a folder of each photo with one of each way."""
    guards = {"all_measured": _all_measured(rows), "no_metadata": _no_metadata(made)}
    guards["same_sizes"] = all(_has_sizes(made / name, row) for name, row in rows.items())
    guards["orientations"] = all_upright()
    for name in ("plain", "p3"):
        wanted = list(reference(photos[name], rows[name]["sizes"]))
        guards[f"ssim_{name}"] = _is_as_alike(made / name, wanted)
        guards[f"bytes_{name}"] = _is_as_small(made / name)
        guards[f"colours_{name}"] = _has_colours(made / name, wanted)
    room, bare = (rows["plain"]["ways"][name]["cpu_ms"] for name in ("room", "ours"))
    guards["room"] = room <= ROOM_WITHIN * bare
    return guards


def _all_measured(rows: Mapping[str, Any]) -> bool:
    """Whether every way that can be was measured of the first photo."""
    return not rows["plain"]["missing"]


def _no_metadata(made: Path) -> bool:
    """Whether nothing that we made has any."""
    ours = [path for name in ("ours", "room") for path in made.glob(f"*/{name}/*.jpg")]
    return bool(ours) and all(has_only_pixels(path.read_bytes()) for path in ours)


def _has_sizes(folder: Path, row: Mapping[str, Any]) -> bool:
    """Whether ours are of the sizes that the others were asked for."""
    return [image.size for image in _opened(folder / "ours")] == [
        tuple(size) for size in row["sizes"]
    ]


def _is_as_alike(folder: Path, wanted: Sequence[Image.Image]) -> bool:
    """Whether each size of ours is nearly as like what is wanted as the best peer's."""
    ours = _alike(folder / "ours", wanted)
    peers = [_alike(folder / name, wanted) for name in PEERS if _opened(folder / name)]
    return all(
        own >= best - SSIM_WITHIN
        for own, best in zip(ours, map(max, zip(*peers, strict=True)), strict=True)
    )


def _alike(folder: Path, wanted: Sequence[Image.Image]) -> list[float]:
    """Return how like what is wanted each size is."""
    return [ssim(have, want) for have, want in zip(_opened(folder), wanted, strict=True)]


def _is_as_small(folder: Path) -> bool:
    """Whether ours have no more bytes than the peers', nearly."""
    ours = _bytes(folder / "ours")
    return all(ours <= BYTES_WITHIN * _bytes(folder / name) for name in PEERS if _opened(folder))


def _bytes(folder: Path) -> float:
    """Return how many bytes a way made; without end where it made none."""
    return sum(path.stat().st_size for path in folder.glob("*.jpg")) or float("inf")


def _has_colours(folder: Path, wanted: Sequence[Image.Image]) -> bool:
    """Whether colours are off by hardly more than those of what is wanted are as JPEG."""
    return all(
        colour_distance(have, want) <= COLOUR_WITHIN * colour_distance(_as_jpeg(want), want)
        for have, want in zip(_opened(folder / "ours"), wanted, strict=True)
    )


def _as_jpeg(image: Image.Image) -> Image.Image:
    """Return a picture as the JPEG it could be at best."""
    target = io.BytesIO()
    image.save(target, "JPEG", quality=80, subsampling="4:2:0")
    return Image.open(target)


def _opened(folder: Path) -> list[Image.Image]:
    """Return what a way made, largest first."""
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("*.jpg"))]


def all_upright() -> bool:
    """Whether a picture comes out the same, however its camera was held."""
    upright = scene(480, 320, noise=0)
    return all(_is_upright(upright, orientation) for orientation in range(1, 9))


def _is_upright(upright: Image.Image, orientation: int) -> bool:
    """Whether a picture that is stored as a camera held so would comes out upright."""
    stored = upright
    turn = TURNS.get(orientation)
    if turn is not None:
        stored = upright.transpose(BACK.get(turn, turn))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    target = io.BytesIO()
    stored.save(target, "JPEG", quality=95, exif=exif.tobytes())
    shown = Image.open(io.BytesIO(preview(target.getvalue(), covers=(), crop=None)[0].data))
    off = (
        ImageChops.difference(shown.convert("RGB"), upright) if shown.size == upright.size else None
    )
    return off is not None and max(ImageStat.Stat(off).mean) <= UPRIGHT_WITHIN


def has_only_pixels(data: bytes) -> bool:
    """Whether a JPEG holds nothing but its picture: no metadata, and nothing behind its end."""
    at = len(START)
    while data[at : at + 1] == b"\xff":
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker not in SEGMENTS or (marker == APP0 and size != JFIF_SIZE):
            return False
        if marker == SCAN:
            return data.startswith(START) and data.endswith(b"\xff\xd9")
        at += 2 + size
    return False


def reference(photo: Path, sizes: Iterable[tuple[int, int]]) -> Iterator[Image.Image]:
    """Yield a photo in sizes as well as can be: decoded in full, converted, resized once."""
    with Image.open(photo) as image:
        whole = image.convert("RGB")
    if profile := image.info.get("icc_profile"):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        whole = ImageCms.profileToProfile(whole, source, SRGB, renderingIntent=intent) or whole
    return (whole.resize(size, Image.Resampling.LANCZOS) for size in sizes)
