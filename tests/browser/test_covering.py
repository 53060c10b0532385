"""Photos are covered on the phone before they leave it: by mouse, finger and keys."""

import gzip
import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from gallery.db import db
from gallery.models import Upload
from gallery.toolbox import Toolbox
from tests.architecture import ROOT
from tests.browser.covering import begin, look, open_desk
from tests.browser.sending import choose, row, uploads
from tests.browsing import OpenPage
from tests.factories import create_edition
from tests.pictures import make_photo

pytestmark = pytest.mark.browser

TAPE = (181, 18, 43)


@pytest.fixture
def covering(add: Page) -> Page:
    """The form with "Cover faces first" chosen."""
    return begin(add)


def as_jpeg(image: Image.Image) -> bytes:
    """Return a picture as a file, turned by its camera."""
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95, exif=exif)
    return buffer.getvalue()


def arrived(tools: Toolbox, count: int = 1) -> list[bytes]:
    """Return the files that the server has."""
    db.session.rollback()
    found = list(db.session.scalars(select(Upload).order_by(Upload.id)))
    assert len(found) == count
    return [
        b"".join(tools.private.open(piece.key).read() for piece in upload.pieces)
        for upload in found
    ]


def opened(data: bytes) -> Image.Image:
    """Open a file as a picture."""
    return Image.open(io.BytesIO(data)).convert("RGB")


def is_tape(image: Image.Image, x: float, y: float) -> bool:
    """Whether there is tape at a point, in fractions of a picture."""
    pixel = image.getpixel((int(x * image.width), int(y * image.height)))
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 6 for one, other in zip(pixel, TAPE, strict=True))


def cover_and_send(page: Page, photo: bytes, *, number: int = 1) -> None:
    """Put a strip on the middle, and send."""
    choose(page, photo)
    dialog = open_desk(page, number)
    dialog.get_by_role("button", name="Add a strip").click()
    dialog.get_by_role("button", name="Every face is covered").click()
    expect(row(page, number)).to_contain_text("Safe on our server")


def test_a_photo_leaves_the_phone_only_after_it_was_covered(covering: Page, tools: Toolbox) -> None:
    choose(covering, make_photo())
    expect(row(covering, 1)).to_contain_text("Not covered yet. Nothing has left this phone.")
    assert uploads() == 0

    dialog = open_desk(covering)
    dialog.get_by_role("button", name="Add a strip").click()
    dialog.get_by_role("button", name="Every face is covered").click()

    expect(row(covering, 1)).to_contain_text("Safe on our server")
    [data] = arrived(tools)
    assert is_tape(opened(data), 0.5, 0.5)
    assert not is_tape(opened(data), 0.1, 0.1)


def test_keys_alone_cover_move_resize_and_remove(covering: Page, tools: Toolbox) -> None:
    choose(covering, make_photo())
    keys = covering.keyboard
    expect(covering.locator("[data-cover-all]")).to_be_visible()
    covering.locator("[data-cover-all]").press("Enter")
    dialog = look(covering)
    dialog.get_by_role("button", name="Add a strip").press("Enter")
    expect(dialog.locator("[data-shapes] .cover")).to_be_focused()
    keys.press("Delete")
    expect(dialog.locator("[data-shapes] .cover")).to_have_count(0)

    dialog.get_by_role("button", name="Add a strip").press("Enter")
    for _ in range(25):
        keys.press("ArrowLeft")
    for _ in range(20):
        keys.press("Shift+ArrowUp")
    for _ in range(30):
        keys.press("Shift+ArrowDown")
    for _ in range(15):
        keys.press("Tab")
        if covering.evaluate("document.activeElement.dataset.do") == "done":
            break
    keys.press("Enter")

    expect(row(covering, 1)).to_contain_text("Safe on our server")
    image = opened(arrived(tools)[0])
    assert is_tape(image, 0.25, 0.5)
    assert is_tape(image, 0.25, 0.7)
    assert not is_tape(image, 0.5, 0.5)


def test_buttons_do_what_dragging_does(covering: Page, tools: Toolbox) -> None:
    choose(covering, make_photo())
    dialog = open_desk(covering)
    dialog.get_by_role("button", name="Add a strip").click()
    dialog.get_by_role("button", name="Remove").click()
    dialog.get_by_role("button", name="Undo").click()
    dialog.locator("[data-shapes] .cover").click()
    for name in ["Right"] * 20 + ["Resize"] + ["Down"] * 10:
        dialog.get_by_role("button", name=name, exact=True).click()

    dialog.get_by_role("button", name="Every face is covered").click()

    expect(row(covering, 1)).to_contain_text("Safe on our server")
    image = opened(arrived(tools)[0])
    assert [is_tape(image, x, 0.5) for x in (0.3, 0.7)] == [False, True]
    assert is_tape(image, 0.7, 0.65)


def test_fingers_tap_strips_onto_heads_and_undo_takes_the_last_one_back(
    open_page: OpenPage, address: str, tools: Toolbox
) -> None:
    create_edition()
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"{address}/add/")
    begin(page)
    choose(page, make_photo())
    dialog = open_desk(page)
    box = dialog.locator("[data-picture]").bounding_box()
    assert box
    for x, y in ((0.2, 0.3), (0.8, 0.3), (0.5, 0.8)):
        page.touchscreen.tap(box["x"] + x * box["width"], box["y"] + y * box["height"])

    dialog.get_by_role("button", name="Undo").tap()
    dialog.get_by_role("button", name="Every face is covered").tap()

    expect(row(page, 1)).to_contain_text("Safe on our server")
    image = opened(arrived(tools)[0])
    taped = [is_tape(image, x, y) for x, y in ((0.2, 0.3), (0.8, 0.3), (0.5, 0.8), (0.5, 0.3))]
    assert taped == [True, True, False, False]


def test_only_the_statue_is_kept(covering: Page, tools: Toolbox) -> None:
    choose(covering, make_photo(size=(1000, 800)))
    dialog = open_desk(covering)

    dialog.get_by_role("button", name="Keep only the statue").click()
    dialog.get_by_role("button", name="Every face is covered").click()

    expect(row(covering, 1)).to_contain_text("Safe on our server")
    width, height = opened(arrived(tools)[0]).size
    assert 740 <= width < 800  # 80 %, and without what JPEG has mixed
    assert 580 <= height < 640


@pytest.mark.parametrize("size", [(640, 480), (4400, 300)])
def test_what_lies_under_a_strip_changes_no_byte_of_what_is_sent(
    covering: Page, tools: Toolbox, size: tuple[int, int]
) -> None:
    image = Image.effect_noise(size, 60).convert("RGB")
    faces = [(20, 200, 40), (250, 240, 20)]
    for number, face in enumerate(faces, start=1):
        side = size[1] // 12
        middle = (size[0] // 2 - side, size[1] // 2 - side)
        image.paste(face, (*middle, middle[0] + 2 * side, middle[1] + 2 * side))
        cover_and_send(covering, as_jpeg(image), number=number)

    one, other = arrived(tools, 2)

    assert one == other
    assert max(opened(one).size) <= 4096


def test_covering_weighs_little() -> None:
    own = ["covering", "cover-desk", "burning", "zoom"]
    shared = ["easel", "hands", "boxes"]  # with the review desk

    assert weigh(own) <= 6.5 * 1024
    assert weigh(own + shared) <= 11.5 * 1024


def weigh(names: list[str]) -> int:
    """Return what scripts weigh on the line."""
    scripts = [(ROOT / "static" / "js" / f"{name}.js").read_bytes() for name in names]
    return sum(len(gzip.compress(script)) for script in scripts)
