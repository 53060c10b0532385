"""Every page in every language: the first part of its path says which."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.campaigns import change_campaign, the_campaign
from gallery.db import unit_of_work
from gallery.models import Stage
from gallery.texts import NAMES, change_text
from tests.factories import create_photo
from tests.test_templates import TEMPLATES, all_templates
from tests.web.routes import real_routes

HTML = {"Accept": "text/html"}
#: An address of ours that would lead back to English; ``/files/`` has no language.
PLAIN = re.compile(r"""(?:href|action|formaction|src|data-[a-z-]+)="(/(?!files/)[^"]*)\"""")


@pytest.fixture
def client(client: FlaskClient) -> FlaskClient:
    """A visitor's browser."""
    client.environ_base["HTTP_ACCEPT"] = "text/html"
    return client


def language_of(text: str) -> str:
    """Return the language a page says it is in."""
    found = re.search(r'<html lang="(\w+)" dir="ltr"', text)
    return found[1] if found else ""


def addresses(text: str) -> set[str]:
    """Return the addresses of pages that a page leads to, besides itself in other languages."""
    page = re.sub(r"<nav class=\"languages.*?</nav>|<link [^>]*>", "", text, flags=re.DOTALL)
    return set(re.findall(r'(?:href|action)="(/[^"]*)"', page))


@pytest.mark.parametrize(
    "path", ["/", "/2010/", "/2010/lt/vilnius/", "/add/", "/receipt/", "/about/", "/sign-in"]
)
def test_a_page_and_its_ways_on_are_in_the_language_of_its_path(
    client: FlaskClient, path: str
) -> None:
    create_photo(stage=Stage.PUBLISHED)

    answer = client.get(f"/be{path}")

    assert language_of(answer.text) == "be"
    assert answer.headers["Content-Language"] == "be"
    assert {each for each in addresses(answer.text) if not each.startswith("/be/")} == set()


def test_without_a_prefix_a_page_is_english(client: FlaskClient) -> None:
    answer = client.get("/about/", headers={"Accept-Language": "be"})

    assert language_of(answer.text) == "en"
    assert "Accept-Language" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("wishes", "language"),
    [("be-BY,be;q=0.9,ru;q=0.8", "be"), ("ja,uk;q=0.5", "uk"), ("en-US,be;q=0.5", "en"),
     ("ja", "en"), ("*", "en"), ("", "en"), (";;q=x", "en")],
)  # fmt: skip
def test_the_first_page_speaks_as_the_browser_wishes(
    client: FlaskClient, wishes: str, language: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": wishes})

    assert answer.status_code == 200
    assert language_of(answer.text) == language
    assert "Accept-Language" in answer.headers["Vary"]


def test_who_wants_english_gets_it_whatever_the_browser_wishes(client: FlaskClient) -> None:
    wishes = {"Accept-Language": "be"}
    chosen = client.get("/en/", headers=wishes)

    way_home = re.search(r'class="wordmark" dir="ltr" href="([^"]*)"', chosen.text)

    assert way_home
    assert language_of(client.get(way_home[1], headers=wishes).text) == "en"
    assert "Accept-Language" not in chosen.headers.get("Vary", "")


def test_english_pages_have_one_address(client: FlaskClient) -> None:
    answer = client.get("/en/add/?a=1&a=2")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/add/?a=1&a=2")


@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example", "/\\evil.example/"])
@pytest.mark.parametrize("prefix", ["", "/en", "/be"])
def test_no_path_leads_to_another_site(client: FlaskClient, prefix: str, path: str) -> None:
    answer = client.get(prefix + path)

    ways = re.findall(r'(?:href|action)="([^"]*)"', answer.text)
    ways.append(answer.headers.get("Location", "/"))
    assert [way for way in ways if re.match(r"[/\\]{2}", way)] == []


@pytest.mark.parametrize(
    "path",
    [
        "/static/-/icon.svg",
        "/healthz",
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap-all.xml",
        "/oembed",
        "/media/x/y.jpg",
    ],
)
def test_what_has_no_language_has_one_address(client: FlaskClient, path: str) -> None:
    assert client.get(f"/be{path}").status_code == 404


def test_pictures_and_styles_are_the_same_in_every_language(client: FlaskClient) -> None:
    create_photo(stage=Stage.PUBLISHED)

    page = client.get("/be/2010/").text

    assert re.findall(r'"(/be/(?:static|media)[^"]*)"', page) == []
    assert '"/static/' in page


def test_a_country_at_the_front_of_nothing_is_taken_for_a_language(app: Flask) -> None:
    """Languages and countries have the same codes: only words and years begin an address."""
    firsts = {path.split("/")[1] for _, path in real_routes(app)}

    spoken = app.extensions["toolbox"].settings.spoken
    assert firsts.isdisjoint(spoken)
    assert {each for each in firsts if each.startswith("<")} == {"<year>", "<year>-<month>"}


def test_a_page_names_itself_in_every_language(client: FlaskClient) -> None:
    page = client.get("/be/2010-12/").text if create_photo(stage=Stage.PUBLISHED) else ""

    assert '<link rel="canonical" href="http://localhost/be/2010-12/">' in page
    named = dict(re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]*)"', page))
    assert named["x-default"] == named["en"] == "http://localhost/2010-12/"
    assert named["lt"] == "http://localhost/lt/2010-12/"
    assert len(named) == 12


def test_the_switch_keeps_the_page_and_what_it_was_asked(client: FlaskClient) -> None:
    page = client.get("/be/embed/?url=http://localhost/").text

    switch = re.findall(r'<a class="languages__link" href="([^"]*)" lang="(\w+)"', page)

    assert ("/uk/embed/?url=http://localhost/", "uk") in switch
    assert ("/embed/?url=http://localhost/", "en") in switch


def test_the_switch_of_an_answer_leads_to_its_form(client: FlaskClient) -> None:
    page = client.post("/be/receipt/withdraw", data={"code": "no such code"}).text

    assert '<a class="languages__link" href="/pl/receipt/"' in page


def test_nobody_is_told_of_other_addresses_of_a_page_that_is_gone(client: FlaskClient) -> None:
    page = client.get("/be/1999/").text

    assert "hreflang=" in page
    assert 'rel="alternate"' not in page
    assert 'rel="canonical"' not in page


def test_each_language_has_its_own_mark(client: FlaskClient) -> None:
    marks = {client.get(f"{each}/about/").headers["ETag"] for each in ("", "/be", "/lt")}

    assert len(marks) == 3


def test_a_photo_is_shown_elsewhere_in_the_language_of_its_page(client: FlaskClient) -> None:
    photo = create_photo(stage=Stage.PUBLISHED)
    address = f"http://localhost/be/photos/{photo.public_id}"

    found = re.search(r'json\+oembed" href="http://localhost([^"]*)"', client.get(address).text)
    answer = client.get(unescape(found[1]) if found else "")

    assert answer.json["provider_url"] == "http://localhost/be/"
    assert answer.json["url"].startswith("http://localhost/media/")


def test_an_upload_is_refused_in_the_words_of_its_page(client: FlaskClient) -> None:
    asked = {"Tus-Resumable": "1.0.0", "Accept-Language": "be", "Accept": "*/*"}

    refused = client.delete("/files/nothing", headers=asked)

    assert refused.text.startswith("Такой загрузкі")
    assert refused.headers["Content-Language"] == "be"


def test_work_goes_on_in_its_language(app: Flask, stranger: FlaskClient) -> None:
    answer = stranger.get("/be/review/", headers=HTML)

    assert answer.headers["Location"] == "/be/sign-in?next=/review/"


def test_moderators_review_in_their_language(moderator: FlaskClient) -> None:
    create_photo(stage=Stage.WAITING)

    page = moderator.get("/be/review/").text

    assert {each for each in addresses(page) if not each.startswith("/be/")} == set()


def test_what_the_campaign_says_in_english_only_is_said_to_be_english(client: FlaskClient) -> None:
    with unit_of_work():
        change_campaign({"headline": "Statues speak", "lede": "Once a year."})
        texts = dict.fromkeys(NAMES, "") | {"headline": "Статуі гавораць"}
        change_text("be", texts, is_read=False, campaign=the_campaign())

    page = client.get("/be/").text

    assert '<h1 class="hero__headline display">Статуі гавораць' in page
    assert '<p class="hero__lede" lang="en" dir="ltr">Once a year.' in page
    assert 'hero__lede">' in client.get("/en/").text


def test_every_address_in_a_template_keeps_the_language() -> None:
    found = {name: PLAIN.findall((TEMPLATES / name).read_text()) for name in all_templates()}

    assert {name: each for name, each in found.items() if each} == {}


def test_an_address_that_forgets_the_language_is_found() -> None:
    assert PLAIN.findall('<a href="/add/">') == ["/add/"]
    assert PLAIN.findall("""<a href="{{ path('/add/') }}">""") == []
