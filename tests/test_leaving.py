"""Who left is forgotten at their day; the log stays whole, and somebody can run the campaign."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery import accounts, leaving
from gallery.db import db, forget_journal, unit_of_work
from gallery.journey.audit import note
from gallery.journey.checking import check_log
from gallery.leaving import A_YEAR, AFTER_LEAVING
from gallery.models import APP, MODERATOR, ORGANISER, Account, ActionLink, Decision, Factor, Scope
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_account, create_edition, create_link, create_photo
from tests.house import Clock, signed_in
from uploads_worker.tasks import Tasks

PEOPLE = "/office/people/"
EMAIL = "mira.secret@example.org"


@pytest.fixture
def mira(app: Flask, tools: Toolbox) -> Account:
    """A moderator with a key of her own who decided a photo."""
    mira = create_account(
        MODERATOR,
        name="Mira Secret",
        email=EMAIL,
        scopes=[Scope(country="lt")],
        seen_on=NOON.date(),
    )
    db.session.add(Factor(account_id=mira.id, kind=APP, secret_sealed="x", added_on=NOON.date()))
    with unit_of_work():
        note(create_photo().id, "hold", at=NOON, tools=tools, by=mira)
        accounts.invite_back(mira, tools=tools)
    return mira


def is_erased(account: Account) -> bool:
    """Whether nothing but the number is left."""
    db.session.expire_all()
    return db.session.get_one(Account, account.id).erased_on is not None


def test_who_is_erased_is_gone_from_everything_but_the_log(
    organiser: FlaskClient, mira: Account, tools: Toolbox, tmp_path: Path
) -> None:
    browser, sealed = signed_in(organiser.application, mira), mira.email_sealed
    organiser.post(f"{PEOPLE}disable", data={"account": mira.id}, follow_redirects=True)

    page = organiser.post(f"{PEOPLE}{mira.id}/erase", follow_redirects=True).text

    forget_journal()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite*"))
    assert "The account is erased." in page
    assert "Mira Secret" not in page
    assert sealed.encode() not in kept
    assert accounts.find_account(EMAIL, tools=tools) is None
    assert db.session.query(Factor).count() == 0
    assert (mira.name, mira.roles, mira.scopes) == (f"#{mira.id}", [], [])
    assert browser.get("/review/").status_code == 302
    assert check_log(tools.keys).is_whole
    log = organiser.get("/office/audit/").text
    assert f"Account {mira.id}" in log
    assert "Account erased" in log
    assert [row.act for row in db.session.query(Decision).filter_by(account_id=mira.id)] == ["hold"]


def test_who_may_still_come_in_is_not_erased(organiser: FlaskClient, mira: Account) -> None:
    answer = organiser.post(f"{PEOPLE}{mira.id}/erase")

    assert answer.status_code == 409
    assert "Keep this account out first." in answer.text
    assert "Erase for good" not in answer.text
    assert not is_erased(mira)


@pytest.mark.parametrize("verb", ["way-back", "role", "places", "erase"])
def test_nothing_brings_back_who_was_erased(
    organiser: FlaskClient, mira: Account, verb: str
) -> None:
    organiser.post(f"{PEOPLE}disable", data={"account": mira.id})
    organiser.post(f"{PEOPLE}{mira.id}/erase")

    said = {"role": ORGANISER, "country": "lt", "account": mira.id}
    answers = [
        organiser.post(path, data=said) for path in (f"{PEOPLE}{mira.id}/{verb}", f"{PEOPLE}enable")
    ]

    assert [each.status_code for each in answers] == [404, 404]
    assert organiser.get(f"{PEOPLE}{mira.id}/").status_code == 404
    assert not mira.active


def test_who_is_kept_out_is_erased_a_month_later(
    organiser: FlaskClient, mira: Account, tools: Toolbox, clock: Clock
) -> None:
    organiser.post(f"{PEOPLE}disable", data={"account": mira.id})
    clock.moment += AFTER_LEAVING - timedelta(days=1)
    Tasks(tools).tidy()
    was_here = not is_erased(mira)
    clock.forward(days=1)

    Tasks(tools).tidy()

    assert was_here
    assert is_erased(mira)
    last = db.session.query(Decision).order_by(Decision.number.desc()).first()
    assert last is not None
    assert (last.act, last.account_id, last.details) == ("lapse", None, {"account": mira.id})


def test_who_is_let_in_again_is_not_erased(
    organiser: FlaskClient, mira: Account, tools: Toolbox, clock: Clock
) -> None:
    organiser.post(f"{PEOPLE}disable", data={"account": mira.id})
    organiser.post(f"{PEOPLE}enable", data={"account": mira.id})
    clock.moment += AFTER_LEAVING

    Tasks(tools).tidy()

    assert not is_erased(mira)


def test_an_account_is_erased_a_year_after_the_last_action_day_that_its_person_saw(
    organiser: FlaskClient, mira: Account, tools: Toolbox, clock: Clock
) -> None:
    closes_on = create_edition().closes_on
    create_edition(year=2011, day=date(2011, 12, 17), first_day=date(2011, 12, 10))
    clock.moment += closes_on - NOON.date() + A_YEAR - timedelta(days=1)
    Tasks(tools).tidy()
    was_here = not is_erased(mira)
    clock.forward(days=1)

    Tasks(tools).tidy()

    assert was_here
    assert is_erased(mira)


def test_somebody_who_can_run_the_campaign_stays(
    app: Flask, mira: Account, tools: Toolbox, clock: Clock
) -> None:
    olga = create_account(ORGANISER, seen_on=NOON.date())
    clock.moment += 3 * A_YEAR

    Tasks(tools).tidy()

    assert is_erased(mira)
    assert not is_erased(olga)


def test_the_name_of_a_group_is_forgotten_a_year_after_its_day_and_after_its_link_was_made(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    link = create_link(organisation="JEF Vilnius", made_on=NOON.date())
    late = create_link(action=link.action, organisation="Its history", made_on=date(2011, 6, 1))
    clock.moment += A_YEAR

    with unit_of_work():
        leaving.forget_old_groups(tools=tools)

    names = {each.id: each.organisation for each in db.session.query(ActionLink)}
    assert names == {link.id: "", late.id: "Its history"}
