"""Each moderators' page beside each kind of person; what is forbidden looks like what never was."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import MODERATOR, ORGANISER, TRAINEE, Bulk, Photo, Scope, Stage
from gallery.toolbox import Toolbox
from gallery.web.guards import FOR_TRAINEES
from tests.factories import create_account, create_bulk, create_photo
from tests.house import signed_in
from tests.web.routes import MODERATORS, MODERATORS_ALONE, Route, changing, reading

NOBODYS = "p000000000000000"
HTML = {"Accept": "text/html"}
#: What a button may send, so that nothing is refused for being incomplete.
FORM = {"version": "1", "reason": "child", "faces": "none", "mark": "child", "note": "Look here"}
OF_A_PHOTO = [route for route in MODERATORS if "<public_id>" in route[1]]


@pytest.fixture
def photo(app: Flask, tools: Toolbox) -> Photo:
    """A waiting photo from Lithuania; somebody wants to approve it together with others."""
    photo = create_photo()
    create_bulk(photo)
    tools.private.put(f"{photo.preview_key}/640.jpg", b"a preview")
    return photo


def ask(person: FlaskClient, route: Route, public_id: str) -> tuple[int, str, str]:
    """Ask; return status, where it leads, and the page without its tokens."""
    method, path = route
    bulk = db.session.query(Bulk).one().public_id
    said = {
        "<public_id>": public_id, "<width>": "640", "<verb>": "leave", "<bulk_id>": bulk,
    }  # fmt: skip
    address = re.sub(r"<\w+>", lambda part: said.get(part[0], "x"), path)
    form = None if method == "GET" else FORM
    answer = person.open(address, method=method, headers=HTML, data=form)
    page = re.sub(r'value="[^"]{40,}"', "", answer.text).replace(public_id, "")
    return answer.status_code, answer.headers.get("Location", ""), page


def endpoint_of(app: Flask, route: Route) -> str:
    """Return the name of a route."""
    method, path = route
    rules = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    same = (rule for rule in rules if re.sub(r"<(?:[^<>]+:)?(\w+)>", r"<\1>", rule.rule) == path)
    return next(same).endpoint


@pytest.mark.parametrize("who", ["visitor", "disabled"])
def test_who_is_not_signed_in_finds_the_way_in_and_nothing_else(
    app: Flask, client: FlaskClient, photo: Photo, who: str
) -> None:
    former = create_account(MODERATOR, active=False)
    person = client if who == "visitor" else signed_in(app, former)

    seen = {ask(person, route, photo.public_id)[:2] for route in reading(MODERATORS)}
    done = {ask(person, route, photo.public_id)[0] for route in changing(MODERATORS)}

    assert {status for status, _ in seen} == {302}
    assert all(where.startswith("/sign-in?next=/review/") for _, where in seen)
    assert done == {404}


def test_to_a_moderator_of_another_country_a_photo_is_as_unknown_as_one_that_never_was(
    app: Flask, photo: Photo
) -> None:
    person = signed_in(app, create_account(MODERATOR, scopes=[Scope(country="it")]))

    answers = {route: ask(person, route, photo.public_id) for route in OF_A_PHOTO}
    unknown = {route: ask(person, route, NOBODYS) for route in OF_A_PHOTO}

    assert {status for status, _, _ in answers.values()} == {404}
    assert answers == unknown
    assert photo.stage is Stage.WAITING


def test_no_list_tells_a_moderator_of_another_country_of_it(app: Flask, photo: Photo) -> None:
    person = signed_in(app, create_account(MODERATOR, scopes=[Scope(country="it")]))
    others = [route for route in reading(MODERATORS) if route not in OF_A_PHOTO]

    pages = [ask(person, route, "x") for route in others if "<bulk_id>" not in route[1]]
    bulks = [ask(person, route, "x")[0] for route in others if "<bulk_id>" in route[1]]

    assert {status for status, _, _ in pages} == {200}
    assert bulks == [404]  # what is proposed there is not theirs to see
    assert not any(photo.public_id in page for _, _, page in pages)


def test_trainees_see_what_they_may_judge_and_send_only_what_is_named(
    app: Flask, photo: Photo
) -> None:
    person = signed_in(app, create_account(TRAINEE))
    beyond = [each for each in changing(MODERATORS) if endpoint_of(app, each) not in FOR_TRAINEES]
    judged = [each for each in reading(MODERATORS) if each not in MODERATORS_ALONE]

    seen = {ask(person, route, photo.public_id)[0] for route in judged}
    unseen = {ask(person, route, photo.public_id)[0] for route in MODERATORS_ALONE}
    refused = {route: ask(person, route, photo.public_id) for route in beyond}

    assert (seen, unseen) == ({200}, {404})
    assert {status for status, _, _ in refused.values()} == {404}
    assert refused == {route: ask(person, route, NOBODYS) for route in beyond}
    assert photo.stage is Stage.WAITING


def test_what_trainees_may_send_exists(app: Flask) -> None:
    assert {endpoint_of(app, each) for each in changing(MODERATORS)} >= FOR_TRAINEES


@pytest.mark.parametrize("role", [MODERATOR, ORGANISER])
def test_moderators_and_organisers_find_everything(app: Flask, photo: Photo, role: str) -> None:
    person = signed_in(app, create_account(role))

    assert {ask(person, route, photo.public_id)[0] for route in reading(MODERATORS)} == {200}
    for route in OF_A_PHOTO:
        assert ask(person, route, NOBODYS)[0] == 404
