"""Every state that a participant meets, brought about in any language of the page.

Nothing is chosen by its words: by names, values and marks only. A state begins at ``/add/``.
"""

import re
from collections.abc import Callable
from functools import partial

from flask import current_app
from playwright.sync_api import Page, expect

from gallery.db import unit_of_work
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Stage
from tests.browser.sending import answer_all, choose, choose_how, receipt_code, row
from tests.factories import create_photo, create_published, create_submission
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
SLOW = """Object.defineProperty(navigator, "connection", { value: { effectiveType: "2g" } })"""
CODE = "agility blooming cosmos denim elves flannel"
COVER, RISK = "cover-first", "at-risk"


def prepare() -> None:
    """Write a submission whose photos are in every stage; its code is known."""
    tools = current_app.extensions["toolbox"]
    sent = create_submission(receipt_hash=tools.keys.receipt_hash(CODE))
    add = partial(create_photo, submission=sent, previews=[])
    add()
    create_published(submission=sent, previews=[], caption="They would not listen.")
    add(stage=Stage.HELD, question="Did the man on the left agree to be shown?")
    add(stage=Stage.REJECTED, reason="child")
    add(stage=Stage.HIDDEN)
    back = add()
    with unit_of_work() as unit:
        withdraw_photo(back, tools=tools, unit=unit)


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
    expect_state(page, 1, "safe")
    page.route(PIECES, lambda route: None)
    choose(page, *(make_photo(size=LARGE) for _ in range(3)), make_photo(size=LARGE), name="b.jpg")
    expect(row(page, 2)).to_contain_text("0 %")
    row(page, 2).locator("[data-pause]").click()


def connection_lost(page: Page) -> None:
    """The line is cut."""
    choose_how(page)
    page.route(PIECES, lambda route: route.abort())
    choose(page, make_photo(size=LARGE), name="DSC_0099.JPG")
    expect_state(page, 1, "lost")


def server_problem(page: Page) -> None:
    """The server fails."""
    choose_how(page)
    said = {"Tus-Resumable": "1.0.0", "Retry-After": "15"}
    page.route(PIECES, lambda route: route.fulfill(status=503, headers=said))
    choose(page, make_photo(size=LARGE), name="DSC_0099.JPG")
    expect_state(page, 1, "server")


def slow_line(page: Page) -> None:
    """Small copies are offered."""
    page.evaluate(SLOW)
    choose_how(page)
    page.route(PIECES, lambda route: route.abort())
    choose(page, make_photo(size=(3000, 2200)))
    expect(page.locator("[data-copies]")).to_be_visible()
    expect_state(page, 1, "lost")


def not_to_be_sent(page: Page) -> None:
    """Twice, a video, nothing, too much, no photo at all."""
    choose_how(page)
    photo = make_photo()
    choose(page, photo, photo)
    choose(page, b"film", name="film.mp4", kind="video/mp4")
    choose(page, b"", name="empty.jpg")
    page.evaluate(DROP)
    choose(page, b"no photo", name="IMG_2231.HEIC", kind="")
    expect_state(page, 6, "refused")


def needs_a_city(page: Page) -> None:
    """Nothing says where it was."""
    choose_how(page)
    choose(page, make_photo())
    expect(row(page, 1).locator("[data-unplaced]")).to_be_visible(timeout=20_000)
    page.locator("[data-send]").click()
    expect(page.locator("[data-notice]")).not_to_be_empty()


def other_answers(page: Page) -> None:
    """All that folds is unfolded, and cities are suggested."""
    choose_how(page)
    choose(page, make_photo())
    expect_state(page, 1, "safe")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.locator("[name=city]").fill("San")
    expect(page.locator("[data-suggestions] [role=option]").first).to_be_visible()


def map_opened(page: Page) -> None:
    """A city is picked on the map."""
    choose_how(page)
    choose(page, make_photo())
    page.locator(".add__later [data-pick]").click()
    expect(page.locator("dialog[open] [data-pick-map]")).to_be_visible()


def welcome_back(page: Page) -> None:
    """An earlier page was left."""
    choose_how(page)
    choose(page, make_photo(), make_photo(), make_photo())
    expect(page.locator("[data-is=safe]")).to_have_count(3)
    page.wait_for_timeout(500)
    page.reload()
    expect(page.locator("[data-welcome]")).to_be_visible()


def nothing_kept(page: Page) -> None:
    """A browser that keeps nothing."""
    page.add_init_script(REFUSE)
    page.reload()
    choose_how(page)
    choose(page, make_photo())
    expect(page.locator("[data-unkept]")).to_be_visible()


def not_covered_yet(page: Page) -> None:
    """To be covered first, and handed over too soon."""
    choose_how(page, COVER)
    choose(page, make_photo(), make_photo())
    expect(page.locator("[data-is=held]")).to_have_count(2)
    expect(page.locator("[data-cover-all]")).to_be_visible()
    page.locator("[data-send]").click()
    expect(page.locator("[data-notice]")).not_to_be_empty()


def cover_desk(page: Page) -> None:
    """The window in which photos are covered, with a strip and a crop."""
    choose_how(page, COVER)
    choose(page, make_photo(size=LARGE), make_photo())
    page.locator("[data-cover-all]").click()
    expect(page.locator("[data-do=none]")).to_have_attribute("aria-disabled", "false")
    page.locator("[data-do=crop]").click()
    page.locator("[data-do=cover]").click()
    expect(page.locator("[data-shapes] .cover")).to_be_visible()


def changed_mind(page: Page) -> None:
    """As taken first, then covered after all."""
    choose_how(page)
    choose(page, make_photo())
    expect_state(page, 1, "safe")
    choose_how(page, COVER)
    expect(page.locator("[data-change]")).not_to_be_empty()
    expect_state(page, 1, "held")


def at_risk(page: Page) -> None:
    """Someone may be at risk."""
    choose_how(page, RISK)
    choose(page, make_photo())
    expect_state(page, 1, "held")
    expect(page.locator("[data-leave]")).to_be_visible()


def receipt(page: Page) -> None:
    """All is handed over."""
    choose_how(page)
    choose(page, make_photo())
    answer_all(page, city="Vilnius")
    receipt_code(page)


def code_asked(page: Page) -> None:
    """The receipt code is asked for."""
    page.goto(page.url.replace("/add/", "/receipt/"))


def all_stages(page: Page) -> None:
    """Of photos in every stage, by their code."""
    code_asked(page)
    page.locator("[name=code]").fill(CODE)
    page.locator("[data-code] button").click()
    expect(page.locator(".sent")).to_have_count(6)


def receipt_change(page: Page) -> None:
    """What is changed, and what is asked before."""
    all_stages(page)
    unfold(page, photo=0, act=0)
    unfold(page, photo=1, act=1)


def withdraw_question(page: Page) -> None:
    """Whether one really wants to withdraw one, or all."""
    all_stages(page)
    unfold(page, photo=0, act=2)
    unfold(page, photo=1, act=2)
    page.locator(".sent__all > summary").click()


def unfold(page: Page, *, photo: int, act: int) -> None:
    """Unfold what may be done with a photo: change, cover more, withdraw."""
    page.locator(".sent").nth(photo).locator(".sent__act > summary").nth(act).click()


def expect_state(page: Page, number: int, state: str) -> None:
    """Wait until a photo is in a state."""
    expect(row(page, number)).to_have_attribute("data-is", state, timeout=20_000)


STATES: tuple[Callable[[Page], None], ...] = (
    nothing_chosen,
    how_chosen,
    sending_and_safe,
    connection_lost,
    server_problem,
    slow_line,
    not_to_be_sent,
    needs_a_city,
    other_answers,
    map_opened,
    welcome_back,
    nothing_kept,
    not_covered_yet,
    cover_desk,
    changed_mind,
    at_risk,
    receipt,
    code_asked,
    all_stages,
    receipt_change,
    withdraw_question,
)
