"""Whether others can show our galleries: three readers of oEmbed, WordPress's filter and script,
a browser that keeps nothing for others, a page that allows frames alone.

``python -m tests.bars.consumers [--shots DIR]``: a gallery with sixty photos of its own, partners'
pages under another name. Exit code 1 when one of them cannot.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import micawber
import pyoembed
from flask import Flask
from micawber.providers import Provider, ProviderRegistry
from playwright.sync_api import Browser, Page, sync_playwright

from gallery.db import db
from gallery.images.darkroom import DarkRoom
from gallery.models import Photo, Stage
from gallery.places.cities import Cities
from tests.browser.exhibition import open_exhibition
from tests.browser.partner import Partner, partner_page
from tests.browser.wordpress import SECRET, post_with
from tests.browsing import FLAGS, served
from tests.clients import CLIENTS, run_client
from tests.gazetteer import build_once
from tests.install import install_clients
from tests.programs import program

HOME = CLIENTS / "oembed"
#: With third-party cookies and storage blocked, as private windows do.
PRIVATE = ["--test-third-party-cookie-phaseout", "--block-third-party-cookies"]
FRAMES = ("2009/", "2009/?layout=strip", "map/", "counter/2009/")
STORED = """() => {
  try { return [document.cookie, localStorage.length, sessionStorage.length]; }
  catch { return "denied"; }
}"""
BROKEN = """() =>
  [...document.images].filter((each) => each.complete && !each.naturalWidth).length"""
MOST_BYTES, MOST_REQUESTS = 120_000, 12


@dataclass
class Site:
    """Our gallery, and one of its photos."""

    address: str
    photo_id: str

    @property
    def pages(self) -> dict[str, str]:
        """The pages and frames that are pasted, and what each is by oEmbed."""
        frames = {f"/embed/{path}": "rich" for path in FRAMES}
        places = {
            "/2009/": "rich",
            "/2010/lt/vilnius/": "rich",
            "/map/": "rich",
            "/be/2009/": "rich",
        }
        found = {**places, f"/photos/{self.photo_id}": "photo", **frames}
        return {self.address + path: kind for path, kind in found.items()}


def main() -> int:
    """Let everybody try; 1 when one of them cannot."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shots", type=Path)
    said = parser.parse_args()
    if not install_clients(HOME):
        return 1
    with open_site() as site, sync_playwright() as playwright, partner_page() as partner:
        flags = [*FLAGS, *PRIVATE, "--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=flags)
        found = [
            _try("micawber", lambda: ask_micawber(site)),
            _try("pyoembed", lambda: ask_pyoembed(site)),
            _try("@extractus/oembed-extractor", lambda: ask_extractus(site)),
            _try("WordPress", lambda: post_to_wordpress(site, browser, partner, said.shots)),
            _try("frames alone", lambda: show_among_nothing(site, browser, partner)),
        ]
        browser.close()
    return int(not all(found))


def ask_micawber(site: Site) -> str:
    """Ask as micawber does, told of us by a list."""
    registry = ProviderRegistry()
    registry.register(rf"{re.escape(site.address)}/\S*", Provider(f"{site.address}/oembed"))
    for page, kind in site.pages.items():
        _require(registry.request(page, maxwidth=480)["type"] == kind, page)
    shown = micawber.parse_html(f"<p>{site.address}/2009/</p>", registry)
    _require("<iframe" in shown and "<blockquote>" in shown, shown)
    return f"{len(site.pages)} addresses"


def ask_pyoembed(site: Site) -> str:
    """Ask as pyoembed does, by the links in our pages."""
    for page, kind in site.pages.items():
        _require(pyoembed.oEmbed(page, maxwidth=480)["type"] == kind, page)
    return f"{len(site.pages)} addresses"


def ask_extractus(site: Site) -> str:
    """Ask as @extractus/oembed-extractor does, by the links in our pages."""
    lines = run_client("oembed/extract.mjs", *site.pages).splitlines()
    for (page, kind), line in zip(site.pages.items(), lines, strict=True):
        said = json.loads(line)
        _require(said["type"] == kind and said["width"] <= 480, page)
    return f"{len(lines)} addresses"


def post_to_wordpress(site: Site, browser: Browser, partner: Partner, shots: Path | None) -> str:
    """Paste each frame into a post, wait for its height, and follow a link."""
    heights = []
    for path in FRAMES:
        page, said = browser.new_page(), pyoembed.oEmbed(f"{site.address}/embed/{path}")
        partner.body, partner.policy = post_with(said["html"]), ""
        foreign = _note_foreign(page)
        page.goto(partner.address)
        page.wait_for_function("said.some(({ message }) => message === 'height')")
        frame = page.locator("iframe")
        _require(frame.is_visible() and not page.locator("blockquote").is_visible(), path)
        heights.append(int(frame.get_attribute("height") or 0))
        _require(200 <= heights[-1] <= 1000, path)
        if shots:
            shots.mkdir(parents=True, exist_ok=True)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=shots / f"wordpress-{len(heights)}.png")
        page.frame_locator("iframe").locator("a").first.click()
        page.wait_for_url(f"{site.address}/**")
        _require(not foreign and not page.context.cookies(), f"{path}: {foreign}")
        page.close()
    return f"heights {heights}, links followed, secret {SECRET}"


def show_among_nothing(site: Site, browser: Browser, partner: Partner) -> str:
    """Show each frame where nothing but our frames is allowed, and weigh it there."""
    weights = []
    for path in FRAMES:
        page = browser.new_page()
        frame = f'<iframe src="{site.address}/embed/{path}" width="600" height="420">'
        partner.body = frame
        partner.policy = f"default-src 'none'; frame-src {site.address}"
        came: list[int] = []
        page.on("requestfinished", lambda each, came=came: came.append(_bytes_of(each, site)))
        page.goto(partner.address, wait_until="networkidle")
        inside = page.frames[1]
        _require(inside.locator(".frame-foot__title").is_visible(), path)
        broken = inside.evaluate(BROKEN)
        _require(broken == 0, path)
        ours = [each for each in came if each]
        weights.append((sum(ours), len(ours)))
        _require(weights[-1][0] <= MOST_BYTES and weights[-1][1] <= MOST_REQUESTS, str(weights))
        stored = inside.evaluate(STORED)
        _require(stored in (["", 0, 0], "denied"), str(stored))
        page.close()
    return ", ".join(f"{size / 1000:.0f} KB in {count}" for size, count in weights)


def _try(name: str, attempt: Callable[[], str]) -> bool:
    """Let one try, and say how it went."""
    try:
        print(f"{name}: {attempt()}", flush=True)
    except Exception as error:  # whatever a client of others raises is its verdict
        print(f"{name}: FAILED, {type(error).__name__}: {error}", flush=True)
        return False
    return True


def _require(is_so: bool, about: str) -> None:  # noqa: FBT001 - reads as an assertion
    """Raise where something is not so."""
    if not is_so:
        raise AssertionError(about)


def _note_foreign(page: Page) -> list[str]:
    """Note what is asked for beyond this machine."""
    foreign: list[str] = []
    ours = re.compile(r"^(https?://(127\.0\.0\.1|localhost)[:/]|about:|data:|blob:)")
    page.on("request", lambda each: None if ours.match(each.url) else foreign.append(each.url))
    return foreign


def _bytes_of(request: Any, site: Site) -> int:
    """Return how many bytes an answer of ours had."""
    if not request.url.startswith(site.address):
        return 0
    sizes = request.sizes()
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])


@contextmanager
def open_site(
    *, certificate: tuple[Path, Path] | None = None, photos: Sequence[bytes] = ()
) -> Iterator[Site]:
    """Open the gallery."""
    room = DarkRoom()
    with tempfile.TemporaryDirectory() as folder:
        app = open_exhibition(
            Path(folder), cities=Cities(build_once()), dark_room=room, photos=photos
        )
        with served(app, certificate=certificate) as address:
            yield Site(address, _newest(app))
    room.close()


def _newest(app: Flask) -> str:
    """Return the public id of a photo."""
    with app.app_context():
        wanted = db.session.query(Photo).filter_by(stage=Stage.PUBLISHED).order_by(Photo.id)
        return str(wanted[0].public_id)


if __name__ == "__main__":
    sys.exit(main())
