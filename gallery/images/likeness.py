"""How alike two pictures look: a 64-bit difference hash; and a picture's average colour."""

from PIL import Image

#: Distances between two hashes: up to SAME it is the same picture, up to ALIKE look at it.
SAME, ALIKE = 6, 14


def difference_hash(image: Image.Image) -> int:
    """Return 64 bits: is each of 9 × 8 grey cells brighter than its right neighbour?

    The "dHash" of N. Krawetz, "Kind of Like That" (2013).
    """
    cells = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(8):
        for left, right in zip(cells[row * 9 : row * 9 + 8], cells[row * 9 + 1 :], strict=False):
            bits = bits << 1 | (left > right)
    return bits


def distance(one: int, other: int) -> int:
    """Return in how many of 64 bits two hashes differ."""
    return (one ^ other).bit_count()


def average_colour(image: Image.Image) -> str:
    """Return the average colour as ``#rrggbb``."""
    return "#" + image.resize((1, 1), Image.Resampling.BOX).tobytes().hex()
