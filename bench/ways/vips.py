"""The way of pyvips: one thumbnail while loading, then one from another; to sRGB if need be."""

import pyvips

from bench.ways.loop import Sizes, answer

LOOKS = {"Q": 80, "keep": "none", "subsample_mode": "on"}

pyvips.cache_set_max(0)


def make(data: bytes, sizes: Sizes) -> list[bytes]:
    """Make the ladder."""
    image, made = None, []
    for width, height in sizes:
        asked = {"height": height, "size": "force"}
        if image is None:
            loaded = pyvips.Image.thumbnail_buffer(
                data, width, fail_on="truncated", **asked, **_colours(data)
            )
        else:
            loaded = image.thumbnail_image(width, **asked)
        image = loaded.copy_memory()
        made.append(image.jpegsave_buffer(**LOOKS, interlace=max(width, height) <= 640))
    return made


def _colours(data: bytes) -> dict[str, str]:
    """Return how a picture's profile is to be used, where it has one."""
    head = pyvips.Image.new_from_buffer(data, "", access="sequential")
    if head.get_typeof("icc-profile-data"):
        return {"output_profile": "srgb", "intent": "relative"}
    return {}


if __name__ == "__main__":
    answer(make)
