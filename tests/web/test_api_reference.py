"""The page about the API says what is so: each operation, its keys, and examples that work."""

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from gallery.web.api.operations import OPERATIONS
from gallery.web.api.schemas import keys_of
from tests.factories import create_action, create_published


def test_the_page_has_every_operation_with_its_parameters_and_keys(client: FlaskClient) -> None:
    create_published()

    soup = BeautifulSoup(client.get("/api/").text, "html.parser")

    for operation in OPERATIONS:
        names = [each.text for each in soup.select(f"#{operation.name} dt code")]
        parameters = [each.name for each in operation.parameters]
        assert names == [*parameters, *keys_of(operation.shape)], operation.name


def test_every_example_of_the_page_can_be_asked(client: FlaskClient) -> None:
    create_published()
    create_action()
    soup = BeautifulSoup(client.get("/be/api/").text, "html.parser")

    commands = [each.text for each in soup.select("pre") if each.text.startswith("curl ")]
    answers = {said: client.get(said.split("'")[1]) for said in commands}

    assert len(answers) == len(OPERATIONS)
    assert {each.status_code for each in answers.values()} == {200}
    assert all("/be/api/v1/" in said for said in answers)


def test_an_empty_gallery_has_the_page_too(client: FlaskClient) -> None:
    answer = client.get("/api/")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=300"
