"""Groups ask to start an action; an organiser answers once; who asked is known for a year."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from gallery import starts
from gallery.db import db, unit_of_work
from gallery.errors import BadInput, Closed, Conflict, Incomplete, NotHere
from gallery.models import Action, ActionLink, ActionStage, Edition, Start, StartStage
from gallery.starts import Person, Wish
from gallery.toolbox import Toolbox
from tests.factories import create_action, create_edition
from tests.house import Clock
from uploads_worker.tasks import Tasks

VILNIUS = 593116
PERSON = Person(name="Mari", contact="mari@example.org", reason="We care.")
CODE = "maple onion river stone lamp wheat"


@pytest.fixture
def edition(app: Flask) -> Edition:
    """An action day that is still to come."""
    return create_edition(day=date(2010, 12, 31))


def wish(**said: Any) -> Wish:
    """What somebody wants to start."""
    wanted = {
        "edition_id": None, "geoname_id": VILNIUS, "organisation": "Students", "statue": "",
        "person": PERSON, **said,
    }  # fmt: skip
    return Wish(**wanted)


def ask(said: Wish, *, tools: Toolbox, code: str = CODE) -> Start:
    with unit_of_work():
        number = starts.ask_to_start(said, code=code, tools=tools).id
    return db.session.get_one(Start, number)


def confirm(start: Start, *, tools: Toolbox) -> ActionLink:
    with unit_of_work():
        number = starts.confirm(starts.get_start(start.id), tools=tools).id
    return db.session.get_one(ActionLink, number)


def test_who_asks_is_sealed_and_the_code_a_keyed_hash(edition: Edition, tools: Toolbox) -> None:
    ask(wish(), tools=tools)

    row = str(dict(db.session.execute(Start.__table__.select()).mappings().one()))
    assert all(each not in row for each in ("Mari", "mari@", "We care", "maple"))
    assert starts.read_person(starts.find_start(CODE, tools=tools), tools=tools) == PERSON


@pytest.mark.parametrize("typed", [CODE.upper(), CODE.replace(" ", "-"), f" {CODE}, "])
def test_a_code_is_found_as_people_type_it(edition: Edition, tools: Toolbox, typed: str) -> None:
    start = ask(wish(), tools=tools)

    assert starts.find_start(typed, tools=tools) is start


def test_a_wrong_code_opens_nothing(edition: Edition, tools: Toolbox) -> None:
    ask(wish(), tools=tools)

    with pytest.raises(NotHere):
        starts.find_start("maple onion river stone lamp", tools=tools)


def test_confirming_announces_the_action_and_makes_a_link_of_the_groups_own(
    edition: Edition, tools: Toolbox
) -> None:
    start = ask(wish(statue="The old rider"), tools=tools)

    link = confirm(start, tools=tools)

    action = db.session.query(Action).one()
    assert (action.stage, action.city.path) == (ActionStage.ANNOUNCED, "lt/vilnius")
    assert action.statue
    assert action.statue.name == "The old rider"
    assert (link.organisation, link.action) == ("Students", action)
    assert (start.stage, start.link) == (StartStage.CONFIRMED, link)


def test_a_city_with_an_action_keeps_it_and_gets_one_more_link(
    edition: Edition, tools: Toolbox
) -> None:
    action = create_action(stage=ActionStage.CONFIRMED, edition=edition)

    link = confirm(ask(wish(), tools=tools), tools=tools)

    assert link.action is action
    assert action.stage is ActionStage.CONFIRMED


def test_only_the_first_answer_counts(edition: Edition, tools: Toolbox) -> None:
    start = ask(wish(), tools=tools)
    confirm(start, tools=tools)

    with pytest.raises(Conflict):
        confirm(start, tools=tools)
    with pytest.raises(Conflict), unit_of_work():
        starts.decline(starts.get_start(start.id), answer="No.", tools=tools)

    assert db.session.query(ActionLink).count() == 1


def test_declining_needs_a_reason(edition: Edition, tools: Toolbox) -> None:
    start = ask(wish(), tools=tools)

    with pytest.raises(Incomplete), unit_of_work():
        starts.decline(starts.get_start(start.id), answer="", tools=tools)

    assert starts.get_start(start.id).stage is StartStage.WAITING


def test_nothing_starts_when_no_day_is_to_come(app: Flask, tools: Toolbox) -> None:
    create_edition(day=date(2010, 12, 19))

    with pytest.raises(Closed):
        ask(wish(), tools=tools)


def test_of_several_days_one_has_to_be_chosen(edition: Edition, tools: Toolbox) -> None:
    march = create_edition(
        year=2011, month=3, day=date(2011, 3, 16), first_day=date(2011, 3, 16),
        closes_on=date(2011, 5, 1),
    )  # fmt: skip

    with pytest.raises(BadInput):
        ask(wish(), tools=tools)
    with pytest.raises(BadInput):
        ask(wish(edition_id=4711), tools=tools)

    assert ask(wish(edition_id=march.id), tools=tools).edition is march


def test_the_same_code_is_taken_once(edition: Edition, tools: Toolbox) -> None:
    ask(wish(), tools=tools)

    with pytest.raises(Conflict):
        ask(wish(), tools=tools)

    assert db.session.query(Start).count() == 1


def test_a_flood_of_wishes_is_stopped(
    edition: Edition, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starts, "MOST_WAITING", 1)
    ask(wish(), tools=tools)

    with pytest.raises(Closed) as full:
        ask(wish(), tools=tools, code="another code")

    assert full.value.key == "starts-full"


def test_the_sweeper_forgets_who_asked_a_year_after_the_action_day(
    edition: Edition, tools: Toolbox, clock: Clock
) -> None:
    start = ask(wish(), tools=tools)
    link = confirm(start, tools=tools)

    clock.forward(days=376)  # the day itself
    Tasks(tools).sweep()
    assert db.session.query(Start).count() == 1
    clock.forward(days=1)
    Tasks(tools).sweep()

    assert db.session.query(Start).count() == 0
    assert db.session.get(ActionLink, link.id) is not None


def test_erasing_leaves_the_action_and_its_link(edition: Edition, tools: Toolbox) -> None:
    start = ask(wish(), tools=tools)
    confirm(start, tools=tools)

    with unit_of_work():
        starts.erase(starts.find_start(CODE, tools=tools))

    assert db.session.query(Start).count() == 0
    assert db.session.query(ActionLink).count() == 1
