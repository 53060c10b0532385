"""What the browser keeps: a closed tab loses nothing, two tabs send nothing twice."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sending import (
    answer_all,
    choose,
    choose_how,
    photos,
    receipt_code,
    row,
    uploads,
    wait_until,
)
from tests.browsing import OpenPage
from tests.factories import create_edition
from tests.pictures import make_photo

pytestmark = pytest.mark.browser
CREATION = re.compile("/files/$")
PIECES = re.compile("/files/.+")
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
DATABASES = "indexedDB.databases().then((all) => all.map(({ name }) => name))"


@pytest.fixture
def left(sending: Page) -> Page:
    """A page that was reloaded while one photo was safe, and one was not."""
    choose(sending, make_photo(size=(200, 200)), name="small.jpg")
    expect(row(sending, 1)).to_contain_text("Safe on our server")
    sending.route(PIECES, lambda route: route.abort())
    choose(sending, make_photo(size=(900, 900)), name="large.jpg")
    expect(row(sending, 2)).to_contain_text("Connection lost.")
    expect(sending.locator("[data-stored]")).to_be_visible()
    kept(sending, 2)
    sending.unroute(PIECES)
    sending.reload()
    return sending


def kept(page: Page, count: int) -> None:
    """Wait until the browser keeps so many photos; looking for a queue shall not make one."""
    wait_until(
        page,
        """(count) => new Promise((resolve) => {
          const asked = indexedDB.open("queue");
          asked.onupgradeneeded = () => asked.transaction.abort();
          asked.onerror = () => resolve(false);
          asked.onsuccess = () => {
            const act = asked.result.transaction("photos");
            const all = act.objectStore("photos").count();
            act.oncomplete = () => (asked.result.close(), resolve(all.result === count));
          };
        })""",
        count,
    )


def test_after_a_reload_unfinished_photos_go_on_where_they_were(left: Page) -> None:
    asked: list[str] = []
    expect(left.get_by_text("Welcome back. 2 photos were not finished.")).to_be_visible()
    left.on("request", lambda request: asked.append(request.method))

    left.get_by_role("button", name="Go on").click()

    expect(left.locator("[data-total-words]")).to_have_text("2 of 2 safe on our server")
    assert asked.count("POST") == 0
    assert asked.count("HEAD") == 2
    expect(row(left, 2)).to_contain_text("large.jpg")
    answer_all(left, city="Vilnius")
    receipt_code(left)
    assert (len(photos()), uploads()) == (2, 2)


def test_what_was_answered_is_there_after_a_reload(sending: Page) -> None:
    choose(sending, make_photo())
    kept(sending, 1)
    answer_all(sending, city="Vilnius")
    sending.get_by_label("Nobody can be recognised").check()
    sending.wait_for_timeout(300)

    sending.goto(sending.url)
    sending.get_by_role("button", name="Go on").click()

    expect(sending.get_by_role("combobox", name="City")).to_have_value("Vilnius, Lithuania")
    expect(sending.get_by_label("Nobody can be recognised")).to_be_checked()
    expect(sending.get_by_label("Anyone may use them")).not_to_be_checked()


def test_what_is_thrown_away_is_gone_here_and_there(left: Page) -> None:
    left.get_by_role("button", name="Throw away").click()

    expect(left.get_by_text("Welcome back.")).to_be_hidden()
    wait_until(left, f"{DATABASES}.then((all) => !all.length)")
    left.reload()
    expect(left.get_by_text("Welcome back.")).to_be_hidden()
    assert uploads() == 1  # of a photo that was whole: erased by the worker


def test_a_second_tab_does_not_offer_what_the_first_one_sends(sending: Page, address: str) -> None:
    choose(sending, make_photo())
    kept(sending, 1)
    second = sending.context.new_page()

    second.goto(f"{address}/add/")
    second.wait_for_timeout(1500)

    expect(second.get_by_text("Welcome back.")).to_be_hidden()
    sending.close()
    second.reload()
    expect(second.get_by_text("Welcome back. 1 photo was not finished.")).to_be_visible()


def test_two_tabs_that_go_on_at_once_send_a_photo_once(left: Page, address: str) -> None:
    second = left.context.new_page()
    second.goto(f"{address}/add/")
    for page in (left, second):
        expect(page.get_by_text("Welcome back.")).to_be_visible()

    for page in (left, second):
        page.evaluate("document.querySelector('[data-go-on]').click()")

    expect(left.locator("[data-total-words]")).to_have_text("2 of 2 safe on our server")
    assert (len(photos()), uploads()) == (2, 2)


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


def test_a_paused_photo_rests_until_it_may_go_on(sending: Page) -> None:
    sending.route(PIECES, lambda route: None)
    choose(sending, make_photo(size=(900, 900)))
    expect(row(sending, 1)).to_contain_text("0 % · 0.0 of")

    row(sending, 1).get_by_role("button", name="Pause").click()

    expect(row(sending, 1)).to_contain_text("Paused. 0.0 of")
    sending.unroute(PIECES)
    row(sending, 1).get_by_role("button", name="Go on").click()
    expect(row(sending, 1)).to_contain_text("Safe on our server")
    assert uploads() == 1


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


def test_a_receipt_that_was_lost_on_its_way_is_given_out_again(sending: Page) -> None:
    sending.emulate_media(reduced_motion="reduce")  # else Chromium complains of half a transition
    choose(sending, make_photo())
    kept(sending, 1)
    answer_all(sending, city="Vilnius")
    lost = "**/add/"
    sending.route(lost, lambda route: (route.fetch(), route.fulfill(status=502, body="Alas")))
    sending.locator("[data-send]").click()
    expect(sending.get_by_text("Alas")).to_be_visible()
    sending.unroute(lost)

    sending.goto(sending.url)
    sending.get_by_role("button", name="Go on").click()

    expect(sending.locator(".receipt-code")).to_be_visible()
    assert len(photos()) == 1


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
