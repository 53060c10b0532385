"""One policy for every path: who may use it is declared, and really holds, for every method."""

import re
from collections.abc import Iterable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import CSRFError

from gallery import accounts
from gallery.db import unit_of_work
from gallery.history import NewSupporter, keep_supporter
from gallery.models import MODERATOR, ORGANISER, Stage, SupporterKind
from gallery.partners import change_partner
from gallery.toolbox import Toolbox
from gallery.web.receipt.pictures import thumb_of
from tests.factories import create_account, create_bulk, create_link, create_photo
from tests.house import signed_in
from tests.web import routes
from tests.web.routes import Route, changing, reading

GUARDS = (
    routes.VISITORS, routes.CAPABILITIES, routes.SIGNING_IN, routes.MODERATORS, routes.OWN,
    routes.ORGANISERS,
)  # fmt: skip
SIGNED_IN = routes.MODERATORS + routes.OWN + routes.ORGANISERS
HTML = {"Accept": "text/html"}
FOREIGN = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)


@pytest.fixture
def places(app: Flask, tools: Toolbox) -> dict[str, str]:
    """Something real for every part of an address, so that nothing is refused for being absent."""
    photo, link = create_photo(stage=Stage.PUBLISHED), create_link()
    with app.test_request_context():
        picture = thumb_of(photo, photo.submission)
    tools.private.put(f"{photo.preview_key}/640.jpg", b"a preview")
    with unit_of_work():
        invitation = accounts.invite(MODERATOR, tools=tools)
        house = keep_supporter(NewSupporter(SupporterKind.PARTNER, "House of Words"))
        partner = change_partner(house, origins="", has_gallery=True, tools=tools)
    return {
        "year": "2010", "month": "12", "country": "lt", "slug": "vilnius", "city": "vilnius",
        "language": "be", "key": "other", "which": "new",
        "public_id": photo.public_id, "width": "640", "name": f"{photo.media_token}-320.jpg",
        "verb": "leave",
        "link": link.token, "number": str(link.id), "token": invitation, "filename": "icon.svg",
        "mark": "-", "part": "pages", "colour": "b5122b",
        "partner": partner.key, "webhook": "1",
        "bulk_id": create_bulk().public_id,
        "signed": picture.url.rpartition("/")[2] if picture else "",
    }  # fmt: skip


def filled(path: str, places: dict[str, str]) -> str:
    """Put something real into an address."""
    if path.startswith("/office/"):
        places = {**places, "slug": "2010-12"}
    return re.sub(r"<(\w+)>", lambda part: places[part[1]], path)


def asked(
    person: FlaskClient, declared: Iterable[Route], places: dict[str, str], **headers: str
) -> dict[Route, int]:
    """Ask for each route; return the status of each."""
    return {
        (method, path): person.open(
            filled(path, places), method=method, headers={**HTML, **headers}
        ).status_code
        for method, path in declared
    }


def without_token(app: Flask, *roles: str) -> FlaskClient:
    """A browser in which somebody is signed in, and that sends no CSRF token.

    Being refused for that shows as 418, lest it be taken for another 400.
    """
    app.register_error_handler(CSRFError, lambda error: ("", 418))
    browser = signed_in(app, create_account(*roles))
    del browser.environ_base["HTTP_X_CSRFTOKEN"]
    return browser


def test_every_route_is_declared_with_its_guard_once(app: Flask) -> None:
    declared = [route for guard in GUARDS for route in guard]

    assert sorted(routes.real_routes(app)) == sorted(declared)


def test_an_undeclared_route_is_found(app: Flask) -> None:
    before = routes.real_routes(app)

    app._got_first_request = False
    app.add_url_rule("/secret/<int:number>", "secret", lambda number: "", methods=["GET", "POST"])

    assert routes.real_routes(app) - before == {
        ("GET", "/secret/<number>"),
        ("POST", "/secret/<number>"),
    }


def test_strangers_are_sent_to_the_sign_in_page(
    stranger: FlaskClient, places: dict[str, str]
) -> None:
    wanted = {path: filled(path, places) for _, path in reading(SIGNED_IN)}

    answers = {
        path: stranger.get(address).headers.get("Location") for path, address in wanted.items()
    }

    assert answers == {path: f"/sign-in?next={address}" for path, address in wanted.items()}


def test_strangers_find_nothing_to_change(stranger: FlaskClient, places: dict[str, str]) -> None:
    assert set(asked(stranger, changing(SIGNED_IN), places).values()) == {404}


def test_somebody_who_is_kept_out_is_a_stranger(app: Flask, places: dict[str, str]) -> None:
    former = signed_in(app, create_account(ORGANISER, active=False))

    assert set(asked(former, reading(SIGNED_IN), places).values()) == {302}
    assert set(asked(former, changing(SIGNED_IN), places).values()) == {404}


def test_an_account_without_a_role_finds_nothing(app: Flask, places: dict[str, str]) -> None:
    nobody = signed_in(app, create_account())

    assert set(asked(nobody, SIGNED_IN, places).values()) == {404}


def test_moderators_review_and_find_no_office(
    moderator: FlaskClient, places: dict[str, str]
) -> None:
    assert set(asked(moderator, reading(routes.MODERATORS + routes.OWN), places).values()) == {200}
    assert set(asked(moderator, routes.ORGANISERS, places).values()) == {404}


def test_organisers_may_go_everywhere(organiser: FlaskClient, places: dict[str, str]) -> None:
    assert set(asked(organiser, reading(SIGNED_IN), places).values()) == {200}


@pytest.mark.parametrize("role", [MODERATOR, ORGANISER])
def test_without_a_token_nothing_can_be_changed(
    app: Flask, places: dict[str, str], role: str
) -> None:
    declared = routes.MODERATORS if role == MODERATOR else SIGNED_IN

    answers = asked(without_token(app, role), changing(declared), places)

    assert set(answers.values()) == {418}


def test_without_a_token_nobody_signs_in_up_or_out(
    app: Flask, places: dict[str, str], stranger: FlaskClient
) -> None:
    for person in (without_token(app, MODERATOR), stranger):
        assert set(asked(person, changing(routes.SIGNING_IN), places).values()) == {418}


@pytest.mark.parametrize("headers", FOREIGN, ids=lambda said: "=".join(*said.items()))
def test_no_capability_can_be_used_from_another_site(
    client: FlaskClient, places: dict[str, str], headers: dict[str, str]
) -> None:
    answers = asked(client, changing(routes.CAPABILITIES), places, **headers)

    assert set(answers.values()) == {403}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_visitors_change_nothing(client: FlaskClient, places: dict[str, str], method: str) -> None:
    pages = [(method, path) for _, path in routes.VISITORS]

    assert set(asked(client, pages, places).values()) == {405}


def test_the_public_gets_no_cookie(client: FlaskClient, places: dict[str, str]) -> None:
    public = reading(routes.VISITORS + routes.CAPABILITIES)

    answers = {path: client.get(filled(path, places), headers=HTML) for _, path in public}

    assert {path for path, answer in answers.items() if "Set-Cookie" in answer.headers} == set()
    assert {path for path, answer in answers.items() if answer.status_code >= 500} == set()


def test_what_is_for_the_signed_in_is_kept_in_no_cache(
    organiser: FlaskClient, places: dict[str, str]
) -> None:
    answers = [
        organiser.get(filled(path, places)).headers["Cache-Control"]
        for _, path in reading(SIGNED_IN + routes.SIGNING_IN)
    ]

    assert set(answers) == {"no-store"}
