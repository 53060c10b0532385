"""Every template has something to show, and shows it."""

import re
from pathlib import Path

from flask import Flask, render_template
from jinja2 import meta

from tests.architecture import ROOT
from tests.looks.pages import PAGES, campaign

TEMPLATES = ROOT / "templates"


def reached_from(names: set[str], app: Flask) -> set[str]:
    """Return these templates and all that they extend, include or import."""
    reached: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        reached.add(name)
        tree = app.jinja_env.parse((TEMPLATES / name).read_text())
        waiting |= {str(each) for each in meta.find_referenced_templates(tree)} - reached
    return reached


def all_templates(folder: Path = TEMPLATES) -> set[str]:
    """Return the names of all templates."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*.html")}


def show(name: str, app: Flask) -> str:
    """Show a page with what tests have for it."""
    template, given = PAGES[name]
    with app.test_request_context("/"):
        said = given() if callable(given) else given
        return render_template(template, campaign=campaign(), **said)


def test_every_page_can_be_shown(app: Flask) -> None:
    pages = {name: show(name, app) for name in PAGES}

    assert [name for name, page in pages.items() if not page.startswith("<!doctype html>")] == []


def test_no_page_has_a_style_or_a_script_in_it(app: Flask) -> None:
    inline = re.compile(
        r"<style|<script(?![^>]* src=)(?![^>]*json)|<[^>]+ (?:style|on[a-z]+)=", re.I
    )

    found = {name: inline.findall(show(name, app)) for name in PAGES}

    assert {name: each for name, each in found.items() if each} == {}


def test_every_template_belongs_to_a_page_that_is_shown_here(app: Flask) -> None:
    shown = reached_from({template for template, _ in PAGES.values()}, app)

    assert all_templates() - shown == set()


def test_a_template_that_nothing_shows_is_found(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "forgotten.html").write_text("")

    assert all_templates(tmp_path) - reached_from({"base.html"}, app) == {"office/forgotten.html"}
