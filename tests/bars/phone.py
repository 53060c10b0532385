"""A phone with its browser, whose photos are covered by hand; the browser may die at any moment."""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect

from tests.bars.bare import FACE_SIZE, SIZE, BarePhoto
from tests.browser.sending import as_file
from tests.browsing import FLAGS
from tests.programs import program

LOOKING = 550  # ms; who confirms sooner has not looked
MARGIN = 0.02  # of the picture, by which a strip is larger than a face


class Phone:
    """A browser that keeps its profile when it dies."""

    def __init__(self, playwright: Playwright, profile: Path, *, address: str) -> None:
        self._playwright, self._profile, self._address = playwright, profile, address
        self._context: BrowserContext | None = None
        self.page = self._open()

    def choose(self, how: str, photos: Iterable[BarePhoto]) -> None:
        """Choose how and which; the order of the page is theirs."""
        self.page.get_by_label(how).check()
        expect(self.page.locator("[data-add].is-scripted")).to_be_visible()
        files = [as_file(photo.data, name=f"IMG_{at}.jpg") for at, photo in enumerate(photos)]
        self.page.set_input_files("#photos", files)

    def reload(self) -> None:
        """Load the page again, whatever it asks."""
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.reload()
        self._go_on()

    def crash(self) -> None:
        """Kill the browser and start it again."""
        for process in self._processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with suppress(Exception):  # it is dead, and says so in many ways
            self._context.close()  # type: ignore[union-attr]  # open since __init__
        self.page = self._open()
        self._go_on()

    def close(self) -> None:
        """Close the browser."""
        self._context.close()  # type: ignore[union-attr]  # open since __init__

    def _open(self) -> Page:
        flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        self._context = self._playwright.chromium.launch_persistent_context(
            self._profile, executable_path=program("chromium"), args=flags
        )
        page = self._context.pages[0]
        page.goto(f"{self._address}/add/")
        return page

    def _go_on(self) -> None:
        """Go on with what the browser kept, if it kept anything."""
        button = self.page.get_by_role("button", name="Go on")
        with suppress(AssertionError):
            expect(button).to_be_visible(timeout=1500)
            button.click()

    def _processes(self) -> list[int]:
        """Return the processes of this profile."""
        found = []
        for entry in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                if str(self._profile).encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
        return found


def cover(page: Page, photos: Iterable[BarePhoto]) -> None:
    """Cover the faces of the photos that wait first, one after the other."""
    page.locator("[data-cover-all]").click()
    dialog = page.get_by_role("dialog")
    held = page.locator("[data-is=held]")
    for photo in photos:
        left = held.count()
        expect(dialog.locator("[data-do=none]")).to_have_attribute("aria-disabled", "false")
        page.wait_for_timeout(LOOKING)
        draw(dialog.locator("[data-picture]"), page, photo.face)
        dialog.get_by_role("button", name="Every face is covered").click()
        expect(held).to_have_count(left - 1)
    if held.count():
        dialog.get_by_role("button", name="Later").click()


def draw(picture: Locator, page: Page, face: tuple[float, float]) -> None:
    """Draw a strip over a face with the mouse."""
    box = picture.bounding_box()
    assert box
    half = [FACE_SIZE / side / 2 + MARGIN for side in SIZE]
    ends = [
        (
            box["x"] + box["width"] * (face[0] + sign * half[0]),
            box["y"] + box["height"] * (face[1] + sign * half[1]),
        )
        for sign in (-1, 1)
    ]
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(*ends[1], steps=3)
    page.mouse.up()
