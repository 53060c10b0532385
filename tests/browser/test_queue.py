"""What the browser keeps: a closed tab loses nothing, two tabs send nothing twice."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keeping import DATABASES, PIECES, kept
from tests.browser.sending import (
    answer_all,
    choose,
    photos,
    receipt_code,
    row,
    uploads,
    wait_until,
)
from tests.pictures import make_photo

pytestmark = pytest.mark.browser


@pytest.fixture
def left(sending: Page) -> Page:
    """A page that was reloaded while one photo was safe, and one was not."""
    choose(sending, make_photo(size=(200, 200)), name="small.jpg")
    expect(row(sending, 1)).to_contain_text("Safe on our server")
    sending.route(PIECES, lambda route: route.abort())
    choose(sending, make_photo(size=(900, 900)), name="large.jpg")
    expect(row(sending, 2)).to_contain_text("Connection lost.")
    expect(sending.locator("[data-stored]")).to_be_visible()
    kept(sending, 2)
    sending.unroute(PIECES)
    sending.reload()
    return sending


def test_after_a_reload_unfinished_photos_go_on_where_they_were(left: Page) -> None:
    asked: list[str] = []
    expect(left.get_by_text("Welcome back. 2 photos were not finished.")).to_be_visible()
    left.on("request", lambda request: asked.append(request.method))

    left.get_by_role("button", name="Go on").click()

    expect(left.locator("[data-total-words]")).to_have_text("2 of 2 safe on our server")
    assert asked.count("POST") == 0
    assert asked.count("HEAD") == 2
    expect(row(left, 2)).to_contain_text("large.jpg")
    answer_all(left, city="Vilnius")
    receipt_code(left)
    assert (len(photos()), uploads()) == (2, 2)


def test_what_was_answered_is_there_after_a_reload(sending: Page) -> None:
    choose(sending, make_photo())
    kept(sending, 1)
    answer_all(sending, city="Vilnius")
    sending.get_by_label("Nobody can be recognised").check()
    sending.wait_for_timeout(300)

    sending.goto(sending.url)
    sending.get_by_role("button", name="Go on").click()

    expect(sending.get_by_role("combobox", name="City")).to_have_value("Vilnius, Lithuania")
    expect(sending.get_by_label("Nobody can be recognised")).to_be_checked()
    expect(sending.get_by_label("Anyone may use them")).not_to_be_checked()


def test_what_is_thrown_away_is_gone_here_and_there(left: Page) -> None:
    left.get_by_role("button", name="Throw away").click()

    expect(left.get_by_text("Welcome back.")).to_be_hidden()
    wait_until(left, f"{DATABASES}.then((all) => !all.length)")
    left.reload()
    expect(left.get_by_text("Welcome back.")).to_be_hidden()
    assert uploads() == 1  # of a photo that was whole: erased by the worker


def test_a_second_tab_does_not_offer_what_the_first_one_sends(sending: Page, address: str) -> None:
    choose(sending, make_photo())
    kept(sending, 1)
    second = sending.context.new_page()

    second.goto(f"{address}/add/")
    second.wait_for_timeout(1500)

    expect(second.get_by_text("Welcome back.")).to_be_hidden()
    sending.close()
    second.reload()
    expect(second.get_by_text("Welcome back. 1 photo was not finished.")).to_be_visible()


def test_two_tabs_that_go_on_at_once_send_a_photo_once(left: Page, address: str) -> None:
    second = left.context.new_page()
    second.goto(f"{address}/add/")
    for page in (left, second):
        expect(page.get_by_text("Welcome back.")).to_be_visible()

    for page in (left, second):
        page.evaluate("document.querySelector('[data-go-on]').click()")

    expect(left.locator("[data-total-words]")).to_have_text("2 of 2 safe on our server")
    assert (len(photos()), uploads()) == (2, 2)


def test_a_paused_photo_rests_until_it_may_go_on(sending: Page) -> None:
    sending.route(PIECES, lambda route: None)
    choose(sending, make_photo(size=(900, 900)))
    expect(row(sending, 1)).to_contain_text("0 % · 0.0 of")

    row(sending, 1).get_by_role("button", name="Pause").click()

    expect(row(sending, 1)).to_contain_text("Paused. 0.0 of")
    sending.unroute(PIECES)
    row(sending, 1).get_by_role("button", name="Go on").click()
    expect(row(sending, 1)).to_contain_text("Safe on our server")
    assert uploads() == 1


def test_a_receipt_that_was_lost_on_its_way_is_given_out_again(sending: Page) -> None:
    sending.emulate_media(reduced_motion="reduce")  # else Chromium complains of half a transition
    choose(sending, make_photo())
    kept(sending, 1)
    answer_all(sending, city="Vilnius")
    lost = "**/add/"
    sending.route(lost, lambda route: (route.fetch(), route.fulfill(status=502, body="Alas")))
    sending.locator("[data-send]").click()
    expect(sending.get_by_text("Alas")).to_be_visible()
    sending.unroute(lost)

    sending.goto(sending.url)
    sending.get_by_role("button", name="Go on").click()

    expect(sending.locator(".receipt-code")).to_be_visible()
    assert len(photos()) == 1
