"""A link that is paused takes nothing new, and loses nothing that was begun."""

import pytest
from playwright.sync_api import Page, expect

from gallery.actions import pause_link
from gallery.db import db, unit_of_work
from gallery.models import ActionLink, Source, Stage
from gallery.toolbox import Toolbox
from tests.browser.keeping import PIECES, kept
from tests.browser.sending import choose, choose_how, photos, receipt_code, row
from tests.factories import create_link
from tests.pictures import make_photo

pytestmark = pytest.mark.browser


@pytest.fixture
def link(app: object) -> ActionLink:
    """An open link of an action in Vilnius."""
    return create_link()


def pause(link: ActionLink) -> None:
    """Let an organiser pause it."""
    with unit_of_work():
        pause_link(db.session.get_one(ActionLink, link.id), is_paused=True)


def test_what_was_begun_before_a_pause_goes_on_after_a_reload(
    page: Page, address: str, link: ActionLink, tools: Toolbox
) -> None:
    page.goto(f"{address}/add/{link.token}")
    choose_how(page)
    choose(page, make_photo(size=(200, 200)), name="small.jpg")
    expect(row(page, 1)).to_contain_text("Safe on our server")
    page.route(PIECES, lambda route: route.abort())
    choose(page, make_photo(size=(900, 900)), name="large.jpg")
    expect(row(page, 2)).to_contain_text("Connection lost.")
    kept(page, 2)
    page.unroute(PIECES)
    pause(link)

    page.reload()
    expect(page.get_by_text("Welcome back. 2 photos were not finished.")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[data-total-words]")).to_have_text("2 of 2 safe on our server")
    page.get_by_label("I took these photos").check()
    page.get_by_label("Anyone may use them").check()
    receipt_code(page)

    assert [photo.stage for photo in photos()] == [Stage.RECEIVED] * 2
    assert {photo.place_source for photo in photos()} == {Source.LINK}


def test_who_began_nothing_is_told_that_it_is_paused(
    page: Page, address: str, link: ActionLink
) -> None:
    pause(link)

    page.goto(f"{address}/add/{link.token}")

    expect(page.get_by_role("heading", name="This link is paused")).to_be_visible()
    expect(page.get_by_role("link", name="Add photos without a link")).to_be_visible()
