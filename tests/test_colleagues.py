"""Whom organisers keep out stays out: no door that they left open lets them in again."""

import pytest
from flask import Flask

from gallery import accounts, colleagues
from gallery.db import unit_of_work
from gallery.errors import Conflict, NotHere
from gallery.models import MODERATOR, ORGANISER, Account
from gallery.toolbox import Toolbox
from tests.factories import create_account


@pytest.fixture
def rogue(app: Flask) -> Account:
    """An organiser who will be found out."""
    return create_account(ORGANISER, name="Ruta")


@pytest.fixture
def olga(app: Flask) -> Account:
    """Another organiser."""
    return create_account(ORGANISER, name="Olga")


def links(rogue: Account, olga: Account, tools: Toolbox) -> list[str]:
    """Links that she made: for somebody new, for a colleague; and one for herself."""
    with unit_of_work():
        return [
            accounts.invite(ORGANISER, by=rogue, tools=tools),
            accounts.invite_back(olga, by=rogue, tools=tools, renews_factor=True),
            accounts.invite_back(rogue, by=olga, tools=tools),
        ]


def opens(token: str, *, tools: Toolbox) -> bool:
    """Whether a link lets somebody in."""
    try:
        accounts.find_invitation(token, tools=tools)
    except NotHere:
        return False
    return True


def test_links_that_somebody_made_let_nobody_in_once_they_are_out(
    rogue: Account, olga: Account, tools: Toolbox
) -> None:
    hers = links(rogue, olga, tools)
    with unit_of_work():
        other = accounts.invite(MODERATOR, by=olga, tools=tools)
    were_open = [opens(each, tools=tools) for each in hers]

    with unit_of_work():
        colleagues.keep_out(rogue, by=olga, tools=tools)

    assert were_open == [True] * 3
    assert [opens(each, tools=tools) for each in (*hers, other)] == [False, False, False, True]


def test_who_is_no_organiser_any_more_lets_nobody_in(
    rogue: Account, olga: Account, tools: Toolbox
) -> None:
    hers = links(rogue, olga, tools)[:2]
    with unit_of_work():
        colleagues.change_role(rogue, ORGANISER, by=olga, tools=tools)
    were_open = [opens(each, tools=tools) for each in hers]

    with unit_of_work():
        colleagues.change_role(rogue, MODERATOR, by=olga, tools=tools)

    assert were_open == [True, True]
    assert [opens(each, tools=tools) for each in hers] == [False, False]


def test_two_who_take_the_role_of_each_other_leave_one_organiser(
    rogue: Account, olga: Account, tools: Toolbox
) -> None:
    with unit_of_work():
        colleagues.change_role(rogue, MODERATOR, by=olga, tools=tools)

    with pytest.raises(Conflict, match="last-organiser"), unit_of_work():
        colleagues.change_role(olga, MODERATOR, by=rogue, tools=tools)

    assert accounts.has_organiser()
