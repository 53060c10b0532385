"""Contact sheets in Chromium: photos are chosen by keys and by mouse, and decided together."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from gallery.db import db
from gallery.models import MODERATOR, Photo, Stage
from gallery.toolbox import Toolbox
from tests.axe import axe
from tests.browsing import LOOKS, OpenPage, cookies_of
from tests.factories import create_account, create_photo, create_submission
from tests.house import signed_in
from tests.pictures import make_photo

Sit = Callable[..., Page]


@pytest.fixture
def photos(app: Flask, tools: Toolbox) -> list[Photo]:
    """Three photos of one submission, the last two alike, and one of another."""
    sent, other = create_submission(), create_submission()
    photos = [create_photo(submission=each) for each in (sent, sent, sent, other)]
    photos[2].likeness = photos[1].likeness
    for photo in photos:
        tools.private.put(f"{photo.preview_key}/640.jpg", make_photo(size=(640, 480)))
    db.session.commit()
    return photos


@pytest.fixture
def sit(app: Flask, open_page: OpenPage, address: str, photos: list[Photo]) -> Sit:
    """Let a moderator sit down before a sheet."""

    def sit(path: str = "/review/sheet/", **options: object) -> Page:
        page = open_page(**options)
        page.context.add_cookies(cookies_of(signed_in(app, create_account(MODERATOR)), address))
        page.goto(address + path)
        return page

    return sit


def stages(photos: list[Photo]) -> list[Stage]:
    """Where photos stand now."""
    db.session.rollback()
    db.session.expire_all()
    return [photo.stage for photo in photos]


def chosen(page: Page) -> list[int]:
    """Which photos are ticked."""
    boxes = page.locator("[data-box]").all()
    return [at for at, box in enumerate(boxes) if box.is_checked()]


def test_keys_choose_a_range_and_approve_it(sit: Sit, photos: list[Photo]) -> None:
    page = sit()

    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("Shift+J")
    expect(page.locator("[data-chosen]")).to_have_text("Chosen: 2")
    page.keyboard.press("a")
    expect(page.locator("h1")).to_have_text("You are about to approve 2 photos")
    assert stages(photos) == [Stage.WAITING] * 4
    expect(page.get_by_role("button", name="Approve")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("2 photos are approved")

    assert stages(photos) == [Stage.APPROVED] * 2 + [Stage.WAITING] * 2


def test_control_and_a_choose_a_submission_then_the_sheet_and_escape_nothing(sit: Sit) -> None:
    page = sit()

    page.keyboard.press("Control+a")
    first = chosen(page)
    page.keyboard.press("Control+a")
    second = chosen(page)
    page.keyboard.press("Escape")

    assert (first, second, chosen(page)) == ([0, 1, 2], [0, 1, 2, 3], [])


def test_a_digit_after_x_rejects_for_a_reason(sit: Sit, photos: list[Photo]) -> None:
    page = sit()

    page.locator("[data-box]").nth(0).click()
    page.locator("[data-box]").nth(2).click(modifiers=["Shift"])
    page.keyboard.press("x")
    page.keyboard.press("5")
    expect(page.locator("h1")).to_have_text("You are about to reject 3 photos")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator("h1")).to_have_text("3 photos are rejected")

    assert stages(photos) == [Stage.REJECTED] * 3 + [Stage.WAITING]
    assert [photo.reason for photo in photos] == ["child"] * 3 + [None]


def test_what_was_chosen_is_still_chosen_when_one_comes_back(sit: Sit) -> None:
    page = sit()
    page.keyboard.press("j")
    page.keyboard.press("Shift+J")

    page.keyboard.press("Enter")
    expect(page.locator("[data-review]")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-chosen]")).to_have_text("Chosen: 2")

    assert chosen(page) == [0, 1]


def test_enter_in_a_field_does_what_the_field_is_about(sit: Sit) -> None:
    page = sit()
    page.locator("[data-box]").nth(0).check()

    page.keyboard.press("d")
    page.keyboard.type("12112010")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("You are about to correct 1 photo")
    expect(page.locator(".contact__change")).to_contain_text("11 December 2010")


def test_keys_lead_to_a_burst_and_keep_the_best_of_it(sit: Sit, photos: list[Photo]) -> None:
    page = sit()
    for key in ("j", "j", "g"):
        page.keyboard.press(key)
    expect(page.locator("h1")).to_have_text("2 photos look alike")
    page.wait_for_load_state()

    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("[data-review]")).to_be_visible()

    assert sorted(stages(photos)[1:3]) == [Stage.APPROVED, Stage.REJECTED]


def test_without_scripts_photos_are_chosen_and_decided(sit: Sit, photos: list[Photo]) -> None:
    page = sit(java_script_enabled=False)

    page.locator("input[name=photo]").nth(1).check()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("button", name="Approve").click()

    assert stages(photos)[1] is Stage.APPROVED


@pytest.mark.parametrize("look", LOOKS[::3], ids=["phone", "desk"])
def test_pages_of_many_photos_are_open_to_all(sit: Sit, photos: list[Photo], look: object) -> None:
    page = sit(**look)
    found = {"sheet": axe(page)}
    page.locator("[data-box]").first.check()
    page.locator('[data-tool="city"] summary').click()
    found["city"] = axe(page)
    page.locator('[data-tool="city"] summary').click()
    page.get_by_role("button", name="Approve").click()
    expect(page.locator("h1")).to_have_text("You are about to approve 1 photo")
    found["plan"] = axe(page)
    page.get_by_role("button", name="Approve").click()
    expect(page.locator("h1")).to_have_text("1 photo is approved")
    found["done"] = axe(page)
    page.goto(page.url.partition("/review/")[0] + f"/review/alike/{photos[1].public_id}")
    found["alike"] = axe(page)

    assert {name: each for name, each in found.items() if each} == {}
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
