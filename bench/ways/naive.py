"""The naive way: open, resize and save for each size, as the first page of every tutorial does."""

import io

from PIL import Image

from bench.ways.loop import Sizes, answer


def make(data: bytes, sizes: Sizes) -> list[bytes]:
    """Make the ladder."""
    made = []
    for size in sizes:
        with Image.open(io.BytesIO(data)) as image:
            small = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        target = io.BytesIO()
        small.save(target, "JPEG", quality=80, subsampling="4:2:0", progressive=max(size) <= 640)
        made.append(target.getvalue())
    return made


if __name__ == "__main__":
    answer(make)
