"""The log of decisions as organisers see it, and as they keep it elsewhere."""

import ast
import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db, unit_of_work
from gallery.journey import audit, dropping, logbook
from gallery.journey.inquiries import NAMES
from gallery.models import MODERATOR, ORGANISER, Account, Decision, Photo
from gallery.toolbox import Toolbox
from gallery.web.office.acts import ACTS
from tests.architecture import ROOT
from tests.factories import NOON, create_account, create_edition, create_photo
from tests.house import Clock, signed_in

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator with a name that a spreadsheet would calculate."""
    return create_account(MODERATOR, name=FORMULA)


@pytest.fixture
def photos(tools: Toolbox, mira: Account) -> list[Photo]:
    """Two photos, of two action days, about which something was done on two days."""
    other = create_edition(year=2009, month=3)
    photos = [create_photo(), create_photo(edition=other)]
    with unit_of_work():
        audit.note(photos[0].id, "hold", at=NOON, tools=tools, by=mira)
        audit.note(photos[0].id, "answer", at=NOON, tools=tools)
        late = NOON + timedelta(days=1)
        audit.note(photos[1].id, "reject", at=late, tools=tools, by=mira, reason="child")
    return photos


def shown(organiser: FlaskClient, **said: object) -> list[str]:
    """Return the numbers and acts of the log."""
    page = organiser.get("/office/audit/", query_string=said).text
    rows = BeautifulSoup(page, "html.parser").select(".log .rows__row:has(.log__number)")
    return [f"{row.select('.log__number')[0].text} {row.b.text}" for row in rows if row.b]


def test_the_newest_stands_first_with_who_and_why(
    organiser: FlaskClient, photos: list[Photo]
) -> None:
    page = organiser.get("/office/audit/").text

    assert shown(organiser) == ["3 Rejected", "2 A question answered", "1 Held"]
    assert "A child can be recognised" in page
    assert "Its sender · 20 December 2010" in page


def test_the_log_is_filtered_by_day_act_person_edition_and_photo(
    organiser: FlaskClient, photos: list[Photo], mira: Account
) -> None:
    first = photos[0].id
    found = {
        name: shown(organiser, **said)
        for name, said in {
            "day": {"day": "2010-12-21"},
            "act": {"act": "hold"},
            "person": {"person": mira.id},
            "nobody": {"person": 0},
            "edition": {"edition": photos[1].edition_id},
            "photo": {"photo": first, "act": "answer"},
            "nonsense": {"day": "yesterday", "person": "x", "photo": "9" * 30},
        }.items()
    }

    assert found == {
        "day": ["3 Rejected"],
        "act": ["1 Held"],
        "person": ["3 Rejected", "1 Held"],
        "nobody": ["2 A question answered"],
        "edition": ["3 Rejected"],
        "photo": ["2 A question answered"],
        "nonsense": ["3 Rejected", "2 A question answered", "1 Held"],
    }


def test_older_ones_are_a_page_further(
    organiser: FlaskClient, photos: list[Photo], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logbook, "PAGE", 2)
    monkeypatch.setattr("gallery.web.office.audit.PAGE", 2)

    page = organiser.get("/office/audit/?person=").text

    [older] = re.findall(r'href="/office/audit/\?(before=\d+)" rel="next"', page)
    assert (older, len(shown(organiser))) == ("before=2", 2)
    assert shown(organiser, before=2) == ["1 Held"]


def table(organiser: FlaskClient, **said: object) -> list[dict[str, str]]:
    """Download the log, or what is looked for in it, and read it."""
    page = organiser.get("/office/audit/", query_string=said).text
    form = BeautifulSoup(page, "html.parser").select_one(".log__keep form")
    answer = organiser.post(str(form and form["action"]))
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_the_table_lets_anybody_check_the_order(
    organiser: FlaskClient, photos: list[Photo], tools: Toolbox
) -> None:
    with unit_of_work():
        dropping.drop_demonstration([photos[0].id], tools=tools)

    lines = table(organiser)

    assert [(line["number"], line["last_number"], line["act"]) for line in lines] == [
        ("1", "2", "demonstration"),
        ("3", "3", "reject"),
    ]
    assert [line["previous"] for line in lines] == ["0" * 64, lines[0]["hash"]]


def test_the_table_has_what_the_page_has(
    organiser: FlaskClient, photos: list[Photo], mira: Account
) -> None:
    found = table(organiser, person=mira.id, act="hold", day="2010-12-20")
    nonsense = table(organiser, day="yesterday", act="<b>")

    assert [line["number"] for line in found] == ["1"]
    assert [line["number"] for line in nonsense] == ["1", "2", "3", "4"]


def test_who_takes_the_table_and_what_of_it_is_in_the_log(
    organiser: FlaskClient, photos: list[Photo], mira: Account, tools: Toolbox
) -> None:
    table(organiser, person=mira.id)
    everything = table(organiser)

    first, second = db.session.query(Decision).filter_by(act=audit.DOWNLOAD).order_by(Decision.id)
    assert first.details == {"lines": 2, "wanted": {"person": mira.id}}
    assert second.details == {"lines": len(everything), "wanted": {}}
    assert {each.account.role for each in (first, second) if each.account} == {ORGANISER}
    assert "4 Log downloaded" in shown(organiser)
    assert f"/office/audit/?person={mira.id}" in organiser.get("/office/audit/").text


def test_no_table_is_sent_that_is_not_written_down_first(
    organiser: FlaskClient, photos: list[Photo], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    read = logbook.read_table

    def watched(wanted: logbook.Wanted, *, until: int) -> Iterator[logbook.Line]:
        with db.engine.connect() as other:
            seen.append(len(other.exec_driver_sql("SELECT hash FROM decision").all()))
        return read(wanted, until=until)

    monkeypatch.setattr(logbook, "read_table", watched)
    lines = table(organiser)

    assert (seen, len(lines)) == ([4], 3)


def test_no_field_of_the_table_is_a_formula(organiser: FlaskClient, photos: list[Photo]) -> None:
    assert {line["name"] for line in table(organiser)} == {"", f"'{FORMULA}"}


def test_lines_of_the_table_end_as_the_standard_says(
    organiser: FlaskClient, photos: list[Photo]
) -> None:
    text = organiser.post("/office/audit/log.csv").text

    assert text.count("\r\n") == text.count("\n") == 4


def test_what_was_dropped_is_left_as_numbers_by_year(
    app: Flask, photos: list[Photo], tools: Toolbox, clock: Clock
) -> None:
    clock.moment += dropping.KEPT + timedelta(days=3)
    with unit_of_work():
        dropping.drop_old(tools=tools)

    organiser = signed_in(app, create_account(ORGANISER))
    page = organiser.get("/office/audit/").text

    assert "2010: 3" in page
    assert shown(organiser) == []


def test_moderators_do_not_read_the_log(moderator: FlaskClient, photos: list[Photo]) -> None:
    assert moderator.get("/office/audit/").status_code == 404
    assert moderator.post("/office/audit/log.csv").status_code == 404


def test_every_act_in_the_code_has_its_words() -> None:
    noted = set(noted_acts())

    assert noted - ACTS.keys() == set()
    assert ACTS.keys() - noted == set()


def noted_acts() -> Iterator[str]:
    """Yield the acts that are written into the log: what they are called where they are noted."""
    places = {"note": 1, "_note": 1, "decide": 2, "note_apart": 0, "noted": 0}
    folder = ROOT / "gallery"
    rooms = (folder, folder / "journey", folder / "web" / "office")
    for path in (path for room in rooms for path in room.glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else None
            name = call.func.id if isinstance(call.func, ast.Name) else name
            place = places.get(name or "")
            act = call.args[place] if place is not None and len(call.args) > place else None
            if isinstance(act, ast.Constant):
                yield str(act.value)
    yield from (audit.LOOK, audit.DOWNLOAD)
    yield from (f"{verb}-{name}" for verb in ("pass", "stop") for name in NAMES.values())
