"""Our way, without the dark room: what its child does, in a process that stays."""

from bench.ways.loop import Sizes, answer
from gallery.images.developing import preview


def make(data: bytes, sizes: Sizes) -> list[bytes]:
    """Make the ladder; we choose its sizes, a guard compares them."""
    return [rendition.data for rendition in preview(data, covers=(), crop=None)]


if __name__ == "__main__":
    answer(make)
