"""The API answers what it describes: exactly these keys, and a problem for everything else."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any
from urllib.parse import urlencode

import openapi_spec_validator
import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from config import Settings
from gallery.models import ActionStage
from gallery.web.api.operations import OPERATIONS, Operation
from gallery.web.api.schemas import keys_of
from tests.factories import create_action, create_edition, create_published, create_turin

API = "/api/v1"
LISTS = [each for each in OPERATIONS if each.is_list]
#: What nobody may write into any parameter, and what somebody may by mistake.
ODD = (
    "", " ", "0", "-1", "1e3", "٢٠١٠", "2010\n", "9" * 30, "xx", "LT", "lt/", "lt/../", "\0",
    "null", "id", "url,url,", "A", "=", "'; drop table photo--", "<script>", "\ud7ff", "😀",
)  # fmt: skip


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Nobody is kept waiting here."""
    return replace(settings, calls_per_minute=10_000)


@pytest.fixture
def filled(client: FlaskClient) -> FlaskClient:
    """A visitor of a gallery with two cities, two action days and three photos."""
    turin = create_turin()
    create_action(city=turin, stage=ActionStage.ANNOUNCED)
    create_action()
    create_published(city=turin, edition=create_edition(year=2009, month=3, name="March 2009"))
    create_published(caption="A statue")
    create_published()
    return client


def described(client: FlaskClient) -> dict[str, Any]:
    """The description of the API."""
    found = client.get(f"{API}/openapi.json").json
    assert isinstance(found, dict)
    return found


def examples(client: FlaskClient) -> Iterator[tuple[Operation, str, Any]]:
    """Every operation, asked with the examples of its description, and the answer it shows."""
    paths = described(client)["paths"]
    for operation in OPERATIONS:
        said = paths[operation.path]["get"]
        values = {each["name"]: each["example"] for each in said["parameters"] if "example" in each}
        path = operation.path.format(**values)
        asked = {k: ",".join(v) if isinstance(v, list) else v for k, v in values.items()
                 if f"{{{k}}}" not in operation.path}  # fmt: skip
        content = said["responses"]["200"]["content"][operation.media_type]
        yield operation, f"{API}{path}?{urlencode(asked)}", content["example"]


def is_problem(answer: TestResponse, status: int) -> None:
    """Whether an answer is a problem as RFC 9457 has it, for pages of all sites."""
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json is not None
    assert answer.json.keys() - {"parameter"} == {"type", "title", "status", "detail"}
    assert answer.json["status"] == status


def test_every_example_can_be_asked(filled: FlaskClient) -> None:
    for operation, address, _shown in examples(filled):
        answer = filled.get(address)

        assert answer.status_code == 200, address
        assert answer.content_type == operation.media_type
        assert not operation.is_list or answer.json["items"], address  # type: ignore[index]


def test_every_answer_has_exactly_the_keys_that_are_described(filled: FlaskClient) -> None:
    schemas = described(filled)["components"]["schemas"]
    for operation, _address, shown in examples(filled):
        schema = schemas[operation.shape.__name__]
        assert schema["additionalProperties"] is False

        for thing in shown["items"] if operation.is_list else [shown]:
            assert tuple(thing) == keys_of(operation.shape), operation.name
            assert list(schema["properties"]) == list(thing), operation.name


def test_the_description_is_openapi_and_every_answer_fits_it(filled: FlaskClient) -> None:
    whole = described(filled)

    openapi_spec_validator.validate(whole)
    for operation, address, _shown in examples(filled):
        answers = whole["paths"][operation.path]["get"]["responses"]["200"]["content"]
        schema = {**answers[operation.media_type]["schema"], "components": whole["components"]}
        Draft202012Validator(schema).validate(filled.get(address).json)


def test_only_the_keys_that_are_asked_for_come_along(filled: FlaskClient) -> None:
    for operation in (each for each in LISTS if each.name != "changes"):
        keys = keys_of(operation.shape)
        answer = filled.get(f"{API}{operation.path}?fields={keys[2]},{keys[1]}")

        assert tuple(answer.json["items"][0]) == keys[:3], operation.name  # type: ignore[index]


@pytest.mark.parametrize("name", ["cities", "actions", "photos"])
def test_page_by_page_a_list_is_whole(filled: FlaskClient, name: str) -> None:
    whole = filled.get(f"{API}/{name}?limit=100").json["items"]  # type: ignore[index]
    address, found = f"{API}/{name}?limit=1", []

    while address:
        answer = filled.get(address)
        found += answer.json["items"]  # type: ignore[index]
        address = answer.json["next"]  # type: ignore[index]
        assert (f'<{address}>; rel="next"' in answer.headers.getlist("Link")) is bool(address)

    assert len(whole) > 1
    assert found == whole


def test_filters_leave_out_what_is_not_meant(filled: FlaskClient) -> None:
    numbers = {
        asked: len(filled.get(f"{API}/photos?{asked}").json["items"])  # type: ignore[index]
        for asked in ("", "year=2009", "edition=2010-12", "country=it", "city=lt/vilnius",
                      "year=2010&edition=2010-12&country=lt&city=lt/vilnius")
    }  # fmt: skip

    assert list(numbers.values()) == [3, 1, 2, 1, 2, 2]


def test_hidden_actions_are_nobodys_to_read(client: FlaskClient) -> None:
    create_published()
    create_action(stage=ActionStage.HIDDEN)

    assert client.get(f"{API}/actions").json == {"items": [], "next": None}


@pytest.mark.parametrize(
    "path", ["/years/", "/nothing", "/photos/aaaaaaaaaaaaaaaa", "/photos?year=1999",
             "/cities?country=zz", "/photos?city=lt/nowhere", "/photos?year=2009&edition=2010-12",
             "/photos?country=it&city=lt/vilnius", "/photos?after=nothing", "/cities?after=eA"]
)  # fmt: skip
def test_what_is_not_here_is_a_problem(filled: FlaskClient, path: str) -> None:
    is_problem(filled.get(API + path, headers={"Accept": "text/html"}), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_changed(filled: FlaskClient, method: str) -> None:
    for path in ("/photos", "/openapi.json"):
        answer = filled.open(API + path, method=method)

        is_problem(answer, 405)
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_whatever_is_asked_nothing_breaks(filled: FlaskClient) -> None:
    for operation, text in product(OPERATIONS, ODD):
        path = API + operation.path.format(public_id="a" * 16)
        for name in ("x", *(each.name for each in operation.parameters if each.place == "query")):
            answer = filled.get(path, query_string={name: text})

            if answer.status_code != 200:
                assert answer.status_code in (400, 404), (path, name, text)
                is_problem(answer, answer.status_code)


def test_a_parameter_said_twice_is_refused_by_its_name(filled: FlaskClient) -> None:
    answer = filled.get(f"{API}/photos?year=2010&year=2009")

    is_problem(answer, 400)
    assert answer.json["parameter"] == "year"  # type: ignore[index]
