"""The page without a network: it opens, keeps what is chosen, and goes on by itself."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gallery.models import Stage
from tests.browser.keeping import PIECES, kept
from tests.browser.sending import (
    answer_all,
    choose,
    choose_how,
    photos,
    receipt_code,
    row,
    wait_until,
)
from tests.browsing import OpenPage
from tests.pictures import make_photo

pytestmark = pytest.mark.browser
CACHED = """async () => {
  const all = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) all.push(new URL(url).pathname);
  return all;
}"""
PRIVATE = ("/receipt", "/review", "/office", "/media", "/files")


def received() -> int:
    """How many photos arrived and were not removed."""
    return [photo.stage for photo in photos()].count(Stage.RECEIVED)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page whose worker may work."""
    return open_page(service_workers="allow")


@pytest.fixture
def installed(sending: Page) -> Page:
    """A page that somebody chose a photo on, and removed it."""
    sending.emulate_media(reduced_motion="reduce")  # else Chromium complains of half a transition
    choose(sending, make_photo())
    kept(sending, 1)
    wait_until(sending, "navigator.serviceWorker.ready.then(({ active }) => !!active)")
    wait_until(sending, f"({CACHED})().then((all) => all.includes('/add/'))")
    row(sending, 1).get_by_role("button", name="Remove").click()
    kept(sending, 0)
    return sending


def test_a_page_that_opens_offline_keeps_photos_and_sends_them_later(
    installed: Page, address: str
) -> None:
    page = installed
    page.context.set_offline(True)
    page.goto(f"{address}/add/")
    choose_how(page)

    choose(page, make_photo())

    expect(row(page, 1)).to_contain_text("Connection lost.")
    kept(page, 1)
    page.context.set_offline(False)
    expect(row(page, 1)).to_contain_text("Safe on our server")
    answer_all(page, city="Vilnius")
    receipt_code(page)
    assert received() == 1


def test_what_a_closed_page_left_is_sent_by_the_worker(installed: Page) -> None:
    installed.route(PIECES, lambda route: route.abort())
    choose(installed, make_photo(size=(900, 900)))
    expect(row(installed, 1)).to_contain_text("Connection lost.")
    kept(installed, 1)
    other = installed.context.new_page()
    devtools = installed.context.new_cdp_session(other)
    said: list[dict[str, Any]] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda each: said.append(each))
    devtools.send("ServiceWorker.enable")
    other.goto(installed.url.replace("/add/", "/about/"))
    installed.close()
    for _ in range(600):
        if said:
            break
        other.wait_for_timeout(100)

    number = said[-1]["registrations"][0]["registrationId"]
    sync = {"origin": other.url[:-7], "registrationId": number, "tag": "queue", "lastChance": True}
    devtools.send("ServiceWorker.dispatchSyncEvent", sync)

    for _ in range(600):  # a busy machine may take a minute
        if received():
            break
        other.wait_for_timeout(100)
    assert received() == 1


def test_nothing_private_and_no_answer_is_kept_offline(installed: Page) -> None:
    choose(installed, make_photo())
    answer_all(installed, city="Vilnius")
    receipt_code(installed)

    cached = installed.evaluate(CACHED)

    assert any(path.endswith("/js/uploader.js") for path in cached)
    assert [path for path in cached if path.startswith(PRIVATE)] == []
    text = installed.evaluate("caches.match('/add/').then((answer) => answer.text())")
    assert 'data-draft=""' in text
    assert "receipt-code" not in text
