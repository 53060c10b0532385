"""The grid as a browser lays it out: rows that are full, and files that fit what is shown."""

import pytest

from tests.browsing import OpenPage

pytestmark = pytest.mark.browser

#: Of each photo in sight: pixels needed, chosen, and all that there are.
CHOICES = """() => [...document.querySelectorAll("[data-viewer] img")]
  .filter((img) => img.currentSrc && img.getBoundingClientRect().top < innerHeight)
  .map((img) => {
    const widths = img.parentElement.firstElementChild.srcset.split(", ")
      .map((each) => Number.parseInt(each.split(" ")[1]));
    const chosen = Number(/-(\\d+)\\.\\w+$/.exec(img.currentSrc)[1]);
    return [img.getBoundingClientRect().width * devicePixelRatio, chosen, widths];
  })"""
#: Softer by so little that nobody sees it.
ENOUGH = 0.95
WINDOWS = [(320, 2), (390, 1), (390, 3), (820, 2), (1280, 1), (1920, 1)]


@pytest.mark.parametrize(("width", "density"), WINDOWS)
def test_what_is_chosen_is_enough_and_not_much_more(
    open_page: OpenPage, site: str, width: int, density: int
) -> None:
    viewport = {"width": width, "height": 1200}  # two rows on the narrowest, too
    page = open_page(viewport=viewport, device_scale_factor=density)
    page.goto(f"{site}/2009/", wait_until="networkidle")

    choices = page.evaluate(CHOICES)

    assert len(choices) > 1
    for needed, chosen, widths in choices:
        assert chosen >= min(needed * ENOUGH, max(widths)), (needed, chosen, widths)
        assert chosen <= max(needed * 1.6, min(widths)), (needed, chosen, widths)
