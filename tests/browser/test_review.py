"""Moderators at work in Chromium: keys, covers by hand, two at once; and without any script."""

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

Sit = Callable[..., Page]


@pytest.fixture
def sit(app: Flask, open_page: OpenPage, address: str) -> Sit:
    """Let a moderator sit down before a page."""

    def sit(path: str = "/review/", *, name: str = "Mira", **options: object) -> Page:
        page = open_page(**options)
        browser = signed_in(app, create_account(MODERATOR, name=name))
        page.context.add_cookies(cookies_of(browser, address))
        page.goto(address + path)
        if path == "/review/":
            page.get_by_role("button", name="Begin", exact=True).click()
            page.locator("[data-review]").wait_for()
            page.wait_for_load_state()
        return page

    return sit


@pytest.fixture
def photos(app: Flask, tools: Toolbox) -> list[Photo]:
    """Four waiting photos with previews; who sent the second asked to hide every face."""
    wishes = [FaceWish.AGREED, FaceWish.HIDE, FaceWish.AGREED, FaceWish.AGREED]
    photos = [create_photo(submission=create_submission(faces=wish)) for wish in wishes]
    for photo in photos:
        tools.private.put(f"{photo.preview_key}/640.jpg", make_photo(size=(640, 480)))
    return photos


def shown(page: Page, photo: Photo) -> None:
    """See that this photo is the one to decide."""
    expect(page.locator(f'[data-review][data-photo="{photo.public_id}"]')).to_be_visible()


def fresh(photo: Photo) -> Photo:
    """The photo as it is now."""
    db.session.rollback()
    db.session.expire_all()
    return photo


def middle(page: Page, *, x: float, y: float) -> tuple[float, float]:
    """A point of the picture, in pixels of the window."""
    box = page.locator("[data-picture] image").bounding_box()
    assert box
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def test_keys_decide_one_photo_after_the_other(sit: Sit, photos: list[Photo]) -> None:
    page = sit()

    page.keyboard.press("a")
    shown(page, photos[1])
    page.keyboard.press("x")
    page.keyboard.press("5")
    shown(page, photos[2])
    page.keyboard.press("h")
    shown(page, photos[3])

    stages = [fresh(photo).stage for photo in photos]
    assert stages == [Stage.APPROVED, Stage.REJECTED, Stage.HELD, Stage.WAITING]
    assert photos[1].reason == "child"


def test_the_last_decision_is_undone_by_a_key(sit: Sit, photos: list[Photo]) -> None:
    page = sit()
    page.keyboard.press("a")
    shown(page, photos[1])

    page.keyboard.press("z")

    shown(page, photos[0])
    assert fresh(photos[0]).stage is Stage.WAITING


def test_keys_lead_through_the_queue_and_back(sit: Sit, photos: list[Photo]) -> None:
    page = sit()

    page.keyboard.press("j")
    shown(page, photos[1])
    page.keyboard.press("ArrowRight")
    shown(page, photos[2])
    page.keyboard.press("k")
    shown(page, photos[1])
    page.go_back()
    shown(page, photos[2])


@pytest.mark.parametrize("keys", ["Control+a", "Alt+a", "Meta+a", "Shift+a", "Control+h"])
def test_modifiers_never_decide(sit: Sit, photos: list[Photo], keys: str) -> None:
    page = sit()

    page.keyboard.press(keys)
    page.keyboard.press("j")

    shown(page, photos[1])
    assert fresh(photos[0]).stage is Stage.WAITING


def test_letters_that_are_typed_decide_nothing(sit: Sit, photos: list[Photo]) -> None:
    page = sit()

    page.keyboard.press("e")
    page.keyboard.type("a hazy xylophone 1")
    page.keyboard.press("Enter")

    expect(page.locator("input[name=description]")).to_have_value("a hazy xylophone 1")
    expect(page.locator("[data-decide] [name=version]")).to_have_value("2")
    assert fresh(photos[0]).stage is Stage.WAITING
    assert photos[0].description == "a hazy xylophone 1"


def test_keys_can_be_switched_off_and_stay_off(sit: Sit, photos: list[Photo]) -> None:
    page = sit()
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()

    page.keyboard.press("a")
    page.reload()
    page.keyboard.press("a")
    page.locator(".decisions [data-act=hold]").click()

    shown(page, photos[1])
    assert fresh(photos[0]).stage is Stage.HELD


def test_covers_are_drawn_with_the_mouse_and_confirmed(sit: Sit, photos: list[Photo]) -> None:
    page = sit(f"/review/{photos[1].public_id}")
    page.keyboard.press("a")
    expect(page.locator("[data-notice]")).to_contain_text("asked to hide every face")

    page.mouse.move(*middle(page, x=0.2, y=0.2))
    page.mouse.down()
    page.mouse.move(*middle(page, x=0.4, y=0.5), steps=4)
    page.mouse.up()
    page.keyboard.press("n")
    expect(page.locator(".review-facts")).to_contain_text("every head is covered")
    page.keyboard.press("a")
    shown(page, photos[2])

    (cover,) = fresh(photos[1]).covers
    assert cover == pytest.approx([0.2, 0.2, 0.2, 0.3], abs=0.01)
    assert photos[1].stage is Stage.APPROVED


def test_a_cover_is_moved_and_pulled_with_the_mouse(sit: Sit, photos: list[Photo]) -> None:
    photos[0].covers = [[0.1, 0.1, 0.2, 0.2]]
    db.session.commit()
    page = sit()

    page.mouse.move(*middle(page, x=0.2, y=0.2))
    page.mouse.down()
    page.mouse.move(*middle(page, x=0.5, y=0.4), steps=3)
    page.mouse.up()
    page.mouse.move(*middle(page, x=0.6, y=0.5))
    page.mouse.down()
    page.mouse.move(*middle(page, x=0.7, y=0.8), steps=3)
    page.mouse.up()
    page.keyboard.press("h")
    shown(page, photos[1])

    (cover,) = fresh(photos[0]).covers
    assert cover == pytest.approx([0.4, 0.3, 0.3, 0.5], abs=0.01)


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

    (cover,) = fresh(photos[0]).covers
    assert cover == pytest.approx([0.4, 0.42, 0.12, 0.18], abs=0.001)


def test_a_crop_keeps_only_the_statue(sit: Sit, photos: list[Photo]) -> None:
    page = sit()

    page.keyboard.press("t")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.press("a")
    shown(page, photos[1])

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


def test_two_moderators_never_both_decide_and_the_slower_goes_on(
    sit: Sit, photos: list[Photo]
) -> None:
    slow, quick = sit(), sit(name="Jonas")
    quick.keyboard.press("h")
    shown(quick, photos[1])

    slow.keyboard.press("a")
    expect(slow.locator("[data-notice]")).to_have_text("Jonas already decided this one.")
    slow.get_by_role("link", name="Next photo").click()
    shown(slow, photos[1])

    assert fresh(photos[0]).stage is Stage.HELD


def test_a_decision_that_does_not_arrive_is_not_shown_as_made(
    sit: Sit, photos: list[Photo]
) -> None:
    page = sit()
    page.context.set_offline(True)

    page.keyboard.press("a")
    expect(page.locator("[data-trouble]")).to_be_visible()
    shown(page, photos[0])
    page.context.set_offline(False)
    page.keyboard.press("a")

    shown(page, photos[1])
    assert fresh(photos[0]).stage is Stage.APPROVED


def test_without_scripts_covers_are_numbers_and_every_decision_a_button(
    sit: Sit, photos: list[Photo]
) -> None:
    page = sit(f"/review/{photos[1].public_id}", java_script_enabled=False)

    for side, value in {"left": "10", "top": "20", "width": "5", "height": "8"}.items():
        page.fill(f"[name=cover-0-{side}]", value)
    page.get_by_role("button", name="Every head is covered").click()
    expect(page.locator(".cover")).to_have_count(1)
    page.get_by_role("button", name="Approve").click()
    shown(page, photos[2])
    page.locator("[data-reject] summary").click()
    page.get_by_role("button", name="Advertising").click()
    shown(page, photos[3])
    page.get_by_role("button", name="Undo").click()

    shown(page, photos[2])
    assert fresh(photos[1]).covers == [[0.1, 0.2, 0.05, 0.08]]
    assert (photos[1].stage, photos[2].stage) == (Stage.APPROVED, Stage.WAITING)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look['viewport']['width']}")
def test_axe_finds_nothing_wrong(sit: Sit, photos: list[Photo], look: dict[str, object]) -> None:
    photos[1].covers, photos[1].flags = [[0.1, 0.1, 0.2, 0.2]], ["two-exif"]
    create_photo(stage=Stage.APPROVED)
    db.session.commit()
    page = sit(f"/review/{photos[1].public_id}", **look)

    for tool in ("reject", "tool=words", "keys"):
        page.evaluate(f"document.querySelector('[data-{tool}]').open = true")
    found = axe(page)
    page.locator("[data-act=reject]").first.click()
    shown(page, photos[2])
    found += axe(page)
    for number in (2, 3, 0):
        page.goto(f"{page.url.split('/review')[0]}/review/{photos[number].public_id}")
        page.locator(".decisions [data-act=hold]").click()
    expect(page.get_by_role("heading", name="All decided")).to_be_visible()

    assert found + axe(page) == []
