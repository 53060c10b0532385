"""A gallery's link pasted into a real WordPress: ``python -m tests.bars.wordpress [--shots DIR]``.

Debian's WordPress runs on this machine (``tests.bars.blog``); two people log in, its owner and an
author who may not write HTML as they like, and paste links into the editor of blocks. Each writes a
post of plain lines, too, as the editor before that leaves them. Their posts are read on a phone and
on a desk: every frame is shown, as high as it asks for, within its column, asks nobody else for
anything and keeps nothing; a link in it is followed.

Exit code 1 when something of that is not so, 77 when a package is missing and nothing was tried.
"""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Frame, Page, sync_playwright

from tests.bars.blog import PASSWORD, Blog, make_certificate, missing_packages, open_blog
from tests.bars.consumers import STORED, Site, open_site
from tests.browsing import FLAGS
from tests.programs import program

NOT_TRIED = 77
PEOPLE = ("owner", "author")
WIDTHS = (390, 1280)
LEAST, MOST = 200, 1000  # pixels that WordPress gives a frame
FRAMES = (
    "/2009/", "/2010/lt/vilnius/", "/map/", "/embed/photos/{photo}", "/embed/2009/?layout=strip",
    "/embed/counter/2009/?theme=dark",
)  # fmt: skip
PASTE = """(link) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", link);
  const said = { clipboardData, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", said));
}"""
ANSWERED = "(link) => wp.data.select('core').getEmbedPreview(link)"
NEXT = "() => wp.data.dispatch('core/block-editor').insertDefaultBlock()"
FILL = "(content) => wp.data.dispatch('core/editor').editPost({ content })"
PUBLISH = """() => {
  const editor = wp.data.dispatch("core/editor");
  editor.editPost({ status: "publish" });
  return editor.savePost();
}"""
PUBLISHED = "() => wp.data.select('core/editor').getCurrentPost().status === 'publish'"
LINK = "() => wp.data.select('core/editor').getCurrentPost().link"
SHOWN = "() => [...document.querySelectorAll('iframe')].every((frame) => !frame.style.cssText)"
BOXES = """() => [...document.querySelectorAll("iframe")].map((frame) => ({
  height: frame.clientHeight,
  edge: frame.offsetHeight - frame.clientHeight,
  over: frame.getBoundingClientRect().right - document.documentElement.clientWidth,
  isQuoted: frame.previousElementSibling?.offsetHeight > 0,
}))"""
HEIGHT = "() => Math.ceil(document.documentElement.offsetHeight)"


def main() -> int:
    """Write and read the posts."""
    options = ArgumentParser(description=__doc__)
    options.add_argument("--shots", type=Path, default=Path(tempfile.gettempdir()) / "wordpress")
    shots: Path = options.parse_args().shots
    if missing := missing_packages():
        print(f"not tried: apt-get install --no-install-recommends {' '.join(missing)}")
        return NOT_TRIED
    shots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        certificate = make_certificate(Path(folder))
        with open_site(certificate=certificate) as site:
            port = int(site.address.rpartition(":")[2])
            with open_blog(port, certificate=certificate[0]) as blog:
                flags = [*FLAGS, "--no-sandbox"]
                path = program("chromium")
                browser = playwright.chromium.launch(executable_path=path, args=flags)
                tried = (_try(who, browser, blog, site, shots) for who in PEOPLE)
                faults = [fault for found in tried for fault in found]
                browser.close()
    print("\n".join(faults) or f"WordPress {blog.version}: pictures in {shots}")
    return int(bool(faults))


def _try(who: str, browser: Browser, blog: Blog, site: Site, shots: Path) -> list[str]:
    """Let somebody write their posts, and read them; return what is wrong."""
    links = [site.address + each.format(photo=site.photo_id) for each in FRAMES]
    page = _open(browser, 1280)
    _log_in(page, blog, who)
    posts = {"pasted": write(page, blog, links), "lines": write_lines(page, blog, links)}
    page.context.close()
    faults = []
    for kind, post in posts.items():
        for width in WIDTHS:
            page, about = _open(browser, width), f"{who}-{kind}-{width}"
            found = read(page, post, site, len(links))
            page.screenshot(path=shots / f"{about}.png")
            found += follow(page, site)
            page.context.close()
            print(f"{about}: {len(links)} frames, {len(found)} faults", flush=True)
            faults += [f"{about}: {each}" for each in found]
    return faults


def write(page: Page, blog: Blog, links: list[str]) -> str:
    """Paste each link into a new post, as an empty line becomes a block; return where it is."""
    _begin(page, blog, "Pasted")
    page.keyboard.press("Enter")
    for link in links:
        page.evaluate(PASTE, link)
        page.wait_for_function(ANSWERED, arg=link)
        page.evaluate(NEXT)
    return _publish(page)


def write_lines(page: Page, blog: Blog, links: list[str]) -> str:
    """Write the links on lines of their own into a new post; return where it is."""
    _begin(page, blog, "Lines")
    page.evaluate(FILL, "\n\n".join(links))
    return _publish(page)


def read(page: Page, post: str, site: Site, count: int) -> list[str]:
    """Read a post until all its frames are shown; return what is wrong with them."""
    foreign = _note_foreign(page, site)
    page.goto(post, wait_until="networkidle")
    faults = [] if len(page.frames) == count + 1 else [f"{len(page.frames) - 1} frames"]
    page.wait_for_function(SHOWN)
    page.wait_for_load_state("networkidle")
    boxes = page.evaluate(BOXES)
    for box, inside in zip(boxes, page.frames[1:], strict=True):
        faults += [f"{inside.url}: {each}" for each in _faults_of(box, inside)]
    return faults + [f"asked for {each}" for each in foreign]


def follow(page: Page, site: Site) -> list[str]:
    """Follow a link in the first frame; return what is wrong."""
    page.frame_locator("iframe").first.locator("a").first.click()
    page.wait_for_url(f"{site.address}/**")
    return ["a cookie of ours"] if page.context.cookies(site.address) else []


def _faults_of(box: dict[str, Any], inside: Frame) -> list[str]:
    """Return what is wrong with a frame, by its box on the page and by what is in it."""
    asked = max(LEAST, min(MOST, inside.evaluate(HEIGHT)))
    stored = inside.evaluate(f"() => {{ try {{ return ({STORED})(); }} catch {{ return 0; }} }}")
    return [
        *([f"{box['height']} pixels high, not {asked}"] if abs(box["height"] - asked) > 1 else []),
        *([f"an edge of {box['edge']} pixels"] if box["edge"] else []),
        *([f"{box['over']} pixels over the edge of the page"] if box["over"] > 0 else []),
        *(["the quotation beside it"] if box["isQuoted"] else []),
        *([f"kept {stored}"] if stored not in (0, ["", 0, 0], "denied") else []),
    ]


def _log_in(page: Page, blog: Blog, who: str) -> None:
    """Log in to WordPress."""
    page.goto(f"{blog.address}/wp-login.php")
    page.fill("#user_login", who)
    page.fill("#user_pass", PASSWORD)
    page.click("#wp-submit")
    page.wait_for_url("**/wp-admin/**")


def _begin(page: Page, blog: Blog, title: str) -> None:
    """Open a new post with a title."""
    page.goto(f"{blog.address}/wp-admin/post-new.php")
    page.click(".editor-post-title__input")
    page.keyboard.type(title)


def _publish(page: Page) -> str:
    """Publish what is written; return where it is."""
    page.evaluate(PUBLISH)
    page.wait_for_function(PUBLISHED)
    return str(page.evaluate(LINK))


def _open(browser: Browser, width: int) -> Page:
    """Open a page so wide, and so high that every frame is drawn."""
    context = browser.new_context(
        ignore_https_errors=True, viewport={"width": width, "height": 3200}
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    return page


def _note_foreign(page: Page, site: Site) -> list[str]:
    """Note what frames ask anybody else for."""
    foreign: list[str] = []

    def note(request: Any) -> None:
        is_ours = request.url.startswith((site.address, "data:", "blob:", "about:"))
        if not is_ours and request.frame != page.main_frame:
            foreign.append(request.url)

    page.on("request", note)
    return foreign


if __name__ == "__main__":
    sys.exit(main())
