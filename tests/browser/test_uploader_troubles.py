"""The uploader in trouble: lost answers, a server that fails, strangers who answer for it."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.sending import answer_all, choose, choose_how, photos, receipt_code, row, uploads
from tests.factories import create_edition
from tests.pictures import make_photo

pytestmark = pytest.mark.browser


def test_an_answer_that_was_lost_makes_no_second_photo(sending: Page) -> None:
    lost: list[str] = []

    def lose_first(route: Route) -> None:
        if route.request.method in lost or route.request.method == "HEAD":
            route.continue_()
            return
        lost.append(route.request.method)
        route.fetch()
        route.abort()

    sending.route("**/files/**", lose_first)
    choose(sending, make_photo())

    expect(row(sending, 1)).to_contain_text("Safe on our server")
    assert lost == ["POST", "PATCH"]
    assert (uploads(), len(photos())) == (1, 1)


@pytest.mark.parametrize(
    ("status", "words"),
    [(503, "Our server has a problem. Your photos are safe on this phone"), (404, ""), (409, "")],
)
def test_a_piece_that_was_not_taken_is_sent_again(sending: Page, status: int, words: str) -> None:
    refused: list[int] = []

    def refuse_first(route: Route) -> None:
        if route.request.method != "PATCH" or refused:
            route.continue_()
            return
        refused.append(status)
        route.fulfill(status=status, headers={"Tus-Resumable": "1.0.0"})

    sending.route("**/files/**", refuse_first)
    choose(sending, make_photo())

    expect(row(sending, 1)).to_contain_text(words or "")
    expect(row(sending, 1)).to_contain_text("Safe on our server")
    assert refused == [status]
    assert (uploads(), len(photos())) == (1, 1)


def test_a_sign_in_page_of_a_hotel_is_no_answer(sending: Page) -> None:
    sending.route("**/files/**", lambda route: route.fulfill(status=200, body="Welcome"), times=2)

    choose(sending, make_photo())

    expect(row(sending, 1)).to_contain_text("Safe on our server")
    assert len(photos()) == 1


def test_what_the_server_refuses_for_good_is_said_in_its_words(sending: Page) -> None:
    said = {"Tus-Resumable": "1.0.0", "Content-Type": "text/plain; charset=utf-8"}
    sending.route("**/files/", lambda route: route.fulfill(status=413, headers=said, body="Alas."))

    choose(sending, make_photo())

    expect(row(sending, 1)).to_contain_text("Alas.")
    expect(row(sending, 1).get_by_role("button", name="Try now")).to_be_visible()


def test_a_photo_that_another_page_left_unfinished_is_sent_by_nobody(
    page: Page, address: str
) -> None:
    create_edition()
    page.emulate_media(reduced_motion="reduce")  # else Chromium complains of half a transition
    page.add_init_script("indexedDB.open = () => { throw new DOMException('no') }")
    page.goto(f"{address}/add/")
    choose_how(page)
    sending = page
    sending.on("dialog", lambda dialog: dialog.accept())
    cut = re.compile("/files/.+")
    sending.route(cut, lambda route: route.abort())
    choose(sending, make_photo())
    expect(row(sending, 1)).to_contain_text("Connection lost.")
    sending.evaluate("document.querySelector('[data-add]').submit()")
    expect(row(sending, 1)).to_contain_text("Not finished: 0.0 of 0.1 MB are safe.")
    expect(sending.locator("[data-total-words]")).to_have_text("0 of 1 safe on our server")
    sending.unroute(cut)

    answer_all(sending, city="Vilnius")
    sending.locator("[data-send]").click()

    expect(sending.locator("[data-notice]")).to_have_text(
        "Photo 1 is not finished. Remove it, then choose it again."
    )
    remove = row(sending, 1).get_by_role("button", name="Remove")
    expect(remove).to_be_focused()
    remove.click()
    choose(sending, make_photo())
    receipt_code(sending)
    assert (len(photos()), uploads()) == (1, 1)


def test_a_removed_photo_is_forgotten_even_where_its_address_was_lost(sending: Page) -> None:
    sending.route("**/files/", lambda route: (route.fetch(), route.abort()), times=1)
    choose(sending, make_photo(size=(900, 900)))
    expect(row(sending, 1)).to_contain_text("Connection lost. 0.0 of")
    assert uploads() == 1

    with sending.expect_response(lambda answer: answer.request.method == "DELETE") as deleted:
        row(sending, 1).get_by_role("button", name="Remove").click()

    assert deleted.value.status == 204
    expect(row(sending, 1)).to_have_count(0)
    assert uploads() == 0
