"""Moderators at work in Chromium: keys, two at once; and without any script."""

import pytest
from playwright.sync_api import expect

from gallery.db import db
from gallery.models import Photo, Stage
from tests.axe import axe
from tests.browser.reviewing import Sit, arrived, fresh, shown
from tests.browsing import LOOKS
from tests.factories import create_photo


def test_keys_decide_one_photo_after_the_other(sit: Sit, photos: list[Photo]) -> None:
    page = sit()

    page.keyboard.press("a")
    shown(page, photos[1])
    page.keyboard.press("x")
    page.keyboard.press("5")
    shown(page, photos[2])
    page.keyboard.press("h")
    shown(page, photos[3])
    arrived(page)

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
    expect(page.locator("[data-news-words]")).to_have_text("Taken back: approved, Vilnius.")
    expect(page.locator("[data-news] a")).to_be_hidden()


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


def test_another_language_shows_the_photo_at_hand(sit: Sit, photos: list[Photo]) -> None:
    page = sit()
    page.keyboard.press("j")
    shown(page, photos[1])

    page.locator("a[hreflang=de]").click()

    page.wait_for_url(f"**/de/review/{photos[1].public_id}")


def test_a_key_leads_to_the_field_that_finds_what_waits(sit: Sit, photos: list[Photo]) -> None:
    page = sit()

    page.keyboard.press("/")
    page.keyboard.type("vilni")
    page.keyboard.press("Enter")

    page.wait_for_url("**/review/sheet/?where=lt/vilnius")


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
    arrived(page)
    assert fresh(photos[0]).stage is Stage.HELD


def test_two_moderators_never_both_decide_and_the_slower_goes_on(
    sit: Sit, photos: list[Photo]
) -> None:
    slow, quick = sit(), sit(f"/review/{photos[0].public_id}", name="Jonas")
    quick.keyboard.press("h")
    arrived(quick)

    slow.keyboard.press("a")
    shown(slow, photos[1])
    expect(slow.locator("[data-news]")).to_contain_text("Jonas already decided this one.")

    assert fresh(photos[0]).stage is Stage.HELD


def test_without_scripts_covers_are_numbers_and_every_decision_a_button(
    sit: Sit, photos: list[Photo]
) -> None:
    page = sit(java_script_enabled=False)
    page.goto(page.url.replace(photos[0].public_id, photos[1].public_id))

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
    arrived(page)
    found += axe(page)
    for number in (2, 3, 0):
        page.goto(f"{page.url.split('/review')[0]}/review/{photos[number].public_id}")
        page.locator(".decisions [data-act=hold]").click()
        arrived(page)
    expect(page.get_by_role("heading", name="All decided")).to_be_visible()

    assert found + axe(page) == []


def test_a_key_can_be_another_one_and_what_has_a_meaning_is_said(
    sit: Sit, photos: list[Photo]
) -> None:
    page = sit()
    page.keyboard.press("?")
    words, hold = page.locator("[data-keys-words]"), page.locator(".keys__change[data-key-of=hold]")

    hold.click()
    page.keyboard.press("a")
    expect(words).to_have_text("A has a meaning already: approve.")
    hold.click()
    page.keyboard.press("q")
    page.reload()
    expect(page.locator(".decisions [data-key-of=hold]")).to_have_text("Q")
    page.keyboard.press("h")
    page.keyboard.press("q")
    shown(page, photos[1])
    arrived(page)

    assert fresh(photos[0]).stage is Stage.HELD
