"""How heavy ``/add/`` is, whether everybody can use it, and the receipt at its end."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.architecture import ROOT
from tests.axe import axe
from tests.browser.sending import answer_all, choose, choose_how, receipt_code
from tests.browsing import LOOKS, OpenPage
from tests.factories import create_edition
from tests.pictures import make_photo

pytestmark = pytest.mark.browser


class Transfer:
    """What comes over the network, as the browser counts it: headers, compressed bodies."""

    def __init__(self, page: Page) -> None:
        self.bytes, self.paths = 0, list[str]()
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.loadingFinished", self._finish)
        page.on("request", lambda asked: self.paths.append(asked.url.split("?")[0]))

    def _finish(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def script_bytes(self) -> dict[str, int]:
        """The bytes of the scripts, each by gzip."""
        names = [Path(path).name for path in self.paths if "/js/" in path]
        return {
            name: len(gzip.compress((ROOT / "static/js" / name).read_bytes())) for name in names
        }


def test_the_page_is_light_before_photos_are_chosen(page: Page, address: str) -> None:
    transfer = Transfer(page)

    page.goto(f"{address}/add/", wait_until="networkidle")

    assert len(transfer.paths) <= 8, transfer.paths
    assert 10_000 < transfer.bytes <= 60_000
    assert 0 < sum(transfer.script_bytes().values()) <= 2_000


def test_the_uploader_is_within_fifteen_kilobytes(page: Page, address: str) -> None:
    transfer = Transfer(page)

    page.goto(f"{address}/add/", wait_until="networkidle")
    choose_how(page)

    sizes = transfer.script_bytes()
    # Of the fields for a city, and on other pages, too; and what is there before.
    for name in ("city.js", "places.js", "add.js"):
        del sizes[name]
    assert {"uploader.js", "photo.js"} < set(sizes)
    assert sum(sizes.values()) <= 15 * 1024


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(open_page: OpenPage, address: str, look: dict[str, Any]) -> None:
    create_edition()
    page = open_page(**look)
    page.goto(f"{address}/add/")
    before = axe(page)

    choose_how(page)
    choose(page, make_photo(), b"film", kind="video/mp4")
    choose(page, make_photo())
    expect(page.locator("[data-total-words]")).to_contain_text("safe on our server")
    after = axe(page)
    page.locator("[data-send]").press("Enter")  # a click would leave its colours on their way
    complained = axe(page)
    answer_all(page, city="Vilnius")
    receipt_code(page)

    assert (before, after, complained, axe(page)) == ([], [], [], [])


@pytest.fixture
def receipt(sending: Page) -> Page:
    """The page with the receipt code."""
    choose(sending, make_photo())
    answer_all(sending, city="Vilnius")
    receipt_code(sending)
    return sending


def test_the_receipt_code_can_be_copied(receipt: Page) -> None:
    receipt.context.grant_permissions(["clipboard-read", "clipboard-write"])

    receipt.get_by_role("button", name="Copy").click()

    expect(receipt.get_by_text("Copied.")).to_be_visible()
    code = receipt.locator(".receipt-code").inner_text()
    assert receipt.evaluate("navigator.clipboard.readText()") == code


def test_the_receipt_code_can_be_saved(receipt: Page) -> None:
    with receipt.expect_download() as saving:
        receipt.get_by_role("button", name="Save").click()

    saved = saving.value.path().read_text()
    assert receipt.locator(".receipt-code").inner_text() in saved
    assert "/receipt/" in saved


def test_who_leaves_quickly_leaves_no_way_back_to_the_code(receipt: Page) -> None:
    receipt.get_by_text("Leave quickly").click()
    expect(receipt).to_have_url("about:blank")

    receipt.go_back()

    expect(receipt.locator(".receipt-code")).to_have_count(0)


def test_who_looks_what_happens_and_leaves_quickly_leaves_no_way_back_to_the_code(
    receipt: Page,
) -> None:
    asked: list[str] = []
    receipt.get_by_role("button", name="See what happens with them").click()
    expect(receipt.get_by_text("Waiting", exact=True)).to_be_visible()
    receipt.get_by_text("Leave quickly").click()
    expect(receipt).to_have_url("about:blank")
    receipt.on("request", lambda request: asked.append(request.method))

    receipt.go_back()

    expect(receipt.locator(".receipt-code")).to_have_count(0)
    assert "POST" not in asked


def test_where_the_next_page_fails_the_way_back_to_the_code_stays(receipt: Page) -> None:
    code = receipt.locator(".receipt-code").inner_text()
    receipt.emulate_media(reduced_motion="reduce")  # else Chromium complains of half a transition
    receipt.route("**/receipt/", lambda route: route.fulfill(status=502, body="Bad gateway"))
    receipt.get_by_role("button", name="See what happens with them").click()
    expect(receipt.get_by_text("Bad gateway")).to_be_visible()

    receipt.go_back()

    expect(receipt.locator(".receipt-code")).to_have_text(code)


def test_the_link_of_a_receipt_shows_the_photos_and_no_server_is_told_the_code(
    receipt: Page,
) -> None:
    link = receipt.get_by_role("link", name="/receipt/#").get_attribute("href") or ""
    code = receipt.locator(".receipt-code").inner_text()
    asked: list[str] = []
    receipt.on("request", lambda request: asked.append(request.url))

    receipt.goto("about:blank")
    receipt.goto(link)

    expect(receipt.get_by_text("Waiting", exact=True)).to_be_visible()
    assert link.endswith("#" + code.replace(" ", "-"))
    assert receipt.url == link.partition("#")[0]
    assert not [url for url in asked if code.split()[0] in url.partition("#")[0]]


def test_who_leaves_the_list_of_sent_photos_leaves_no_way_back_to_it(
    receipt: Page, address: str
) -> None:
    code = receipt.locator(".receipt-code").inner_text()
    receipt.goto(f"{address}/receipt/")
    receipt.get_by_label("Receipt code").fill(code)
    receipt.get_by_role("button", name="Show my photos").click()
    expect(receipt.get_by_text("Waiting", exact=True)).to_be_visible()

    receipt.get_by_text("Leave quickly").click()
    expect(receipt).to_have_url("about:blank")
    receipt.go_back()

    expect(receipt.get_by_label("Receipt code")).to_have_value("")
