"""Every state that UX.md names on the page of a participant, each in a picture."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.sending import answer_all, choose, choose_how, receipt_code, row
from tests.browsing import LOOKS
from tests.pictures import make_photo

PIECES = re.compile("/files/.+")
LARGE = (1400, 1000)  # pixels
#: More than playwright hands over.
DROP = """() => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(51 * 1048576)], "panorama.jpg"));
  document.body.dispatchEvent(
    new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""
REFUSE = "indexedDB.open = () => { throw new DOMException('no') }"


def show_states(browser: Browser, address: str, *, folder: Path) -> None:
    """Take a picture of every state, on phone and desk, by day and by night."""
    folder.mkdir(parents=True, exist_ok=True)
    for look in LOOKS:
        width, scheme = look["viewport"]["width"], look["color_scheme"]
        for state in STATES:
            page = _open(browser, address, look=look)
            state(page)
            page.wait_for_timeout(400)
            name = state.__name__.strip("_").replace("_", "-")
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            page.context.close()


def _open(browser: Browser, address: str, *, look: dict[str, Any]) -> Page:
    page = browser.new_context(**look, service_workers="block").new_page()
    page.goto(f"{address}/add/")
    return page


def nothing_chosen(page: Page) -> None:
    """Before anything is chosen."""
    page.wait_for_load_state("networkidle")


def how_chosen(page: Page) -> None:
    """After "Send as taken"."""
    choose_how(page)


def sending_and_safe(page: Page) -> None:
    """One is safe, one on its way, one paused, one waiting."""
    choose_how(page)
    choose(page, make_photo())
    expect(row(page, 1)).to_contain_text("Safe on our server")
    page.route(PIECES, lambda route: None)
    choose(page, *(make_photo(size=LARGE) for _ in range(3)), make_photo(size=LARGE), name="b.jpg")
    expect(row(page, 2)).to_contain_text("0 %")
    row(page, 2).get_by_role("button", name="Pause").click()


def connection_lost(page: Page) -> None:
    """The line is cut."""
    choose_how(page)
    page.route(PIECES, lambda route: route.abort())
    choose(page, make_photo(size=LARGE), name="DSC_0099.JPG")
    expect(row(page, 1)).to_contain_text("Connection lost.")


def server_problem(page: Page) -> None:
    """The server fails."""
    choose_how(page)
    said = {"Tus-Resumable": "1.0.0", "Retry-After": "15"}
    page.route(PIECES, lambda route: route.fulfill(status=503, headers=said))
    choose(page, make_photo(size=LARGE), name="DSC_0099.JPG")
    expect(row(page, 1)).to_contain_text("Our server has a problem.")


def not_to_be_sent(page: Page) -> None:
    """Twice, a video, nothing, too much, no photo at all."""
    choose_how(page)
    photo = make_photo()
    choose(page, photo, photo)
    choose(page, b"film", name="film.mp4", kind="video/mp4")
    choose(page, b"", name="empty.jpg")
    page.evaluate(DROP)
    choose(page, b"no photo", name="IMG_2231.HEIC", kind="")
    expect(row(page, 6)).to_contain_text("not a photo", timeout=20_000)


def needs_a_city(page: Page) -> None:
    """Nothing says where it was."""
    choose_how(page)
    choose(page, make_photo())
    expect(row(page, 1)).to_contain_text("Where was this?", timeout=20_000)
    page.locator("[data-send]").click()


def welcome_back(page: Page) -> None:
    """An earlier page was left."""
    choose_how(page)
    choose(page, make_photo(), make_photo(), make_photo())
    expect(page.locator("[data-total-words]")).to_contain_text("3 of 3")
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_text("Welcome back. 3 photos were not finished.")).to_be_visible()


def nothing_kept(page: Page) -> None:
    """A browser that keeps nothing."""
    page.add_init_script(REFUSE)
    page.reload()
    choose_how(page)
    choose(page, make_photo())
    expect(page.get_by_text("This browser stores no photos here")).to_be_visible()


def receipt(page: Page) -> None:
    """All is handed over."""
    choose_how(page)
    choose(page, make_photo())
    answer_all(page, city="Vilnius")
    receipt_code(page)


STATES: tuple[Callable[[Page], None], ...] = (
    nothing_chosen,
    how_chosen,
    sending_and_safe,
    connection_lost,
    server_problem,
    not_to_be_sent,
    needs_a_city,
    welcome_back,
    nothing_kept,
    receipt,
)
