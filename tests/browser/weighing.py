"""What a page weighs on the wire and how it moves, as the browser itself counts."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

#: Layout shifts (web.dev/cls), noted from the first moment; those after a person's input are none.
WATCH_SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
LARGEST = """() => new Promise((resolve) => new PerformanceObserver((list) => {
  resolve(Math.round(list.getEntries().at(-1).startTime));
}).observe({ type: "largest-contentful-paint", buffered: true }))"""


@dataclass
class Weight:
    """What was asked for, and how many bytes came, as they were compressed."""

    bytes_of: dict[str, int] = field(default_factory=dict)
    heads_of: dict[str, int] = field(default_factory=dict)  # bytes of headers therein
    kinds: dict[str, str] = field(default_factory=dict)
    cookies: list[Any] = field(default_factory=list)
    shifts: float = 0
    largest_after: int = 0  # milliseconds, to be reported: this machine is no phone

    @property
    def total(self) -> int:
        """All bytes, headers too."""
        return sum(self.bytes_of.values())

    @property
    def requests(self) -> int:
        """Number of requests."""
        return len(self.kinds)

    def of(self, kind: str) -> int:
        """Bytes of one kind without headers: Script, Stylesheet, Image, Font, Document."""
        those = [each for each in self.kinds if self.kinds[each] == kind]
        return sum(self.bytes_of.get(each, 0) - self.heads_of.get(each, 0) for each in those)


def weigh(page: Page, address: str, *, scroll: bool = False) -> Weight:
    """Open a page and count until nothing more is asked for."""
    weight = Weight()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.on("Network.requestWillBeSent", lambda said: _note_request(said, weight))
    network.on("Network.responseReceived", lambda said: _note_head(said, weight))
    network.on("Network.loadingFinished", lambda said: _note_bytes(said, weight))
    page.add_init_script(WATCH_SHIFTS)
    page.goto(address, wait_until="networkidle")
    if scroll:
        _scroll_down(page)
    weight.shifts = page.evaluate("window.shifts")
    weight.largest_after = page.evaluate(LARGEST)
    weight.cookies = list(page.context.cookies())
    return weight


def _note_request(said: dict[str, Any], weight: Weight) -> None:
    """Note what is asked for; what stands in the page itself (data:) is no request."""
    if urlsplit(said["request"]["url"]).scheme != "data":
        weight.kinds[said["requestId"]] = said["type"]


def _note_head(said: dict[str, Any], weight: Weight) -> None:
    """Note how many bytes of headers came."""
    weight.heads_of[said["requestId"]] = int(said["response"]["encodedDataLength"])


def _note_bytes(said: dict[str, Any], weight: Weight) -> None:
    """Note how many bytes came."""
    weight.bytes_of[said["requestId"]] = int(said["encodedDataLength"])


def _scroll_down(page: Page) -> None:
    """Scroll as a person would, so that lazy pictures come."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for position in range(0, height, 400):
        page.evaluate(f"scrollTo(0, {position})")
        page.wait_for_load_state("networkidle")
