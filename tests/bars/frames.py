"""What frames weigh: ``python -m tests.bars.frames [--folder DIR] [--only KIND]``.

Every kind and layout of frame is opened as wide as columns are, on plain and on fine screens, as
high as its code makes it: bytes, requests, script, what moves, what axe finds, what is kept, and
who else is asked. Then the web component, packed. ``--folder``: JPEG photos in place of drawings,
for what they weigh. Exit code 1 when one of them is over its budget.
"""

import gzip
import sys
from argparse import ArgumentParser
from itertools import product
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

from tests.axe import axe
from tests.bars.consumers import STORED, Site, open_site
from tests.browser.weighing import Weight, weigh
from tests.browsing import FLAGS, watch
from tests.programs import program

FRAMES = {
    "rows 1": "2009/?rows=1", "rows 2": "2009/", "rows 3": "2009/?rows=3&accent=003399",
    "strip": "2009/?layout=strip", "one": "2009/?layout=one", "dark": "latest/?theme=dark",
    "city": "2010/lt/vilnius/", "photo": "photos/{photo}", "map": "map/",
    "map of a year": "map/2009/", "counter": "counter/", "counter of a year": "counter/2009/",
}  # fmt: skip
WIDTHS, SCALES = (300, 390, 600, 900, 1280), (1, 2)
MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT, MOST_COMPONENT = 120_000, 12, 1_000, 4_000
ENOUGH = 12  # photos of a folder


def main() -> int:
    """Print what each weighs; 1 when one is over its budget."""
    options = ArgumentParser(description=__doc__)
    options.add_argument("--folder", type=Path)
    options.add_argument("--only", choices=FRAMES, action="append")
    options.add_argument("--shots", type=Path)
    said = options.parse_args()
    found = sorted(said.folder.glob("*.jp*g"))[:ENOUGH] if said.folder else []
    photos = [each.read_bytes() for each in found]
    with open_site(photos=photos) as site, sync_playwright() as playwright:
        flags = [*FLAGS, "--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=flags)
        faults = [
            fault
            for name in said.only or FRAMES
            for fault in measure(browser, site, name, FRAMES[name], said.shots)
        ]
        faults += weigh_component(browser, site)
        browser.close()
    print("\n".join(faults) or "all within their budgets")
    return int(bool(faults))


def measure(browser: Browser, site: Site, name: str, path: str, shots: Path | None) -> list[str]:
    """Open a frame in every width, print its heaviest look, and return what is wrong."""
    address = f"{site.address}/embed/{path.format(photo=site.photo_id)}"
    faults, weights = [], []
    for width, scale in product(WIDTHS, SCALES):
        troubles: list[str] = []
        context = browser.new_context(device_scale_factor=scale)
        watch(context, troubles)
        page = context.new_page()
        asked = page.request.get(f"{site.address}/oembed?url={quote(address, safe='')}")
        page.set_viewport_size({"width": width, "height": asked.json()["height"]})
        weight = weigh(page, address)
        weights.append((weight.total, weight.requests, f"{width} px {scale}x"))
        troubles += [*_over(weight), *axe(page)]
        troubles += [] if page.evaluate(STORED) == ["", 0, 0] else ["something is kept"]
        if shots:
            shots.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=shots / f"{name.replace(' ', '-')}-{width}-{scale}x.png")
        faults += [f"{name} {width} px {scale}x: {trouble}" for trouble in troubles]
        context.close()
    size, requests, about = max(weights)
    print(f"{name:<18}{size / 1000:6.1f} KB in {requests:>2} at most ({about})", flush=True)
    return faults


def weigh_component(browser: Browser, site: Site) -> list[str]:
    """Weigh the script of the web component, packed as browsers are sent it."""
    page = browser.new_page()
    size = len(gzip.compress(page.request.get(f"{site.address}/embed/v1/gallery.js").body()))
    print(f"component         {size / 1000:6.1f} KB")
    return ["the component is too heavy"] if size > MOST_COMPONENT else []


def _over(weight: Weight) -> list[str]:
    """Return what is over the budget."""
    figures = {
        f"{weight.total / 1000:.1f} KB": weight.total > MOST_BYTES,
        f"{weight.requests} requests": weight.requests > MOST_REQUESTS,
        f"{weight.of('Script')} bytes of script": weight.of("Script") > MOST_SCRIPT,
        f"{weight.shifts} moved": weight.shifts > 0,
        "cookies": bool(weight.cookies),
    }
    return [words for words, is_over in figures.items() if is_over]


if __name__ == "__main__":
    sys.exit(main())
