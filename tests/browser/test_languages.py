"""Pages in languages that nobody speaks: from right to left, and 40 percent longer."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from flask import Flask, render_template
from playwright.sync_api import Page

from gallery.app import create_app
from gallery.db import db
from gallery.models import Photo, Stage
from gallery.web.languages import CHOSEN, Choice
from tests.axe import axe
from tests.browsing import OpenPage, served
from tests.catalogues import collect_texts
from tests.looks.pages import PAGES, campaign
from tests.pseudo import arabic, long, write_pseudo

pytestmark = pytest.mark.browser

RTL, LONG = "ar", "fi"
WIDTHS = (390, 1280)
REAL = ("/", "/2009/", "/photos/{photo}", "/add/", "/receipt/")
#: What only forms are answered with, as its template shows it.
ANSWERS = ("add-again", "thanks", "receipt")


@pytest.fixture(scope="session")
def babel(exhibition: Flask, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The exhibition once more, in languages that nobody speaks."""
    folder = tmp_path_factory.mktemp("texts")
    texts = collect_texts(folder)
    write_pseudo(texts, folder, language=RTL, speak=arabic)
    write_pseudo(texts, folder, language=LONG, speak=long)
    tools = exhibition.extensions["toolbox"]
    settings = replace(tools.settings, languages=f"en {RTL} {LONG}")
    app = create_app(settings, tools=replace(tools, settings=settings))
    app.extensions["babel"].translation_directories.append(str(folder))
    return app


@pytest.fixture(scope="session")
def babel_address(babel: Flask) -> Iterator[str]:
    """Where it listens."""
    with served(babel) as address:
        yield address


def visits(page: Page, app: Flask, address: str, language: str) -> Iterator[str]:
    """Go to one page after the other; yield the name of each."""
    with app.app_context():
        photo = db.session.query(Photo).filter_by(stage=Stage.PUBLISHED).first().public_id
    for path in REAL:
        page.goto(f"{address}/{language}{path.format(photo=photo)}")
        yield path
    bodies = {f"{address}/{language}/{name}": show(app, name, language) for name in ANSWERS}
    page.route(
        lambda url: url in bodies,
        lambda route: route.fulfill(body=bodies[route.request.url], content_type="text/html"),
    )
    for where in bodies:
        page.goto(where)
        yield where


def show(app: Flask, name: str, language: str) -> str:
    """Show a page with what tests have for it."""
    template, given = PAGES[name]
    asked = {CHOSEN: Choice(language, "path"), "SCRIPT_NAME": f"/{language}"}
    with app.test_request_context("/", environ_overrides=asked):
        said = given() if callable(given) else given
        return render_template(template, campaign=campaign(), **said)


@pytest.mark.parametrize(
    ("language", "width"), [*product([RTL, LONG], WIDTHS)], ids=lambda each: str(each)
)
def test_no_page_is_wider_than_its_screen_in_any_language(
    babel: Flask, babel_address: str, open_page: OpenPage, language: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 844})
    for name in visits(page, babel, babel_address, language):
        told = page.evaluate(
            "[document.documentElement.dir, document.documentElement.lang,"
            " document.documentElement.scrollWidth]"
        )

        assert told == ["rtl" if language == RTL else "ltr", language, width], name
        if language == RTL:
            assert axe(page) == [], name


def test_from_right_to_left_a_page_is_the_mirror_of_what_it_was(
    babel: Flask, babel_address: str, open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": 1280, "height": 844})
    sides = {}
    for language in ("en", RTL):
        page.goto(f"{babel_address}/{language}/add/".replace("/en/", "/"))
        sides[language] = page.evaluate(
            """() => [".wordmark", ".choice__input", ".site-footer__link"].map((each) =>
              document.querySelector(each).getBoundingClientRect().left < innerWidth / 2)"""
        )

    assert sides == {"en": [True, True, True], RTL: [False, False, False]}
