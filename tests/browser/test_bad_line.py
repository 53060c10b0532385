"""Twelve photos over a bad line, whatever happens on the way: all arrive, each once, sent once.

``python -m tests.bars.bad_line`` is the same with more bytes over a slower line.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from config import Settings
from tests.browser.journey import MEGABYTE, Journey, digest, originals, take_twelve
from tests.browser.line import bad_line
from tests.browser.sending import answer_all, receipt_code
from tests.browsing import OpenPage
from tests.factories import create_edition
from tests.running import running_gallery
from tests.servers import free_port

pytestmark = [pytest.mark.browser, pytest.mark.contract]
LINE = 4 * MEGABYTE  # bytes per second


@pytest.fixture(params=["folders", "servers"])
def setup(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def here(settings: Settings) -> Settings:
    return replace(settings, port=free_port())


def test_twelve_photos_arrive_once_whatever_happens_on_the_way(
    here: Settings, open_page: OpenPage, tmp_path: Path
) -> None:
    twelve = take_twelve(tmp_path / "camera")
    size = sum(path.stat().st_size for path in twelve)
    with running_gallery(here) as gallery, bad_line(here.port, per_second=LINE) as line:
        create_edition()
        journey = Journey(open_page(), line, gallery)

        journey.begin(twelve)
        for number, trouble in enumerate(journey.troubles(), start=1):
            assert gallery.until(lambda n=number: line.sent > n * size / 10)
            trouble()
        page = journey.page
        total = page.locator("[data-total-words]")
        expect(total).to_contain_text("12 of 12 safe on our server", timeout=240_000)
        sent = line.sent
        answer_all(page, city="Vilnius")
        code = receipt_code(page)

        assert sent <= 1.2 * size, f"{sent / size:.2f} times the bytes"
        assert originals(gallery) == sorted(digest(path.read_bytes()) for path in twelve)
        page.goto(f"{line.address}/receipt/")
        page.get_by_label("Receipt code").fill(code)
        page.get_by_role("button", name="Show my photos").click()
        expect(page.get_by_text("Waiting", exact=True)).to_have_count(12)
