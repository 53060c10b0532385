"""Partners' pages: our frames on another site, and their software that asks for oEmbed."""

import re
from collections.abc import Iterator

import micawber
import pyoembed
import pytest
from flask import Flask
from micawber.providers import Provider, ProviderRegistry
from playwright.sync_api import Browser, FrameLocator, Page

from gallery.db import db
from gallery.models import Photo, Stage
from tests.browsing import served

pytestmark = pytest.mark.browser

#: What a page of WordPress does with the frames of others (wp-embed.js).
WORDPRESS = """<!doctype html><title>A partner</title>
<script>
window.said = [];
addEventListener("message", (event) => window.said.push([event.origin, event.data]));
</script>
<iframe src="{frame}#?secret=abc123" width="600" height="420" sandbox="allow-scripts"></iframe>"""
PARTNER = "<!doctype html><title>A partner</title>{code}"
#: Asks the frame beside it how high it would be.
ASK = """() => new Promise((told) => {
  addEventListener("message", ({ data }) => told(data.value));
  document.querySelector("iframe").contentWindow.postMessage({ message: "ready" }, "*");
})"""
DRAWN = "(image) => image.complete && image.naturalWidth > 0"


@pytest.fixture
def photo_id(exhibition: Flask) -> str:
    with exhibition.app_context():
        wanted = db.session.query(Photo).filter_by(stage=Stage.PUBLISHED).order_by(Photo.id)
        return str(wanted[0].public_id)


@pytest.fixture
def partner(page: Page) -> Iterator[tuple[Page, dict[str, str]]]:
    """A page of another site, whose text the test writes."""
    bodies = {"": ""}
    app = Flask("partner")
    app.add_url_rule("/", view_func=lambda: bodies[""])
    with served(app) as address:
        # Another name of this machine is another site for a browser.
        bodies["address"] = address.replace("127.0.0.1", "localhost")
        yield page, bodies


def code_of(site: str, path: str, page: Page) -> str:
    """Copy the code that partners are offered for an address of ours."""
    page.goto(f"{site}/embed/?way=site&url={site}{path}")
    return page.locator("textarea").first.input_value()


def shown_pictures(frame: FrameLocator) -> int:
    """Count the pictures that are really drawn."""
    pictures = frame.locator("img").all()
    for picture in pictures:
        picture.scroll_into_view_if_needed()
        picture.evaluate("(image) => image.decode()")
    return sum(bool(picture.evaluate(DRAWN)) for picture in pictures)


def test_the_copied_code_shows_our_photos_on_another_site_without_a_cookie(
    partner: tuple[Page, dict[str, str]], site: str
) -> None:
    page, bodies = partner
    bodies[""] = PARTNER.format(code=code_of(site, "/2009/", page))

    page.goto(bodies["address"])
    frame = page.frame_locator("iframe")

    assert shown_pictures(frame) == 6
    assert frame.locator(".frame-foot__title").inner_text().strip() == "2009"
    assert frame.locator(".frame-foot__title").evaluate(
        "(e) => getComputedStyle(e).fontWeight"
    ) == ("800")
    assert page.context.cookies() == []


def test_a_link_in_the_copied_code_opens_our_page_beside_the_partners(
    partner: tuple[Page, dict[str, str]], site: str
) -> None:
    page, bodies = partner
    bodies[""] = PARTNER.format(code=code_of(site, "/2009/", page))
    page.goto(bodies["address"])

    with page.expect_popup() as opened:
        page.frame_locator("iframe").locator(".frame-card__link").first.click()

    opened.value.wait_for_load_state()
    assert opened.value.url.startswith(f"{site}/photos/")
    assert opened.value.locator("h1").count() == 1
    assert page.url.startswith(bodies["address"])


def test_wordpress_is_told_the_height_and_the_link_that_was_chosen(
    partner: tuple[Page, dict[str, str]], site: str
) -> None:
    page, bodies = partner
    bodies[""] = WORDPRESS.format(frame=f"{site}/embed/2009/")
    page.goto(bodies["address"])
    frame = page.frame_locator("iframe")
    assert shown_pictures(frame) == 6

    frame.locator(".frame-card__link").first.click()
    page.wait_for_function("window.said.some(([, data]) => data.message === 'link')")

    said = [data for origin, data in page.evaluate("window.said") if origin == "null"]
    heights = [each["value"] for each in said if each["message"] == "height"]
    (link,) = [each["value"] for each in said if each["message"] == "link"]
    assert {each["secret"] for each in said} == {"abc123"}
    assert heights
    assert all(200 <= height <= 1000 for height in heights)
    assert link.startswith(f"{site}/photos/")


def test_one_photo_fills_its_frame(
    partner: tuple[Page, dict[str, str]], site: str, photo_id: str
) -> None:
    page, bodies = partner
    bodies[""] = PARTNER.format(code=code_of(site, f"/photos/{photo_id}", page))

    page.goto(bodies["address"])

    assert shown_pictures(page.frame_locator("iframe")) == 1


def test_a_photo_asks_for_the_height_to_be_whole_and_once_it_has_that_for_no_other(
    partner: tuple[Page, dict[str, str]], site: str, photo_id: str
) -> None:
    page, bodies = partner
    frame = f'<iframe src="{site}/embed/photos/{photo_id}" width="400" height="300"></iframe>'
    bodies[""] = PARTNER.format(code=f'{frame}<script src="{site}/embed/v1/embed.js"></script>')

    page.goto(bodies["address"])
    page.wait_for_function("document.querySelector('iframe').offsetHeight > 480")

    image = page.frame_locator("iframe").locator("img")
    assert image.evaluate("(e) => e.clientHeight") == 480  # of 533: no tower
    assert page.evaluate(ASK) == page.locator("iframe").evaluate("(e) => e.clientHeight")


def test_no_other_page_of_ours_can_stand_in_a_frame(
    chromium: Browser, partner: tuple[Page, dict[str, str]], site: str
) -> None:
    _, bodies = partner
    bodies[""] = PARTNER.format(code=f'<iframe src="{site}/about/"></iframe>')
    page = chromium.new_page()

    page.goto(bodies["address"], wait_until="networkidle")

    inside = page.frames[1]
    assert inside.url != f"{site}/about/"
    assert inside.locator("h1", has_text="About").count() == 0
    page.close()


def test_micawber_shows_a_photo_and_a_gallery(site: str, photo_id: str) -> None:
    registry = ProviderRegistry()
    registry.register(rf"{re.escape(site)}/\S*", Provider(f"{site}/oembed"))

    photo = registry.request(f"{site}/photos/{photo_id}", maxwidth=640)
    page = micawber.parse_html(f"<p>{site}/2009/</p>", registry)

    assert (photo["type"], photo["version"]) == ("photo", "1.0")
    assert photo["width"] <= 640
    assert photo["url"].startswith(f"{site}/media/{photo_id}/")
    assert "<blockquote>" in page
    assert f'src="{site}/embed/2009/"' in page


def test_pyoembed_finds_us_by_the_link_in_our_pages(site: str, photo_id: str) -> None:
    photo = pyoembed.oEmbed(f"{site}/photos/{photo_id}")
    gallery = pyoembed.oEmbed(f"{site}/2009/", maxwidth=300)

    assert (photo["type"], photo["provider_name"]) == ("photo", "Free Belarus")
    assert (gallery["type"], gallery["width"]) == ("rich", 300)
    assert gallery["html"].startswith(f'<blockquote><a href="{site}/2009/">')
