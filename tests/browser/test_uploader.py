"""The uploader of ``/add/``: nothing is sent unasked, nothing is lost, doubled or unsaid."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, expect

from config import Settings
from gallery.models import Stage
from gallery.toolbox import Toolbox
from tests.browser.sending import (
    answer_all,
    as_file,
    choose,
    photos,
    receipt_code,
    row,
    uploads,
)
from tests.browsing import OpenPage
from tests.factories import create_edition
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks

pytestmark = pytest.mark.browser
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: "image/jpeg" }));
  document.body.dispatchEvent(
    new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A gallery that takes four photos of a megabyte."""
    return replace(settings, max_photos=4, max_photo_mb=1)


@pytest.fixture
def sent(page: Page) -> list[str]:
    """The methods of the requests by which a page can send something."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.method != "GET":
            asked.append(request.method)

    page.on("request", note)
    return asked


def test_a_photo_dropped_before_the_choice_stays_on_the_phone(add: Page, sent: list[str]) -> None:
    add.evaluate(DROP, ["a.jpg", "the bytes"])

    expect(add.get_by_text("Choose this first. Nothing has left this phone.")).to_be_visible()
    expect(add.get_by_label("Send as taken")).to_be_focused()
    add.wait_for_timeout(300)
    assert sent == []
    add.get_by_label("Send as taken").check()
    expect(row(add, 1)).to_contain_text("Safe on our server")


def test_a_photo_chosen_before_the_choice_stays_on_the_phone(add: Page, sent: list[str]) -> None:
    add.set_input_files("#photos", as_file(make_photo()))

    expect(add.get_by_text("Choose this first.")).to_be_visible()
    add.wait_for_timeout(300)
    assert sent == []
    add.get_by_label("Send as taken").check()
    expect(row(add, 1)).to_contain_text("Safe on our server")
    assert uploads() == 1


def test_photos_are_safe_soon_after_they_are_chosen_and_posted_once(
    sending: Page, sent: list[str]
) -> None:
    choose(sending, make_photo(), make_photo(kind="PNG"))
    expect(sending.locator("[data-total-words]")).to_have_text("2 of 2 safe on our server")
    button = sending.locator("[data-send]")
    expect(button).to_have_text("Send 2 photos to the team")

    answer_all(sending, city="Vilnius")
    code = receipt_code(sending)

    assert len(code.split()) == 6
    assert len(photos()) == 2
    assert sorted(sent) == ["PATCH", "PATCH", "POST", "POST", "POST"]  # the last one is the form


def test_what_can_be_said_at_once_is_said_at_once(sending: Page) -> None:
    photo = make_photo()

    choose(sending, photo, photo)
    choose(sending, bytes(1_048_577))
    choose(sending, b"")
    choose(sending, b"film", name="film.mp4", kind="video/mp4")

    expect(row(sending, 1)).to_contain_text("Safe on our server")
    expect(row(sending, 2)).to_contain_text("You already added this photo.")
    expect(row(sending, 3)).to_contain_text("larger than 1 MB. Send a smaller copy.")
    expect(row(sending, 4)).to_contain_text("This file is empty.")
    expect(row(sending, 5)).to_contain_text("This is a video. We can only take photos.")
    expect(sending.locator("[data-send]")).to_have_text("Send 1 photo to the team")
    assert uploads() == 1


def test_more_photos_than_fit_are_not_begun(sending: Page) -> None:
    choose(sending, *(make_photo() for _ in range(6)))

    expect(sending.locator("[data-notice]")).to_have_text(
        "You can send up to 4 photos at a time. Send the rest afterwards."
    )
    expect(sending.locator("[data-total-words]")).to_have_text("4 of 4 safe on our server")


def test_a_removed_photo_that_was_safe_is_not_sent(sending: Page) -> None:
    choose(sending, make_photo(), make_photo())
    expect(sending.locator("[data-total-words]")).to_have_text("2 of 2 safe on our server")

    row(sending, 1).get_by_role("button", name="Remove").click()
    answer_all(sending, city="Vilnius")
    receipt_code(sending)

    expect(sending.get_by_text("1 photo is waiting")).to_be_visible()
    assert [photo.stage for photo in photos()].count(Stage.WITHDRAWN) == 1


def test_a_row_tells_what_the_worker_read(sending: Page, app: Flask, tools: Toolbox) -> None:
    choose(sending, make_photo(place=(54.69, 25.28)), make_photo(), b"this is no photo")
    expect(sending.locator("[data-total-words]")).to_have_text("3 of 3 safe on our server")

    work(tools)

    expect(row(sending, 1).locator("h3")).to_have_text("Vilnius")
    expect(row(sending, 2).get_by_text("Where was this? This photo has no")).to_be_visible()
    expect(row(sending, 3)).to_contain_text("This is not a photo.")
    sending.locator("[data-send]").click()
    expect(sending.locator("[data-notice]")).to_have_text("Photo 2 still needs a city.")
    expect(sending.get_by_role("combobox", name="City")).to_be_focused()


def work(tools: Toolbox) -> None:
    """Do what was sent to the worker."""
    tasks = Tasks(tools)
    for name, photo_id in list(tools.queue.sent):  # type: ignore[attr-defined]
        tasks.run(name, photo_id)


def test_what_is_missing_is_said_and_gets_the_focus(sending: Page) -> None:
    choose(sending, make_photo())
    expect(sending.locator("[data-total-words]")).to_have_text("1 of 1 safe on our server")
    sending.get_by_role("combobox", name="City").fill("Vilnius")

    sending.locator("[data-send]").click()

    expect(sending.locator("[data-notice]")).to_have_text(
        "Please tick both boxes, or we may not show the photos."
    )
    expect(sending.get_by_label("I took these photos")).to_be_focused()


def test_sending_waits_until_all_is_safe(sending: Page) -> None:
    sending.context.set_offline(True)
    choose(sending, make_photo())
    expect(row(sending, 1)).to_contain_text("Connection lost.")
    answers = [sending.get_by_label("I took these photos"), sending.get_by_label("Anyone may use")]
    for box in answers:
        box.check()
    sending.get_by_role("combobox", name="City").fill("Vilnius")
    sending.get_by_label("Which action day").select_option(index=1)

    sending.locator("[data-send]").click()
    expect(sending.locator("[data-total-words]")).to_have_text(
        "0 of 1 safe on our server · Connection lost. We go on by ourselves."
    )
    sending.context.set_offline(False)

    expect(sending.locator(".receipt-code")).to_be_visible()
    assert len(photos()) == 1


def test_the_form_works_without_a_script(open_page: OpenPage, address: str, tmp_path: Path) -> None:
    create_edition()
    page = open_page(java_script_enabled=False)
    page.goto(f"{address}/add/")
    page.get_by_label("Send as taken").check()

    page.set_input_files("#photos", [as_file(make_photo()), as_file(make_photo(kind="PNG"))])
    page.locator("#city").fill("Vilnius")
    page.get_by_label("Which action day").select_option(index=1)
    page.get_by_label("I took these photos").check()
    page.get_by_label("Anyone may use them").check()
    page.locator("[data-send]").click()
    code = page.locator(".receipt-code").inner_text()
    page.get_by_role("button", name="See what happens with them").click()

    assert len(code.split()) == 6
    expect(page.get_by_text("Waiting", exact=True)).to_have_count(2)
    assert len(photos()) == 2
