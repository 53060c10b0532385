"""Styles and scripts: once asked for, kept for ever, small, and never another version's."""

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gallery.web.static_files import Shelf
from tests.architecture import ROOT

STYLESHEET = re.compile(r'rel="stylesheet" href="([^"]+)"')


def address_of(client: FlaskClient, page: str = "/about/") -> str:
    """The address of what a page wears."""
    return STYLESHEET.findall(client.get(page).text)[0]


def read(*names: str) -> bytes:
    """What styles say to browsers, one after the other."""
    said = b"".join((ROOT / "static" / "css" / f"{name}.css").read_bytes() for name in names)
    return re.sub(rb"/\*.*?\*/\s*", b"", said, flags=re.DOTALL)


def test_a_page_wears_all_its_styles_under_one_address(client: FlaskClient) -> None:
    [address] = STYLESHEET.findall(client.get("/sign-in").text)

    assert client.get(address).data == read("tokens", "base", "parts")


def test_what_has_the_mark_is_kept_for_ever(client: FlaskClient) -> None:
    answer = client.get(address_of(client))

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_mark_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    first = Shelf(tmp_path).mark
    (tmp_path / "a.js").write_text("2")

    assert len({first, Shelf(tmp_path).mark}) == 2


def test_a_page_of_another_version_gets_files_that_are_not_kept(client: FlaskClient) -> None:
    answer = client.get("/static/another/css/tokens+base+galleries.css")

    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.data == read("tokens", "base", "galleries")


@pytest.mark.parametrize(
    "name",
    [
        "css/nothing.css",
        "css/base+nothing.css",
        "css/base+add.js",
        "../wsgi.py",
        "css/",
        "js/+.css",
    ],
)
def test_there_is_nothing_else(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/-/{name}").status_code == 404


def test_nobody_makes_the_server_join_without_end(client: FlaskClient) -> None:
    answer = client.get(f"/static/-/css/{'+'.join(['base'] * 1_000)}.css")

    assert len(answer.data) == 8 * len(read("base"))


def test_it_is_packed_as_it_is_asked_for(client: FlaskClient) -> None:
    address = address_of(client)

    packed = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == client.get(address).data


def test_a_font_is_not_packed_again(client: FlaskClient) -> None:
    answer = client.get(
        "/static/-/fonts/display-latin-800.woff2", headers={"Accept-Encoding": "br, gzip"}
    )

    assert answer.mimetype == "font/woff2"
    assert "Content-Encoding" not in answer.headers


def test_who_has_it_is_told_so(client: FlaskClient) -> None:
    address = address_of(client)
    mark = client.get(address).headers["ETag"]

    assert client.get(address, headers={"If-None-Match": mark}).status_code == 304
