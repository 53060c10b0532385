"""``gallery edition``: action days, added and listed."""

import pytest

from tests.commands.conftest import Type


def test_an_edition_needs_its_day_only(type_in: Type) -> None:
    assert type_in("edition", "add", "--day", "2026-12-19") == (0, "added edition 2026-12\n")

    listed = type_in("edition", "list")
    assert listed == (0, "2026-12  Action day 2026-12  2026-12-19 to 2027-02-17\n")


def test_an_edition_keeps_what_is_said_of_it(type_in: Type) -> None:
    days = ("--day", "2010-12-18", "--first-day", "2010-12-10", "--closes-on", "2011-01-31")

    type_in("edition", "add", *days, "--name", "Belarus after the vote")

    listed = type_in("edition", "list")[1]
    assert listed == "2010-12  Belarus after the vote  2010-12-10 to 2011-01-31\n"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("--day", "2026-12-19", "--closes-on", "2026-12-01"), "The action day must lie between"),
        (("--day", "2026-11-02"), "There is an action day in this month already."),
    ],
)
def test_an_impossible_edition_is_refused_in_one_sentence(
    type_in: Type, days: tuple[str, ...], said: str
) -> None:
    type_in("edition", "add", "--day", "2026-11-01")

    code, words = type_in("edition", "add", *days)

    assert code == 2
    assert words.startswith("gallery: ")
    assert said in words
    assert words.count("\n") == 1


def test_an_unreadable_day_is_refused(type_in: Type) -> None:
    with pytest.raises(SystemExit):
        type_in("edition", "add", "--day", "19.12.2026")
