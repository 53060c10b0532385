"""Moderators cover and crop in Chromium, by mouse and by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from gallery.db import db
from gallery.models import Photo, Stage
from tests.browser.reviewing import Sit, arrived, fresh, shown


def middle(page: Page, *, x: float, y: float) -> tuple[float, float]:
    """A point of the picture, in pixels of the window."""
    box = page.locator("[data-picture] image").bounding_box()
    assert box
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def test_covers_are_drawn_with_the_mouse_and_confirmed(sit: Sit, photos: list[Photo]) -> None:
    page = sit(f"/review/{photos[1].public_id}")
    page.keyboard.press("a")
    expect(page.locator("[data-why-not]")).to_be_focused()

    page.mouse.move(*middle(page, x=0.2, y=0.2))
    page.mouse.down()
    page.mouse.move(*middle(page, x=0.4, y=0.5), steps=4)
    page.mouse.up()
    page.keyboard.press("n")
    expect(page.get_by_role("button", name="Every head is covered", pressed=True)).to_be_visible()
    page.keyboard.press("a")
    shown(page, photos[2])
    arrived(page)

    (cover,) = fresh(photos[1]).covers
    assert cover == pytest.approx([0.2, 0.2, 0.2, 0.3], abs=0.01)
    assert photos[1].stage is Stage.APPROVED


def test_a_cover_that_was_clicked_is_moved_and_pulled_any_other_drag_draws_a_new_one(
    sit: Sit, photos: list[Photo]
) -> None:
    photos[0].covers = [[0.1, 0.1, 0.2, 0.2]]
    db.session.commit()
    page = sit()

    drag(page, (0.28, 0.2), (0.5, 0.4))
    drag(page, (0.15, 0.15), (0.15, 0.15))
    drag(page, (0.15, 0.15), (0.45, 0.55))
    drag(page, (0.6, 0.7), (0.7, 0.9))
    drag(page, (0.698, 0.6), (0.9, 0.8))
    page.keyboard.press("h")
    shown(page, photos[1])
    arrived(page)

    drawn = [[0.4, 0.5, 0.3, 0.4], [0.28, 0.2, 0.22, 0.2], [0.698, 0.6, 0.202, 0.2]]
    assert fresh(photos[0]).covers == [pytest.approx(box, abs=0.01) for box in drawn]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag with the mouse; without going anywhere it is a click."""
    page.mouse.move(*middle(page, x=start[0], y=start[1]))
    page.mouse.down()
    page.mouse.move(*middle(page, x=end[0], y=end[1]), steps=3)
    page.mouse.up()


def test_a_cover_is_placed_by_keys_alone(sit: Sit, photos: list[Photo]) -> None:
    page = sit()

    page.keyboard.press("b")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("b")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Delete")
    page.keyboard.press("h")
    shown(page, photos[1])
    arrived(page)

    (cover,) = fresh(photos[0]).covers
    assert cover == pytest.approx([0.4, 0.42, 0.12, 0.18], abs=0.001)


def test_a_crop_keeps_only_the_statue(sit: Sit, photos: list[Photo]) -> None:
    page = sit()

    page.keyboard.press("t")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.press("a")
    shown(page, photos[1])
    arrived(page)

    assert fresh(photos[0]).crop == pytest.approx([0.1, 0.1, 0.79, 0.8], abs=0.001)


def test_what_was_drawn_is_kept_when_one_goes_on_without_deciding(
    sit: Sit, photos: list[Photo]
) -> None:
    page = sit()
    page.keyboard.press("b")
    page.keyboard.press("Enter")

    page.keyboard.press("j")
    shown(page, photos[1])

    assert len(fresh(photos[0]).covers) == 1


def test_space_shows_the_picture_larger_and_smaller_again(sit: Sit, photos: list[Photo]) -> None:
    page = sit()
    picture = page.locator("[data-picture]")
    before = picture.bounding_box()
    assert before

    page.keyboard.press(" ")
    close = picture.bounding_box()
    page.keyboard.press(" ")

    assert close
    assert close["width"] > 2 * before["width"]
    assert picture.bounding_box() == before


def test_another_cover_lies_beside_the_first_where_it_is_seen(
    sit: Sit, photos: list[Photo]
) -> None:
    page = sit()

    for key in ("b", "Enter") * 3:
        page.keyboard.press(key)

    fields = [page.locator(f"[name=cover-{number}-left]") for number in range(3)]
    for field, left in zip(fields, ("44", "56", "68"), strict=True):
        expect(field).to_have_value(left)


def test_the_list_of_keys_leaves_the_picture_where_it_is(sit: Sit, photos: list[Photo]) -> None:
    page = sit()

    page.keyboard.press("?")

    expect(page.locator("[data-keys]")).to_have_attribute("open", "")
    expect(page.locator("[data-keys] summary")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
