"""What does not fit on a page: text cut off or spilt, wider than the screen, controls under others.

What may be scrolled sideways within itself (a row of links) fits; what only screen readers read
need not. The skip link lies above the page until it is reached.
"""

from dataclasses import dataclass

from playwright.sync_api import Page

FIND = """() => {
  const root = document.querySelector("dialog:modal") ?? document.body;
  const width = document.documentElement.clientWidth;
  const clipped = (each) => each && (each.matches(".visually-hidden, [hidden]")
    || getComputedStyle(each).clipPath.startsWith("inset(50%") || clipped(each.parentElement));
  const seen = [...root.querySelectorAll("*")].filter((each) =>
    each.checkVisibility({ visibilityProperty: true }) && !clipped(each)
    && !each.parentElement.closest("svg"));
  const style = (each) => getComputedStyle(each);
  const scrolls = (each) => each !== document.body && each.parentElement
    && (/auto|scroll/.test(style(each).overflowX) || scrolls(each.parentElement));
  const name = (each) => each.tagName.toLowerCase() + (each.id ? "#" + each.id : "")
    + [...each.classList].map((one) => "." + one).join("")
    + ` "${each.textContent.trim().replace(/\\s+/g, " ").slice(0, 30)}"`;
  const speaks = (each) => [...each.childNodes].some((node) =>
    node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isWide = (each) => {
    const { left, right } = each.getBoundingClientRect();
    const isOff = left < -1 || right > width + 1;
    return isOff && !scrolls(each) && !each.matches(".skip-link") && !isWide(each.parentElement);
  };
  const isSpilt = (each) => {
    const { display, overflowX, overflowY } = style(each);
    if (display.startsWith("inline") && !each.matches("button, a.button, summary")) return false;
    if (each.matches("input, select, textarea, option, img")) return false;
    const isWider = speaks(each) && each.scrollWidth > each.clientWidth + 1;
    const isCut = /hidden|clip/.test(overflowY) && each.scrollHeight > each.clientHeight + 1;
    const isHigher = each.matches("button, .button") && each.scrollHeight > each.clientHeight + 1;
    return (isWider && !/auto|scroll/.test(overflowX)) || isCut || isHigher;
  };
  const controls = seen.filter((each) => each.matches(
    "a[href]:not(.skip-link), button, summary, input, select, textarea, [role=option]"));
  const isBuried = (each) => {
    each.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const [box] = each.getClientRects(); // of a link in two lines: the first
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const labels = [...(each.labels ?? [])];
    const over = hit?.closest("details[open]"); // unfolded over others: Escape closes it again
    const { position } = over ? style(over.lastElementChild) : {};
    if (position === "absolute" && !over.contains(each)) return false;
    return !hit || !(each.contains(hit) || labels.some((label) => label.contains(hit)));
  };
  return {
    overflow: Math.max(document.documentElement.scrollWidth, root.scrollWidth) - width,
    wide: seen.filter(isWide).map(name),
    spilt: seen.filter(isSpilt).map(name),
    buried: controls.filter(isBuried).map(name),
    controls: controls.length,
  };
}"""
#: A control that has the focus says so itself, or what is around it does: a label, a drawn edge.
UNMARKED = """() => {
  const root = document.querySelector("dialog:modal") ?? document.body;
  const controls = [...root.querySelectorAll(
    "a[href], button, summary, input, select, textarea, [tabindex='0']")].filter((each) =>
    each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }));
  const isRing = (each) => {
    const { outlineStyle, outlineWidth, strokeWidth } = getComputedStyle(each);
    const isEdge = each instanceof SVGElement && parseFloat(strokeWidth) >= 3;
    return isEdge || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  };
  const isMarked = (each) => {
    each.focus({ focusVisible: true });
    if (document.activeElement !== each) return true; // it cannot have the focus
    const around = [each, ...(each.labels ?? []), each.parentElement, ...each.children];
    return around.some(isRing);
  };
  return controls.filter((each) => !isMarked(each)).map((each) => each.outerHTML.slice(0, 120));
}"""
ENLARGE = "(percent) => { document.documentElement.style.fontSize = `${percent}%`; }"


@dataclass(frozen=True)
class Fit:
    """How a page fits on its screen."""

    overflow: int  # pixels that the page is wider than the screen
    wide: list[str]  # what reaches over an edge of the screen
    spilt: list[str]  # text that is cut off, or leaves its box
    buried: list[str]  # controls that lie under something, or nowhere
    controls: int  # looked at

    @property
    def faults(self) -> list[str]:
        """Each fault in words."""
        kinds = {"wide": self.wide, "spilt": self.spilt, "buried": self.buried}
        wider = [f"{self.overflow} px wider than the screen"] if self.overflow > 0 else []
        return wider + [f"{kind}: {each}" for kind, found in kinds.items() for each in found]


def fit(page: Page) -> Fit:
    """Measure a page as it is; it is scrolled meanwhile."""
    return Fit(**page.evaluate(FIND))


def enlarge_text(page: Page, percent: int) -> None:
    """Set the size of all text, as a reader does in the settings of a browser."""
    page.evaluate(ENLARGE, percent)


def unmarked(page: Page) -> list[str]:
    """Return the controls of which nobody sees that they have the focus, as keys give it."""
    page.keyboard.press("Shift")  # from now on the browser marks what has the focus
    return [f"no ring: {each}" for each in page.evaluate(UNMARKED)]
