"""What organisers do to people, links and countries: it stands in the log, some asks who it is."""

import csv
import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password

from gallery.db import db
from gallery.journey.care import listed_countries
from gallery.journey.checking import check_log
from gallery.models import MODERATOR, ORGANISER, Account, ActionLink, Decision, Invitation, Scope
from gallery.toolbox import Toolbox
from gallery.web.account.sure import FOR_ACTS
from tests.factories import create_account, create_city, create_link
from tests.house import Clock, made_sure, signed_in
from tests.web.test_review_original import PASSWORD

PEOPLE = "/office/people/"
LIMITED = {"organisation": "A group", "is_trusted": "yes", "max_photos": "5"}


@pytest.fixture
def olga(app: Flask) -> Account:
    """An organiser who has a password."""
    return create_account(ORGANISER, name="Olga", password=hash_password(PASSWORD))


@pytest.fixture
def office(app: Flask, olga: Account) -> FlaskClient:
    """Her browser; nobody has shown yet that it is she."""
    return signed_in(app, olga)


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator of Lithuania."""
    return create_account(MODERATOR, name="Mira", scopes=[Scope(country="lt")])


@pytest.fixture
def link(app: Flask) -> ActionLink:
    """A link of a group that nobody trusts."""
    return create_link()


def noted() -> list[tuple[str, int | None, dict[str, Any]]]:
    """Return what the log says of acts on no photo: what, who, and to whom."""
    found = db.session.query(Decision).filter_by(photo_id=0).order_by(Decision.number)
    return [(row.act, row.account_id, row.details) for row in found]


def acts_on(mira: Account, link: ActionLink) -> list[tuple[str, dict[str, Any]]]:
    """Return every act that lets somebody in, or puts somebody at risk, with its form."""
    one = f"{PEOPLE}{mira.id}/"
    trusted = {"organisation": link.organisation, "is_trusted": "yes"}
    return [
        (PEOPLE, {"role": ORGANISER, "email": "eve@example.org", "country": "lt"}),
        (f"{one}way-back", {"renews_factor": "yes"}),
        (f"{one}role", {"role": ORGANISER}),
        (f"{one}places", {"country": "pl"}),
        (f"{one}places/remove", {"place": mira.scopes[0].id}),
        (f"{one}places/everything", {}),
        (f"{PEOPLE}enable", {"account": mira.id}),
        ("/office/care/", {"remove": "by"}),
        (f"/office/links/{link.id}/", trusted),
        ("/office/audit/log.csv", {}),
    ]


def test_who_only_found_an_open_screen_lets_nobody_in_and_puts_nobody_at_risk(
    office: FlaskClient, mira: Account, link: ActionLink
) -> None:
    asked = [office.post(path, data=said) for path, said in acts_on(mira, link)]

    assert {answer.status_code for answer in asked} == {200}
    assert all("Your present password" in answer.text for answer in asked)
    assert noted() == []
    assert db.session.query(Invitation).count() == 0
    assert (mira.role, [each.country for each in mira.scopes]) == (MODERATOR, ["lt"])
    assert (listed_countries(), link.is_trusted) == ({"by", "ru"}, False)


def test_what_was_typed_comes_along_and_the_act_goes_on(office: FlaskClient) -> None:
    said = {"role": MODERATOR, "email": "eve@example.org", "city": "Vilnius"}
    page = office.post(PEOPLE, data=said).text
    form = BeautifulSoup(page, "html.parser").select_one("form:has([name=password])")
    assert form
    typed = {str(each["name"]): str(each.get("value", "")) for each in form.select("[name]")}

    refused = office.post(str(form["action"]), data={**typed, "password": "a wrong guess"})
    done = office.post(str(form["action"]), data={**typed, "password": PASSWORD})

    assert (refused.status_code, done.status_code) == (403, 302)
    assert 'value="eve@example.org"' in refused.text
    assert "a wrong guess" not in refused.text
    assert "/sign-up/" in office.get(PEOPLE).text
    city = create_city().id
    mark = db.session.query(Invitation).one().mark
    assert noted()[0][2] == {"invitation": mark, "role": MODERATOR, "places": [["lt", city]]}


def test_it_is_good_for_five_minutes(office: FlaskClient, mira: Account, clock: Clock) -> None:
    path = f"{PEOPLE}{mira.id}/places"
    first = office.post(path, data={"country": "pl", "password": PASSWORD})
    clock.forward(seconds=FOR_ACTS - 1)
    soon = office.post(path, data={"country": "lv"})
    clock.forward(seconds=2)
    late = office.post(path, data={"country": "ee"})

    assert [each.status_code for each in (first, soon, late)] == [302, 302, 200]
    assert [each.country for each in mira.scopes] == ["lt", "pl", "lv"]


def test_the_password_of_an_open_screen_is_guessed_five_times_at_most(
    office: FlaskClient, mira: Account, link: ActionLink
) -> None:
    guesses = [
        office.post(path, data={**said, "password": "a wrong guess"}).status_code
        for path, said in acts_on(mira, link)
    ]

    assert guesses == [403] * 5 + [429] * 5
    assert noted() == []


def test_mistakes_in_a_form_are_no_guesses(app: Flask, olga: Account) -> None:
    office = made_sure(signed_in(app, olga))

    wrong = [office.post(PEOPLE, data={"role": "emperor"}).status_code for _ in range(8)]

    assert set(wrong) == {400}


def test_what_keeps_people_safe_is_not_kept_waiting(
    office: FlaskClient, mira: Account, link: ActionLink
) -> None:
    link.is_trusted = True
    db.session.commit()

    office.post(f"{PEOPLE}disable", data={"account": mira.id})
    office.post("/office/care/", data={"add": "lt"})
    office.post(f"/office/links/{link.id}/", data={"organisation": "", "max_photos": "5"})

    assert not db.session.get_one(Account, mira.id).active
    assert "lt" in listed_countries()
    assert not db.session.get_one(ActionLink, link.id).is_trusted


def test_each_act_says_who_did_it_to_whom_and_from_what_to_what(
    app: Flask, olga: Account, mira: Account, link: ActionLink, tools: Toolbox
) -> None:
    office, lithuania = made_sure(signed_in(app, olga)), mira.scopes[0].id
    office.post(PEOPLE, data={"role": MODERATOR})
    first = db.session.query(Invitation).one()
    taken_back = {"invitation": first.mark}
    office.post(f"{PEOPLE}invitations/{first.id}/take-back")
    office.post(f"{PEOPLE}{mira.id}/way-back", data={"renews_factor": "yes"})
    back = {"invitation": db.session.query(Invitation).one().mark}
    office.post(f"{PEOPLE}{mira.id}/role", data={"role": ORGANISER})
    office.post(f"{PEOPLE}{mira.id}/places", data={"country": "pl"})
    office.post(f"{PEOPLE}{mira.id}/places/remove", data={"place": lithuania})
    office.post(f"{PEOPLE}{mira.id}/places/everything")
    office.post(f"{PEOPLE}disable", data={"account": mira.id})
    office.post(f"{PEOPLE}enable", data={"account": mira.id})
    office.post("/office/care/", data={"add": "lt", "remove": "by"})
    office.post(f"/office/links/{link.id}/", data=LIMITED)
    office.post(f"/office/links/{link.id}/", data={"max_photos": "5", "closes_on": "2010-12-24"})

    whom = {"account": mira.id}
    assert [(act, said) for act, by, said in noted() if by == olga.id] == [
        ("invite", {**taken_back, "role": MODERATOR, "places": []}),
        ("take-back", taken_back),
        ("way-back", {**whom, **back, "factors": True}),
        ("role", {**whom, "from": MODERATOR, "to": ORGANISER}),
        ("places", {**whom, "from": [["lt", None]], "to": [["lt", None], ["pl", None]]}),
        ("places", {**whom, "from": [["lt", None], ["pl", None]], "to": [["pl", None]]}),
        ("places", {**whom, "from": [["pl", None]], "to": []}),
        ("keep-out", whom),
        ("take-back", back),
        ("let-in", whom),
        ("list", {"country": "lt"}),
        ("unlist", {"country": "by"}),
        ("trust", {"link": link.id}),
        ("limits", {"link": link.id, "changed": {"max_photos": [None, 5]}}),
        ("distrust", {"link": link.id}),
        ("limits", {"link": link.id, "changed": {"closes_on": [None, "2010-12-24"]}}),
    ]
    assert check_log(tools.keys).is_whole


def test_what_changes_nothing_is_not_written_down(
    app: Flask, olga: Account, mira: Account, link: ActionLink
) -> None:
    office = made_sure(signed_in(app, olga))

    office.post(f"{PEOPLE}{mira.id}/places", data={"country": "lt"})
    office.post(f"{PEOPLE}{mira.id}/role", data={"role": MODERATOR})
    office.post("/office/care/", data={"remove": "lt", "add": "by"})
    office.post(f"/office/links/{link.id}/", data={"organisation": "Another name"})

    assert noted() == []


def test_the_log_is_read_in_plain_words_and_taken_away_whole(
    app: Flask, olga: Account, mira: Account, link: ActionLink
) -> None:
    office = made_sure(signed_in(app, olga))
    office.post(f"{PEOPLE}{mira.id}/role", data={"role": ORGANISER})
    office.post(f"{PEOPLE}{mira.id}/places/everything")
    office.post("/office/care/", data={"remove": "by"})
    office.post(f"/office/links/{link.id}/", data=LIMITED)

    page = BeautifulSoup(office.get("/office/audit/").text, "html.parser")
    table = csv.DictReader(io.StringIO(office.post("/office/audit/log.csv").text))

    lines = [" ".join(each.text.split()) for each in page.select(".log .rows__main, .log__photo")]
    acts = {line: lines[place + 1] for place, line in enumerate(lines) if " Olga · " in line}
    assert {line.split(" Olga")[0]: about for line, about in acts.items()} == {
        "Role changed moderator → organiser": "Mira",
        "Places changed Lithuania → all photos": "Mira",
        "A country taken off the list": "Belarus",
        "A link trusted": "A group",
        "Limits of a link changed Most photos: – → 5": "A group",
    }
    assert [(row["act"], row["name"]) for row in table] == [
        (act, "Olga") for act in ("role", "places", "unlist", "trust", "limits")
    ]
