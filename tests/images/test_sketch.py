"""Two files of one picture are told from two pictures, however little differs."""

import io

import pytest
from PIL import Image, ImageDraw

from gallery.images.developing import sketch
from gallery.images.sketch import Sketch, is_same_picture
from tests.images.drawing import SAVED_AS, scene

SIZE = (3000, 2000)


def drawn(image: Image.Image, *, kind: str = "jpeg", quality: int = 80) -> Sketch:
    """Sketch an encoded picture."""
    buffer = io.BytesIO()
    image.save(buffer, SAVED_AS[kind], quality=quality)
    return sketch(buffer.getvalue(), covers=(), crop=None)


@pytest.fixture(scope="module")
def original() -> Sketch:
    """A camera's picture."""
    return drawn(scene(*SIZE), quality=92)


@pytest.fixture
def copy() -> Image.Image:
    """The same picture, smaller."""
    return scene(*SIZE).resize((2048, 1365))


@pytest.mark.parametrize(("kind", "quality"), [("jpeg", 80), ("jpeg", 30), ("heic", 50)])
def test_a_smaller_copy_coded_anew_is_the_same_picture(
    original: Sketch, copy: Image.Image, kind: str, quality: int
) -> None:
    assert is_same_picture(original, drawn(copy, kind=kind, quality=quality))


@pytest.mark.parametrize("where", [(0, 0), (700, 500), (1980, 1300)])
def test_a_picture_with_a_small_cover_is_another(
    original: Sketch, copy: Image.Image, where: tuple[int, int]
) -> None:
    left, top = where
    ImageDraw.Draw(copy).rectangle((left, top, left + 52, top + 52), fill="black")

    assert not is_same_picture(original, drawn(copy))


def test_a_mirrored_a_darker_and_a_cut_picture_are_others(
    original: Sketch, copy: Image.Image
) -> None:
    mirrored = copy.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    darker = copy.point(lambda level: round(level * 0.9))
    cut = copy.crop((0, 0, 1900, 1365))

    assert [is_same_picture(original, drawn(each)) for each in (mirrored, darker, cut)] == [
        False, False, False,
    ]  # fmt: skip
