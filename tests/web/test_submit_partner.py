"""Who sends by a partner's link is told first that its gallery shows it, and may say no."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from gallery import partners
from gallery.db import db, unit_of_work
from gallery.history import NewSupporter, keep_supporter
from gallery.journey.care import partner_of
from gallery.journey.listing import list_country
from gallery.journey.visit import Scope, find_photos
from gallery.models import ActionLink, Partner, Photo, Stage, Submission, SupporterKind
from gallery.toolbox import Toolbox
from tests.factories import create_link
from tests.pictures import make_photo
from tests.sending import PERMISSION, SentForm, code_on, examine_all

TOLD = "Also in the gallery of House of Words"


@pytest.fixture
def partner(app: Flask, tools: Toolbox) -> Partner:
    """A partner with a gallery."""
    with unit_of_work():
        supporter = keep_supporter(NewSupporter(SupporterKind.PARTNER, "House of Words"))
        return partners.change_partner(supporter, origins="", has_gallery=True, tools=tools)


@pytest.fixture
def link(partner: Partner) -> ActionLink:
    """A link of theirs."""
    return create_link(partner=partner)


def agreed() -> int | None:
    """In whose gallery the one submission may stand."""
    return db.session.query(Submission).one().partner_id


def close_gallery(partner: Partner, tools: Toolbox) -> None:
    """Let a partner have no gallery."""
    with unit_of_work():
        partners.change_partner(partner.supporter, origins="", tools=tools)


def open_gallery(partner: Partner, tools: Toolbox) -> None:
    """Let a partner have a gallery from now on."""
    with unit_of_work():
        partners.change_partner(partner.supporter, origins="", has_gallery=True, tools=tools)


def test_the_page_of_a_link_says_so_before_anything_is_chosen(
    client: FlaskClient, link: ActionLink
) -> None:
    page = client.get(f"/add/{link.token}").text

    assert page.index(TOLD) < page.index('name="is_apart"') < page.index('name="how"')
    assert TOLD not in client.get("/add/").text


def test_where_there_is_no_such_gallery_nothing_is_said_of_one(
    client: FlaskClient, link: ActionLink, tools: Toolbox
) -> None:
    close_gallery(link.partner, tools)  # type: ignore[arg-type]  # it has one
    without = client.get(f"/add/{link.token}").text
    open_gallery(link.partner, tools)  # type: ignore[arg-type]  # it has one
    with unit_of_work() as unit:
        list_country("lt", tools=tools, unit=unit)
    listed = client.get(f"/add/{link.token}").text

    assert TOLD not in without
    assert TOLD not in listed


def test_who_was_told_and_says_nothing_stands_there(
    client: FlaskClient, partner: Partner, link: ActionLink, tools: Toolbox
) -> None:
    form = SentForm(client, address=f"/add/{link.token}")

    thanks = form.send(make_photo(), **PERMISSION)
    examine_all(tools)

    assert "They are then shown in the gallery of House of Words, too." in thanks.text
    assert partner_of(db.session.query(Photo).one()) == partner.id


@pytest.mark.parametrize(
    "said", [{"is_apart": "yes"}, {"how": "at-risk"}, {"precision": "country"}]
)
def test_who_says_no_or_is_at_risk_stays_out(
    client: FlaskClient, link: ActionLink, said: dict[str, str], tools: Toolbox
) -> None:
    form = SentForm(client, address=f"/add/{link.token}")

    thanks = form.send(make_photo(), **PERMISSION, **said)
    examine_all(tools)

    assert "House of Words" not in thanks.text
    assert agreed() is None
    assert partner_of(db.session.query(Photo).one()) is None


def test_a_no_is_not_lost_when_something_else_is_missing(
    client: FlaskClient, link: ActionLink
) -> None:
    form = SentForm(client, address=f"/add/{link.token}")

    again = form.send(make_photo(), is_apart="yes", faces="agreed")

    box = BeautifulSoup(again.text, "html.parser").select_one('[name="is_apart"]')
    assert again.status_code == 400
    assert box is not None
    assert box.has_attr("checked")


def test_a_gallery_that_is_opened_later_leaves_out_whoever_was_not_told(
    client: FlaskClient, partner: Partner, link: ActionLink, tools: Toolbox
) -> None:
    close_gallery(partner, tools)
    form = SentForm(client, address=f"/add/{link.token}")  # the page was opened before
    open_gallery(partner, tools)

    form.send(make_photo(), **PERMISSION)
    examine_all(tools)

    assert agreed() is None
    assert partner_of(db.session.query(Photo).one()) is None


def test_the_receipt_says_so_and_takes_photos_out_at_once(
    client: FlaskClient, partner: Partner, link: ActionLink, tools: Toolbox
) -> None:
    form = SentForm(client, address=f"/add/{link.token}")
    code = code_on(form.send(make_photo(), **PERMISSION).text)
    examine_all(tools)
    photo = db.session.query(Photo).one()
    photo.stage, photo.partner_id = Stage.PUBLISHED, partner_of(photo)
    db.session.commit()
    shown = client.post("/receipt/", data={"code": code}).text
    before = find_photos(Scope(partner=partner)).photos

    after = client.post("/receipt/partner", data={"code": code, "photo": "all"}).text

    assert "Shown in the gallery of House of Words, too." in shown
    assert (len(before), find_photos(Scope(partner=partner)).photos) == (1, ())
    assert "not in that gallery any more" in after
    assert "House of Words" not in after
    assert agreed() is None
