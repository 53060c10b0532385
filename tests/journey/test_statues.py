"""Photos are filed under what was muzzled: the sender's word first, then the action's."""

import pytest
from flask import Flask

from gallery.actions import name_statue
from gallery.db import db
from gallery.journey.statues import file_under_statue, find_statue, list_statues
from gallery.models import ActionLink, Statue
from gallery.toolbox import Toolbox
from tests.factories import (
    create_city,
    create_link,
    create_photo,
    create_published,
    create_submission,
    create_turin,
)
from uploads_worker.tasks import Tasks


@pytest.fixture
def link(app: Flask) -> ActionLink:
    """The link of an action that knows its statue."""
    link = create_link()
    name_statue(link.action, "The old rider")
    db.session.commit()
    return link


@pytest.mark.parametrize("name", ["The old rider", " the  OLD rider "])
def test_the_same_name_is_the_same_statue(link: ActionLink, name: str) -> None:
    assert find_statue(link.action.city, name) is link.action.statue
    assert db.session.query(Statue).count() == 1


def test_capitals_are_forgiven_in_every_script(app: Flask) -> None:
    city = create_city()

    assert find_statue(city, "Янка Купала") is find_statue(city, "янка купала")


def test_another_city_has_a_statue_of_its_own(link: ActionLink) -> None:
    other = find_statue(create_turin(), "The old rider")

    assert other is not link.action.statue
    assert list_statues(create_turin()) == list_statues(create_city()) == ["The old rider"]


@pytest.mark.parametrize(("said", "name"), [("", "The old rider"), ("A poet", "A poet")])
def test_the_senders_word_comes_before_the_actions(link: ActionLink, said: str, name: str) -> None:
    photo = create_photo(submission=create_submission(link=link))

    file_under_statue(photo, said)

    assert photo.statue
    assert photo.statue.name == name


def test_without_a_word_or_a_city_there_is_no_statue(app: Flask, tools: Toolbox) -> None:
    nowhere = create_photo(city=None, country="by")
    somewhere = create_photo()

    file_under_statue(nowhere, "The old rider")
    file_under_statue(somewhere, "  ")

    assert (nowhere.statue, somewhere.statue) == (None, None)


def test_senders_choose_only_from_statues_that_are_public(link: ActionLink) -> None:
    city = link.action.city
    create_photo(statue=find_statue(city, "Typed by a stranger"))
    create_published(statue=find_statue(city, "A poet"))

    assert list_statues(city, known_only=True) == ["A poet", "The old rider"]
    assert len(list_statues(city)) == 3


def test_words_that_no_photo_has_any_more_are_forgotten(link: ActionLink, tools: Toolbox) -> None:
    photo = create_photo(statue=find_statue(link.action.city, "Typed by a stranger"))
    Tasks(tools).sweep()
    assert db.session.query(Statue).count() == 2

    photo.statue = None
    db.session.commit()
    Tasks(tools).sweep()

    assert [statue.name for statue in db.session.query(Statue)] == ["The old rider"]
