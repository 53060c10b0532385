"""Without a script: five photos sent, one mended, all of them taken back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gallery.db import db
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from tests.browsing import OpenPage
from tests.factories import create_edition
from tests.pictures import make_photo
from tests.sending import DAY, examine_all


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Five different photos."""
    paths = [tmp_path / f"{number}.jpg" for number in range(5)]
    for number, path in enumerate(paths):
        path.write_bytes(make_photo(size=(320 + number, 240), taken_at=DAY))
    return paths


def send(page: Page, address: str, files: list[Path]) -> None:
    """Fill in the form once and send it."""
    page.goto(f"{address}/add/")
    page.get_by_label("Send as taken").check()
    page.locator("#photos").set_input_files(files)
    page.locator("#city").fill("Vilnius")
    page.get_by_label("I took these photos").check()
    page.get_by_label("Anyone may use them").check()
    page.get_by_role("button", name="Send to the team").click()


def test_five_photos_are_sent_one_is_corrected_and_all_are_withdrawn(
    open_page: OpenPage, address: str, files: list[Path], tools: Toolbox
) -> None:
    create_edition()
    page = open_page(java_script_enabled=False, viewport={"width": 390, "height": 844})

    send(page, address, files)
    expect(page.get_by_text("5 photos are waiting for a person")).to_be_visible()
    examine_all(tools)
    page.get_by_role("button", name="See what happens with them").click()
    second = page.locator(".sent").nth(1)
    second.locator("summary", has_text="Change").click()
    second.get_by_label("City").fill("Warsaw")
    second.get_by_label("Caption").fill("The rider, without a voice")
    second.get_by_role("button", name="Keep this change").click()
    expect(page.get_by_text("Your change was made.")).to_be_visible()
    expect(second.get_by_role("heading")).to_have_text("Photo 2: Warsaw, 18 December 2010")
    first = page.locator(".sent").first
    first.locator("summary", has_text="Withdraw").click()
    first.get_by_role("button", name="Yes, withdraw this photo").click()
    expect(page.get_by_text("Your photo was withdrawn.")).to_be_visible()
    page.get_by_text("Withdraw all of them").click()
    page.get_by_role("button", name="Yes, withdraw all my photos").click()
    expect(page.get_by_text("Your photos were withdrawn.")).to_be_visible()

    db.session.rollback()
    assert [photo.stage for photo in db.session.query(Photo)] == [Stage.WITHDRAWN] * 5
