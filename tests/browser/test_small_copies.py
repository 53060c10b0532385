"""On a slow line small copies go first, and the originals follow."""

import re

import pytest
from playwright.sync_api import Page, expect

from gallery.db import db
from gallery.models import Photo, Upload
from tests.browser.keeping import DATABASES
from tests.browser.sending import answer_all, choose, photos, receipt_code, row, wait_until
from tests.pictures import make_photo

pytestmark = pytest.mark.browser
PIECES = re.compile("/files/.+")
SLOW = """Object.defineProperty(navigator, "connection", { value: { effectiveType: "2g" } })"""
LARGE = (3000, 2200)  # pixels


@pytest.fixture
def slow(sending: Page) -> Page:
    """A page on a slow line: of a photo's original nothing gets through, of its copy all."""
    sending.evaluate(SLOW)
    sending.route(PIECES, lambda route: route.abort())
    choose(sending, make_photo(size=LARGE))
    expect(row(sending, 1)).to_contain_text("Connection lost.")
    original = db.session.query(Upload).one().token
    sending.route(f"**/files/{original}", lambda route: route.abort())
    sending.unroute(PIECES)
    return sending


def mend(page: Page) -> None:
    """Let all through."""
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")


def test_a_small_copy_is_sent_first_and_its_original_follows(slow: Page) -> None:
    slow.get_by_role("button", name="Send small copies now (2048 px), originals later").click()

    expect(row(slow, 1)).to_contain_text("A small copy is safe")
    expect(slow.locator("[data-total-words]")).to_contain_text("1 of 1 safe on our server")
    sizes = [photo.size for photo in photos()]
    lengths = [upload.length for upload in db.session.query(Upload)]
    assert sizes == [min(lengths)]
    assert min(lengths) < 0.6 * max(lengths)
    mend(slow)
    expect(row(slow, 1)).to_contain_text("✓ Safe on our server", timeout=60_000)
    assert len(photos()) == 1


def test_an_original_follows_after_its_copy_was_handed_over(slow: Page) -> None:
    slow.get_by_role("button", name="Send small copies now").click()
    expect(row(slow, 1)).to_contain_text("A small copy is safe")
    answer_all(slow, city="Vilnius")

    receipt_code(slow)

    expect(slow.get_by_text("0 of 1 originals are here.")).to_be_visible()
    mend(slow)
    expect(slow.get_by_text("All originals are here.")).to_be_visible(timeout=60_000)
    wait_until(slow, f"{DATABASES}.then((all) => !all.length)")
    uploads = db.session.query(Upload).filter(Upload.token == photos()[0].original_token)
    assert uploads.one().is_whole
    assert db.session.query(Photo).count() == 1
