"""Of photos that are covered first nothing bare leaves the phone; ``tests.bars`` sends fifty."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.bars.bare import make_bare, search
from tests.bars.phone import cover
from tests.browser.line import Line, bad_line
from tests.browser.sending import as_file
from tests.factories import create_edition

pytestmark = pytest.mark.browser
PLENTY = 10**9  # bytes a second


@pytest.fixture
def setup() -> str:
    """A gallery whose stores are folders, where they can be searched."""
    return "folders"


@pytest.fixture
def line(address: str) -> Iterator[Line]:
    """A line that remembers what the phone said."""
    with bad_line(urlsplit(address).port or 0, per_second=PLENTY) as line:
        line.heard = bytearray()
        yield line


@pytest.mark.parametrize("way", ["Cover faces first", "Someone may be at risk", "Send as taken"])
def test_only_photos_sent_as_taken_show_faces_and_tell_of_their_makers(
    way: str, page: Page, line: Line, tmp_path: Path
) -> None:
    create_edition()
    photos = [make_bare(0), make_bare(1)]
    page.goto(f"{line.address}/add/")
    page.get_by_label(way).check()
    page.set_input_files("#photos", [as_file(photo.data) for photo in photos])
    if way != "Send as taken":
        cover(page, photos)
    expect(page.locator("[data-is=safe]")).to_have_count(2)

    found = search(photos, heard=bytes(line.heard or b""), folder=tmp_path)

    assert found.images == 2
    assert found.is_clean is (way != "Send as taken"), found
    if way == "Send as taken":  # each kind of search sees
        assert min(found.traces, found.names, found.faces, len(found.tags)) > 0
