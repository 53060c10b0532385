"""However long a name is: it breaks, and no page becomes wider than the screen."""

import pytest
from playwright.sync_api import Page

from gallery.models import Statue
from tests.browsing import OpenPage
from tests.factories import create_city, create_published, create_submission, saved

pytestmark = pytest.mark.browser

TOWN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch"
BEYOND = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A phone."""
    return open_page(viewport={"width": 390, "height": 844})


def test_no_page_is_wider_than_a_phone(phone: Page, address: str) -> None:
    city = create_city(name=TOWN)
    photo = create_published(
        city=city,
        caption=TOWN * 2,
        statue=saved(Statue(city=city, name=TOWN)),
        submission=create_submission(credit=TOWN * 2),
    )
    pages = ["/2010/", "/cities/lt/vilnius/", "/2010/lt/vilnius/", f"/photos/{photo.public_id}"]
    pages += ["/", "/cities/", "/cities/lt/", "/map/", f"/search/?q={TOWN}"]

    wide = {}
    for path in pages:
        phone.goto(f"{address}{path}")
        wide[path] = phone.evaluate(BEYOND)

    assert wide == dict.fromkeys(pages, 0)
