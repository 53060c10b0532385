"""Who may come in, and from where."""

import io

import pytest
from flask import g
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    "origin", ["https://example.org", "null", "http://[bad", "http://localhost.example.org", ""]
)
def test_a_form_from_another_site_is_refused(client: FlaskClient, origin: str) -> None:
    answer = client.post("/files/", headers={"Origin": origin, "Tus-Resumable": "1.0.0"})

    assert answer.status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_the_browsers_own_word_for_another_site_counts(client: FlaskClient, site: str) -> None:
    answer = client.post("/files/", headers={"Sec-Fetch-Site": site, "Tus-Resumable": "1.0.0"})

    assert answer.status_code == 403


def test_a_file_at_the_sign_in_is_not_kept_in_a_temporary_folder(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"file": (io.BytesIO(bytes(3_000_000)), "a.bin")})

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path", ["/photos/a%00b", "/add/%00", "/2010/?after=%00", "/oembed?url=%00"]
)
def test_an_address_with_a_null_byte_leads_nowhere(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("number", ["9" * 30, "٣"])
def test_a_number_that_no_row_can_have_leads_nowhere(organiser: FlaskClient, number: str) -> None:
    moved = organiser.post("/office/history/", data={"up": f"year-{number}"})
    judged = organiser.post(f"/review/messages/{number}/pass")
    seen = organiser.get(f"/office/people/{number}/")

    assert [moved.status_code, judged.status_code, seen.status_code] == [404] * 3


def test_who_is_signed_in_is_looked_for_only_where_there_are_sessions(
    moderator: FlaskClient,
) -> None:
    looked = {}
    for path in ("/", "/review/"):
        with moderator:
            moderator.get(path)
            looked[path] = "_login_user" in g or "identity" in g

    assert looked == {"/": False, "/review/": True}
