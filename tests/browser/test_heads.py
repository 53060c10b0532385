"""Suggested covers in Chromium: accepted by mouse, finger and keys; and without any script."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from gallery.db import db
from gallery.models import MODERATOR, FaceWish, Photo, Stage
from gallery.toolbox import Toolbox
from tests.axe import axe
from tests.browsing import LOOKS, OpenPage, cookies_of
from tests.factories import create_account, create_photo, create_submission
from tests.house import signed_in
from tests.pictures import make_photo

HEADS = [[0.1, 0.3, 0.16, 0.3], [0.4, 0.3, 0.16, 0.3], [0.7, 0.3, 0.16, 0.3]]
Sit = Callable[..., Page]


@pytest.fixture
def photo(app: Flask, tools: Toolbox) -> Photo:
    """A waiting photo with three heads, whose sender asked to hide every face."""
    photo = create_photo(submission=create_submission(faces=FaceWish.HIDE), heads=HEADS)
    tools.private.put(f"{photo.preview_key}/640.jpg", make_photo(size=(640, 480)))
    return photo


@pytest.fixture
def sit(app: Flask, open_page: OpenPage, address: str, photo: Photo) -> Sit:
    """Let a moderator sit down before it."""

    def sit(**options: object) -> Page:
        page = open_page(**options)
        browser = signed_in(app, create_account(MODERATOR, name="Mira"))
        page.context.add_cookies(cookies_of(browser, address))
        page.goto(f"{address}/review/{photo.public_id}")
        return page

    return sit


def kept(photo: Photo) -> list[list[float]]:
    """The covers that the server has."""
    db.session.rollback()
    db.session.expire_all()
    return photo.covers


def says(page: Page, words: str) -> None:
    """See what is said of heads beside the decision."""
    expect(page.locator("[data-heads-count] [role=status]")).to_have_text(words)


def middle(page: Page, *, x: float, y: float) -> tuple[float, float]:
    """A point of the picture, in pixels of the window."""
    box = page.locator("[data-picture] image").bounding_box()
    assert box
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def test_one_key_covers_all_heads_and_another_confirms_it(sit: Sit, photo: Photo) -> None:
    page = sit()
    says(page, "3 heads seen, 0 covered")

    page.keyboard.press("f")
    says(page, "3 heads seen, 3 covered")
    page.keyboard.press("n")
    expect(page.get_by_role("button", name="Every head is covered", pressed=True)).to_be_visible()
    page.locator("[data-act=cover]").click()
    expect(page.locator(".review-facts")).to_contain_text("every head is covered")

    assert kept(photo) == [pytest.approx(head) for head in HEADS]
    says(page, "3 heads seen, 3 covered")


def test_heads_are_covered_one_by_one_with_the_mouse(sit: Sit, photo: Photo) -> None:
    page = sit()

    page.mouse.click(*middle(page, x=0.48, y=0.45))
    says(page, "3 heads seen, 1 covered")
    page.mouse.move(*middle(page, x=0.72, y=0.32))  # a cover can still be drawn over a suggestion
    page.mouse.down()
    page.mouse.move(*middle(page, x=0.84, y=0.58), steps=3)
    page.mouse.up()
    says(page, "3 heads seen, 2 covered")
    page.locator("[data-act=covered]").click()

    expect(page.locator("[data-notice]")).to_contain_text("Not every head that was seen is covered")
    page.locator("[data-act=covered]").click()
    expect(page.locator(".review-facts")).to_contain_text("every head is covered")
    assert len(kept(photo)) == 2


def test_heads_are_covered_one_by_one_with_keys(sit: Sit, photo: Photo) -> None:
    page = sit()

    page.locator(".head").first.focus()
    page.keyboard.press("Enter")
    says(page, "3 heads seen, 1 covered")
    expect(page.get_by_role("button", name="Uncovered head 2")).to_be_focused()
    page.keyboard.press(" ")
    page.keyboard.press("Enter")
    says(page, "3 heads seen, 3 covered")
    page.keyboard.press("h")
    expect(page.get_by_role("heading", name="All decided")).to_be_visible()

    assert len(kept(photo)) == 3


def test_a_tap_covers_a_head_and_a_removed_cover_shows_it_again(sit: Sit, photo: Photo) -> None:
    page = sit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)

    page.touchscreen.tap(*middle(page, x=0.18, y=0.45))
    says(page, "3 heads seen, 1 covered")
    page.touchscreen.tap(*middle(page, x=0.18, y=0.45))  # now it is a cover, and chosen
    page.keyboard.press("Delete")

    says(page, "3 heads seen, 0 covered")
    assert kept(photo) == []


def test_without_scripts_a_button_covers_all_heads(sit: Sit, photo: Photo) -> None:
    page = sit(java_script_enabled=False)

    page.get_by_role("button", name="Cover all 3 heads").click()
    says(page, "3 heads seen, 3 covered")
    page.get_by_role("button", name="Every head is covered").click()
    page.get_by_role("button", name="Approve").click()

    assert len(kept(photo)) == 3
    assert photo.stage is Stage.APPROVED


@pytest.mark.parametrize("look", LOOKS[::2], ids=lambda look: f"{look['viewport']['width']}")
def test_axe_finds_nothing_wrong(sit: Sit, look: dict[str, object]) -> None:
    page = sit(**look)

    found = axe(page)
    page.keyboard.press("f")

    assert found + axe(page) == []
