"""What of a page a browser stores, and what it never does: of people at risk, after sending."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keeping import DATABASES, kept
from tests.browser.sending import (
    answer_all,
    choose,
    choose_how,
    receipt_code,
    row,
    wait_until,
)
from tests.browsing import OpenPage
from tests.factories import create_edition
from tests.pictures import make_photo

pytestmark = pytest.mark.browser

CREATION = re.compile("/files/$")

REFUSE = "indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }"

#: Until a file is deleted nothing can be put.
FILL_THE_PHONE = """() => {
  const { put, delete: drop } = IDBObjectStore.prototype;
  let isFull = true;
  IDBObjectStore.prototype.put = function (...said) {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, said);
  };
  IDBObjectStore.prototype.delete = function (...said) {
    isFull = false;
    return drop.apply(this, said);
  };
}"""


def test_a_browser_that_keeps_nothing_says_so_once_and_goes_on(
    open_page: OpenPage, address: str
) -> None:
    create_edition()
    page = open_page()
    page.add_init_script(REFUSE)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{address}/add/")
    choose_how(page)

    choose(page, make_photo(), make_photo())

    expect(page.locator("[data-total-words]")).to_have_text("2 of 2 safe on our server")
    expect(page.get_by_text("This browser stores no photos here")).to_have_count(1)
    page.goto(f"{address}/privacy/")
    assert asked == ["beforeunload"]


def test_leaving_is_not_asked_about_where_nothing_is_lost(sending: Page, address: str) -> None:
    asked: list[Any] = []
    sending.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    choose(sending, make_photo())
    kept(sending, 1)

    sending.goto(f"{address}/privacy/")

    assert asked == []


def test_a_page_that_was_only_looked_at_stores_nothing(add: Page) -> None:
    add.wait_for_load_state("networkidle")

    assert add.evaluate(DATABASES) == []


def test_what_is_stored_can_be_deleted_before_it_is_sent(sending: Page) -> None:
    choose(sending, make_photo())
    kept(sending, 1)

    sending.get_by_role("button", name="Delete what is stored on this phone").click()

    expect(sending.locator("[data-notice]")).to_contain_text("Deleted.")
    assert sending.evaluate(DATABASES) == []
    assert sending.evaluate("sessionStorage.length + localStorage.length") == 0
    answer_all(sending, city="Vilnius")
    receipt_code(sending)


def test_after_sending_nothing_of_the_queue_is_left(sending: Page) -> None:
    choose(sending, make_photo())
    kept(sending, 1)
    answer_all(sending, city="Vilnius")

    receipt_code(sending)

    wait_until(sending, f"{DATABASES}.then((all) => !all.length)")


def test_of_a_phone_that_is_full_nothing_is_left_in_the_queue_either(sending: Page) -> None:
    choose(sending, make_photo())
    kept(sending, 1)
    answer_all(sending, city="Vilnius")
    sending.evaluate(FILL_THE_PHONE)

    receipt_code(sending)

    wait_until(sending, f"{DATABASES}.then((all) => !all.length)")


def test_of_people_at_risk_nothing_is_stored(add: Page) -> None:
    add.get_by_label("Someone may be at risk").check()
    expect(add.locator("[data-add].is-scripted")).to_be_visible()
    choose(add, make_photo())
    look_at(add)

    expect(row(add, 1)).to_contain_text("Safe on our server")

    add.wait_for_timeout(500)
    assert add.evaluate(DATABASES) == []
    assert add.evaluate("caches.keys()") == []
    assert add.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_who_says_later_that_someone_is_at_risk_has_nothing_stored_any_more(
    sending: Page,
) -> None:
    choose(sending, make_photo())
    kept(sending, 1)

    sending.get_by_label("Someone may be at risk").check()

    expect(sending.locator("[data-stored]")).to_be_hidden()
    sending.locator("[name=city]").fill("Vilnius")
    sending.keyboard.press("Tab")  # what was answered is kept with photos that are
    sending.wait_for_timeout(300)
    assert sending.evaluate(DATABASES) == []


def test_what_is_sent_again_to_be_deleted_there_is_not_stored_again(sending: Page) -> None:
    sending.route(CREATION, lambda route: route.abort(), times=1)  # the answer is lost
    choose(sending, make_photo())
    kept(sending, 1)

    with sending.expect_event("response", lambda answer: answer.request.method == "DELETE"):
        sending.get_by_label("Someone may be at risk").check()

    expect(sending.locator("[data-stored]")).to_be_hidden()
    sending.wait_for_timeout(300)
    assert sending.evaluate(DATABASES) == []


def test_of_a_photo_that_is_covered_first_only_what_may_be_sent_is_stored(add: Page) -> None:
    add.get_by_label("Cover faces first").check()
    expect(add.locator("[data-add].is-scripted")).to_be_visible()
    choose(add, make_photo())
    expect(row(add, 1)).to_contain_text("Not covered yet.")
    add.wait_for_timeout(500)
    assert add.evaluate(DATABASES) == []

    look_at(add)

    kept(add, 1)


def look_at(page: Page) -> None:
    """Look at the photo; say that no face is in it."""
    row(page, 1).get_by_role("button", name="Cover").click()
    confirm = page.get_by_role("dialog").locator("[data-do=none]")
    expect(confirm).to_have_attribute("aria-disabled", "false")
    page.wait_for_timeout(550)
    confirm.click()
