"""Decisions of moderators leave in the background: kept, in order, taken back, brought back."""

import pytest
from playwright.sync_api import Page, expect

from gallery.db import db
from gallery.models import Decision, FaceWish, Photo, Stage
from tests.browser.reviewing import Sit, arrived, fresh, shown


def sit_ready(sit: Sit) -> Page:
    """Sit down, and wait until every photo that comes next is here."""
    page = sit()
    page.wait_for_load_state("networkidle")
    return page


def decided() -> list[tuple[int, str]]:
    """Which photo was decided and how, in order."""
    db.session.rollback()
    made = db.session.query(Decision).order_by(Decision.id)
    return [(each.photo_id, each.act) for each in made]


def decide_two(page: Page, photos: list[Photo]) -> None:
    """Hold one photo, reject the next."""
    page.keyboard.press("h")
    shown(page, photos[1])
    for key in "x1":
        page.keyboard.press(key)
    shown(page, photos[2])


def on_their_way(page: Page, count: int) -> None:
    """See how many decisions wait for the connection."""
    words = f"No connection. Decisions kept until it is back: {count}"
    expect(page.locator("[data-outbox-words]")).to_have_text(words)


def test_decisions_without_a_connection_arrive_in_order(sit: Sit, photos: list[Photo]) -> None:
    page = sit_ready(sit)
    page.context.set_offline(True)

    for key, following in (("h", 1), ("x", 1), ("1", 2), ("a", 3)):
        page.keyboard.press(key)
        shown(page, photos[following])
    on_their_way(page, 3)
    page.context.set_offline(False)
    arrived(page)

    one, two, three, _ = [photo.id for photo in photos]
    assert decided() == [(one, "hold"), (two, "reject"), (three, "approve")]


def test_decisions_outlive_a_busy_server_and_a_reload(sit: Sit, photos: list[Photo]) -> None:
    page = sit_ready(sit)
    page.on("dialog", lambda dialog: dialog.accept())
    busy = "<p data-desk data-notice>Please try again in a few seconds.</p>"  # a page of ours
    page.route("**/hold", lambda route: route.fulfill(status=503, body=busy))
    page.keyboard.press("h")
    shown(page, photos[1])  # a key that is pressed while the page turns is not heard
    page.keyboard.press("h")
    on_their_way(page, 2)

    page.unroute("**/hold")
    page.reload()
    arrived(page)

    assert decided() == [(photos[0].id, "hold"), (photos[1].id, "hold")]


def test_a_decision_that_never_left_is_dropped_when_it_is_taken_back(
    sit: Sit, photos: list[Photo]
) -> None:
    page = sit_ready(sit)
    page.context.set_offline(True)
    decide_two(page, photos)
    page.keyboard.press("z")
    shown(page, photos[1])

    page.keyboard.press("h")
    page.context.set_offline(False)
    arrived(page)

    assert decided() == [(photos[0].id, "hold"), (photos[1].id, "hold")]


def test_a_photo_that_is_on_its_way_when_the_server_names_it_is_decided_once(
    sit: Sit, photos: list[Photo]
) -> None:
    page = sit_ready(sit)
    page.route(
        f"**/review/{photos[1].public_id}",
        lambda route: (page.wait_for_timeout(1000), route.continue_()),
    )
    page.reload()

    page.keyboard.press("h")
    shown(page, photos[1])
    page.keyboard.press("h")
    shown(page, photos[2])
    arrived(page)

    assert decided() == [(photos[0].id, "hold"), (photos[1].id, "hold")]


def test_every_page_is_loaded_once(sit: Sit, photos: list[Photo]) -> None:
    page = sit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))

    for following in photos[1:]:
        page.keyboard.press("h")
        shown(page, following)
        arrived(page)
    page.wait_for_load_state("networkidle")

    names = [photo.public_id for photo in photos]
    assert max(asked.count(name) for name in names) <= 1, asked


def test_a_photo_that_changed_after_it_was_loaded_ahead_is_decided_as_it_is_now(
    sit: Sit, photos: list[Photo], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("gallery.journey.leases.SIZE", "gallery.web.review.brief.FEW"):
        monkeypatch.setattr(name, 2)
    page = sit_ready(sit)
    fresh(photos[2]).version += 1  # somebody approved it first, say
    db.session.commit()

    for following in photos[1:]:
        page.keyboard.press("h")
        shown(page, following)
        arrived(page)

    assert fresh(photos[2]).stage is Stage.HELD
    expect(page.locator("[data-news]")).to_be_hidden()


def test_decisions_are_taken_back_one_after_the_other(sit: Sit, photos: list[Photo]) -> None:
    page = sit_ready(sit)
    decide_two(page, photos)
    page.keyboard.press("h")
    shown(page, photos[3])

    for number in (2, 1, 0):
        page.keyboard.press("z")
        shown(page, photos[number])

    assert [fresh(photo).stage for photo in photos] == [Stage.WAITING] * 4
    expect(page.locator(".decisions [data-act=undo]")).to_be_disabled()


def test_what_the_server_will_not_have_comes_back_with_its_reason(
    sit: Sit, photos: list[Photo]
) -> None:
    page = sit_ready(sit)
    fresh(photos[0]).submission.faces = FaceWish.HIDE
    db.session.commit()

    page.keyboard.press("a")
    shown(page, photos[1])
    expect(page.locator("[data-news]")).to_contain_text("asked to hide every face")
    page.keyboard.press("h")

    shown(page, photos[0])
    expect(page.locator("[data-notice]")).to_contain_text("asked to hide every face")
    assert fresh(photos[0]).stage is Stage.WAITING


def test_what_cannot_be_is_said_at_once_and_never_asked(sit: Sit, photos: list[Photo]) -> None:
    page = sit(f"/review/{photos[1].public_id}")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))

    page.keyboard.press("a")

    expect(page.locator("[data-why-not]")).to_be_focused()
    keys = page.locator("[data-why-not] [data-with-keys]")
    expect(keys).to_have_text("B add a cover N no face visible, or every head is covered")
    page.locator(".keys__change[data-key-of=cover]").dispatch_event("click")
    page.keyboard.press("w")  # from now on this key adds a cover
    expect(keys).to_have_text("W add a cover N no face visible, or every head is covered")
    page.locator("[data-keys-switch]").dispatch_event("click")
    expect(keys).to_be_hidden()
    expect(page.locator(".decisions .key").first).to_be_hidden()
    assert "POST" not in asked
    expect(page.locator("[data-outbox]")).to_be_hidden()
    shown(page, photos[1])
