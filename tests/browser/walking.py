"""Hands on the keys alone: from one control to the next, each of which can be seen on the way."""

from contextlib import suppress
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

PATIENCE = 5_000.0  # milliseconds a page has to come to rest around what has the focus
MOST = 60  # keys from one control to the next that is wanted
#: What has the focus: whether it is the one, and can be seen: it lies under nothing, and says where
#: it is. Of a field for files the label does.
LOOK = """(wanted) => {
  const { activeElement: one } = document;
  const label = one.labels?.[0];
  const { left, top, width, height } = one.getClientRects()[0]; // of several lines: the first
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  const isRing = (each) => each && getComputedStyle(each).outlineStyle !== "none";
  const isEdge = one instanceof SVGElement && parseFloat(getComputedStyle(one).strokeWidth) >= 3;
  const isBare = Boolean(hit) && (one.contains(hit) || Boolean(label?.contains(hit)));
  const isSeen = one.type === "file" || (isBare && (isEdge || [one, label].some(isRing)));
  const isLost = one === document.body; // a key was, and is pressed again, as a person would
  return { isIt: one.matches(wanted), isSeen, isLost, name: one.outerHTML.slice(0, 200) };
}"""
#: A page that has painted nothing yet drops keys.
IS_PAINTED = "() => performance.getEntriesByType('paint').length"
IS_SEEN = f"() => ({LOOK})('*').isSeen"


def tab_to(page: Page, wanted: str, *, key: str = "Tab") -> None:
    """Press Tab until a control has the focus; every one on the way can be seen."""
    look = page.evaluate(LOOK, wanted)
    for _ in range(MOST):
        if look["isIt"]:
            return
        press(page, key)
        look = settled(page, wanted)
        assert look["isSeen"] or look["isLost"], f"under something on {page.url}: {look['name']}"
    raise AssertionError(f"no key leads to {wanted}")


def settled(page: Page, wanted: str) -> dict[str, Any]:
    """Look at what has the focus once it can be seen, or as it stays."""
    # A picture may just have come, and moved it.
    with suppress(TooLate):
        page.wait_for_function(IS_SEEN, timeout=PATIENCE)
    look: dict[str, Any] = page.evaluate(LOOK, wanted)
    return look


def press(page: Page, *keys: str) -> None:
    """Press keys, one after the other, as soon as somebody can see the page."""
    page.wait_for_function(IS_PAINTED)
    for key in keys:
        page.keyboard.press(key)
