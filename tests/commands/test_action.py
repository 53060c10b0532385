"""``gallery action``: cities of an edition, and their upload links."""

import re

import pytest

from tests.commands.conftest import Type

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def december(type_in: Type) -> Type:
    """The same machine, with an edition."""
    type_in("edition", "add", "--day", "2010-12-18")
    return type_in


def link_in(words: str) -> str:
    """Return the token of a printed link."""
    found = re.search(r"/add/(\w+)", words)
    assert found
    return found[1]


@pytest.mark.parametrize("name", ["Vilnius", "vilnius, LT", "Вильнюс"])
def test_a_city_is_found_by_its_name_in_any_script(december: Type, name: str) -> None:
    code, words = december("action", "add", "2010-12", name)

    assert code == 0
    assert words.startswith(f"Vilnius (lt) in 2010-12: {SITE}/add/")


def test_actions_are_listed_with_their_links(december: Type) -> None:
    added = december(
        "action", "add", "2010-12", "Vilnius", "--organisation", "JEF", "--stage", "announced"
    )[1]

    code, words = december("action", "list", "2010-12")

    assert code == 0
    assert words == f"lt/vilnius  announced\n  {SITE}/add/{link_in(added)}  open  JEF\n"


def test_links_are_printed_with_the_address_of_the_site(
    december: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GALLERY_SITE_URL", "https://example.org/")

    words = december("action", "add", "2010-12", "Vilnius")[1]

    assert ": https://example.org/add/" in words


DAYS = [("2010-12-18", "confirmed"), ("2999-12-18", "announced")]


@pytest.mark.parametrize(("day", "stage"), DAYS)
def test_before_its_day_an_action_is_announced_and_no_more(
    type_in: Type, day: str, stage: str
) -> None:
    type_in("edition", "add", "--day", day)
    type_in("action", "add", day[:7], "Vilnius")

    assert f"lt/vilnius  {stage}\n" in type_in("action", "list", day[:7])[1]


def test_a_second_link_leaves_the_action_one(december: Type) -> None:
    december("action", "add", "2010-12", "Vilnius", "--organisation", "JEF")
    december("action", "add", "2010-12", "Vilnius", "--organisation", "Red Cross")

    words = december("action", "list", "2010-12")[1]

    assert words.count("lt/vilnius") == 1
    assert words.count("/add/") == 2


def test_a_link_is_closed_for_good(december: Type) -> None:
    token = link_in(december("action", "add", "2010-12", "Vilnius")[1])

    code, words = december("action", "revoke", token)

    assert (code, words) == (0, "closed; photos that came through it stay\n")
    assert f"{SITE}/add/{token}  revoked" in december("action", "list", "2010-12")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "2010-12", "Xyzzyville"), "We do not know this city."),
        (("add", "2011-12", "Vilnius"), "We know of no action day then."),
        (("list", "december"), "We know of no action day then."),
        (("revoke", "guessed"), "There is no such link."),
    ],
)
def test_what_is_not_there_is_said(december: Type, words: tuple[str, ...], said: str) -> None:
    code, answer = december("action", *words)

    assert code == 2
    assert said in answer
