"""The form in Chromium with scripts switched off, and whether everyone can use its pages."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from gallery.db import db
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from tests.axe import axe
from tests.browsing import LOOKS, OpenPage
from tests.factories import create_edition, create_link
from tests.pictures import make_photo
from tests.sending import DAY, examine_all

PLACE = (54.687, 25.279)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A photo that knows its place, one that does not, a leaflet, and nothing at all."""
    made = {
        "known.jpg": make_photo(taken_at=DAY, place=PLACE),
        "unplaced.jpg": make_photo(taken_at=DAY),
        "leaflet.jpg": b"%PDF-1.7 and more",
        "empty.jpg": b"",
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    return [tmp_path / name for name in made]


@pytest.fixture
def plain(open_page: OpenPage) -> Page:
    """A browser without scripts."""
    return open_page(java_script_enabled=False, reduced_motion="reduce")


def choose(page: Page, address: str, files: list[Path]) -> None:
    """Choose how, then photos."""
    page.goto(f"{address}/add/")
    page.get_by_label("Send as taken").check()
    page.locator("#photos").set_input_files(files)


def press(page: Page) -> None:
    page.get_by_role("button", name="Send to the team").click()


def axe_without_scripts(page: Page, judge: Page) -> list[str]:
    """What axe, which is a script, finds wrong with a page that has none: asked about a copy."""
    copy = page.content().replace("<head>", f'<head><base href="{page.url}">')
    judge.set_content(copy.replace('type="module"', 'type="text/plain"'))
    return axe(judge)


def test_photos_are_sent_and_withdrawn_without_a_script(
    plain: Page, address: str, files: list[Path], tools: Toolbox
) -> None:
    create_edition()

    choose(plain, address, files)
    press(plain)
    plain.get_by_text("This file is empty. Choose the photo again.").wait_for()
    plain.get_by_text("This is not a photo. We take JPEG").wait_for()
    examine_all(tools)
    plain.get_by_role("checkbox").first.check()
    plain.get_by_role("checkbox").last.check()
    press(plain)
    plain.get_by_text("Photo 2 still needs a city.").first.wait_for()
    plain.get_by_role("textbox", name="City").fill("Вильнюс")
    press(plain)
    plain.get_by_text("2 photos are waiting for a person").wait_for()
    plain.get_by_role("button", name="See what happens with them").click()
    plain.get_by_text("Withdraw all of them").click()
    plain.get_by_role("button", name="Yes, withdraw all my photos").click()
    plain.get_by_text("Your photos were withdrawn.").wait_for()

    db.session.rollback()
    assert {photo.stage for photo in db.session.query(Photo)} == {Stage.WITHDRAWN}


def test_enter_in_a_field_removes_no_photo(plain: Page, address: str, files: list[Path]) -> None:
    create_edition()
    choose(plain, address, files[:2])
    press(plain)

    plain.get_by_role("textbox", name="City").press("Enter")
    plain.get_by_role("alert").wait_for()

    assert plain.get_by_role("button", name="Remove").count() == 2


def test_photos_are_chosen_only_after_it_was_said_how_to_send_them(
    plain: Page, address: str
) -> None:
    plain.goto(f"{address}/add/")
    before = plain.get_by_text("Choose photos").is_visible()
    plain.get_by_label("Send as taken").check()

    assert (before, plain.get_by_text("Choose photos").is_visible()) == (False, True)


@pytest.mark.parametrize("look", LOOKS)
def test_every_step_can_be_used_by_everyone(
    app: Flask, open_page: OpenPage, address: str, files: list[Path], look: dict[str, object]
) -> None:
    create_edition()
    page = open_page(**look, reduced_motion="reduce", java_script_enabled=False)
    judge = open_page(**look, reduced_motion="reduce", bypass_csp=True)
    found = {}
    for step in ("/add/", f"/add/{create_link().token}", "/add/nothing", "/receipt/"):
        page.goto(address + step)
        found[step] = axe_without_scripts(page, judge)
    choose(page, address, files)
    press(page)
    found["what is missing"] = axe_without_scripts(page, judge)
    page.get_by_role("textbox", name="City").fill("London")
    press(page)
    found["which city"] = axe_without_scripts(page, judge)
    page.get_by_label("London, England, United Kingdom").check()
    page.get_by_text("They are of another day").click()
    page.get_by_label("Day of the photos").fill("2010-12-18")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("checkbox").last.check()
    press(page)
    found["thanks"] = axe_without_scripts(page, judge)
    page.get_by_role("button", name="See what happens with them").click()
    page.get_by_text("Withdraw all of them").wait_for()
    found["receipt"] = axe_without_scripts(page, judge)

    assert {step: wrong for step, wrong in found.items() if wrong} == {}
