"""What partners paste, on pages as strict as theirs: the component, the script for the height."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import axe
from tests.browser.partner import Partner, partner_page
from tests.browser.wordpress import post_with

pytestmark = pytest.mark.browser

STRICT = "default-src 'none'; script-src {site}; connect-src {site}; img-src {site}"
COMPONENT = (
    '<script type="module" src="{site}/embed/v1/gallery.js"></script>'
    "<unsilenced-gallery{said}>"
    '<a href="{site}/2009/">2009: photos</a></unsilenced-gallery>'
)
STORED = "() => [document.cookie, localStorage.length, sessionStorage.length]"


@pytest.fixture
def partner() -> Iterator[Partner]:
    with partner_page() as partner:
        yield partner


def show(page: Page, partner: Partner, body: str, policy: str = "") -> None:
    """Open the partner's page with something in it."""
    partner.body, partner.policy = body, policy
    page.goto(partner.address)


def test_the_component_draws_a_gallery_on_a_page_with_a_strict_policy(
    page: Page, partner: Partner, site: str
) -> None:
    body = COMPONENT.format(site=site, said=' photos="4" theme="dark" accent="#003399"')

    show(page, partner, body, STRICT.format(site=site))

    pictures = page.locator("unsilenced-gallery img")
    expect(pictures).to_have_count(4)
    assert pictures.first.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    link = page.locator("unsilenced-gallery li a").first.get_attribute("href")
    assert str(link).startswith(f"{site}/photos/")
    assert pictures.first.get_attribute("alt")
    assert " · " in page.locator("unsilenced-gallery small").first.inner_text()
    expect(page.get_by_role("link", name="2009: photos")).to_be_visible()
    assert axe(page, only=["image-alt", "link-name", "list", "color-contrast"]) == []
    assert page.evaluate(STORED) == ["", 0, 0]
    assert page.context.cookies() == []


def test_the_link_stays_where_the_component_finds_nothing(
    page: Page, partner: Partner, site: str
) -> None:
    body = COMPONENT.format(site=site, said="").replace("/2009/", "/1999/")

    with page.expect_response(lambda answer: "/api/v1/photos" in answer.url) as asked:
        show(page, partner, body)

    assert asked.value.status == 404
    expect(page.get_by_role("link", name="2009: photos")).to_be_visible()
    expect(page.locator("unsilenced-gallery img")).to_have_count(0)


def test_a_script_beside_a_frame_gives_it_its_height(
    page: Page, partner: Partner, site: str
) -> None:
    show(
        page,
        partner,
        f'<iframe src="{site}/embed/counter/2009/" width="600" height="900"'
        f' sandbox="allow-scripts"></iframe><script async src="{site}/embed/v1/embed.js"></script>',
    )

    page.wait_for_function("document.querySelector('iframe').offsetHeight < 300")

    inside = page.frames[1].evaluate("document.documentElement.offsetHeight")
    assert abs(page.locator("iframe").evaluate("(frame) => frame.clientHeight") - inside) <= 1


def test_wordpress_shows_the_frame_that_it_hides_and_follows_its_links(
    page: Page, partner: Partner, site: str
) -> None:
    said = page.request.get(f"{site}/oembed?url={site}/embed/map/2009/").json()

    show(page, partner, post_with(said["html"]))
    page.wait_for_function("said.some(({ message }) => message === 'height')")

    frame = page.locator("iframe")
    expect(frame).to_be_visible()
    expect(page.locator("blockquote")).to_be_hidden()
    assert 200 <= int(frame.get_attribute("height") or 0) <= 1000
    page.frame_locator("iframe").locator(".map__link").first.click()
    page.wait_for_url(f"{site}/2009/**")


def test_a_frame_is_whole_on_a_page_that_allows_frames_alone(
    chromium: Browser, partner: Partner, site: str
) -> None:
    page = chromium.new_page()
    body = f'<iframe src="{site}/embed/2009/" width="600" height="420" sandbox="allow-scripts">'

    show(page, partner, body, f"default-src 'none'; frame-src {site}")

    pictures = page.frame_locator("iframe").locator("img")
    expect(pictures).to_have_count(6)
    assert pictures.first.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    page.close()


def test_what_is_chosen_is_shown_at_once_and_copied(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/embed/?way=site&time=2009")

    page.get_by_label("Layout").select_option("strip")
    expect(page.locator("iframe")).to_have_attribute("src", "/embed/2009/?layout=strip")
    # By a key: the browser hands a click in this very moment to where the frame was before.
    page.get_by_role("button", name="Copy code").first.press("Enter")
    page.get_by_role("button", name="Copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert f'src="{site}/embed/2009/?layout=strip"' in copied
    assert "layout=strip" in page.url

    page.get_by_label("Your colour").press_sequentially("00733c")  # and nobody leaves the field
    expect(page.locator("iframe")).to_have_attribute(
        "src", "/embed/2009/?layout=strip&accent=00733c"
    )

    page.get_by_label("Or the link").fill(f"{site}/2010/")
    page.get_by_label("When").select_option("2009")  # what is chosen last is meant
    expect(page.get_by_label("Or the link")).to_have_value("")

    page.get_by_role("button", name="WordPress").click()
    expect(page.get_by_role("button", name="WordPress")).to_be_focused()
    shown = f"{site}/embed/2009/?layout=strip&accent=00733c"
    expect(page.locator("#link")).to_have_value(shown)
