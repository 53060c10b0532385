"""Action days: all of them, and one with its cities and links."""

from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery import actions, campaigns
from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.models import Edition
from gallery.places.folding import fold
from gallery.web.current import tools
from gallery.web.office.door import blame, not_kept, noted, pages
from gallery.web.office.forms import EditionForm
from gallery.web.office.rows import ActionRow, action_rows, edition_row, stage_words
from gallery.web.present.names import edition_name

PAGE = 40  # cities
NO_LINK = "no-link"


class Wanted(NamedTuple):
    """Which cities of an action day are looked for."""

    text: str
    show: str  # a stage, "no-link", or nothing for all

    def includes(self, row: ActionRow) -> bool:
        """Whether a city is one of them; accents and capitals are forgiven."""
        is_shown = row.links == 0 if self.show == NO_LINK else self.show in ("", row.stage)
        text = fold(self.text)
        said = (row.city, row.country, *row.groups)
        return is_shown and any(text in fold(each) for each in said)


@pages.get("/editions/")
def editions() -> str:
    """List the action days, and offer a new one."""
    return _list(EditionForm())


@pages.post("/editions/")
def add_edition() -> ResponseReturnValue:
    """Announce an action day."""
    form = EditionForm()
    if form.validate():
        try:
            with unit_of_work(tools().queue.send):
                slug = campaigns.add_edition(form.edition()).slug
                noted("edition-new", edition=slug)
            flash(_("Added. Now say which cities take part."))
            return redirect(url_for("office.edition", slug=slug))
        except BadInput as mistake:
            blame(form, "day", mistake)
    return _list(form, error=not_kept()), 400


@pages.get("/editions/<slug>/")
def edition(slug: str) -> str:
    """Show an action day with its cities and their links."""
    return show_edition(campaigns.find_edition_by_slug(slug))


@pages.post("/editions/<slug>/")
def change_edition(slug: str) -> ResponseReturnValue:
    """Change an action day's name, window or reported count."""
    form = EditionForm()
    if form.validate():
        try:
            with unit_of_work(tools().queue.send):
                campaigns.change_edition(campaigns.find_edition_by_slug(slug), form.edition())
                noted("edition", edition=slug)
            flash(_("This is kept."))
            return redirect(url_for("office.edition", slug=slug))
        except BadInput as mistake:
            blame(form, "day", mistake)
    return show_edition(campaigns.find_edition_by_slug(slug), form=form, error=not_kept()), 400


def show_edition(edition: Edition, **said: object) -> str:
    """Show an action day; ``said`` is what was just typed and could not be used."""
    wanted = Wanted(request.args.get("q", "").strip()[:80], request.args.get("show", ""))
    rows = action_rows(actions.list_actions(edition))
    found = [row for row in rows if wanted.includes(row)]
    start = PAGE * (max(request.args.get("page", 1, type=int), 1) - 1)
    given = {
        "edition": edition,
        "name": edition_name(edition),
        "is_to_come": edition.day > tools().now().date(),
        "usual_stage": actions.usual_stage(edition, today=tools().now().date()).value,
        "form": EditionForm(obj=edition),
        "actions": found[start : start + PAGE],
        "total": len(rows),
        "found": len(found),
        "next_page": start // PAGE + 2 if len(found) > start + PAGE else None,
        "previous_page": start // PAGE or None,
        "wanted": wanted,
        "stages": [(stage.value, words) for stage, words in stage_words().items()],
        "typed": {},
        **said,
    }
    return render_template("office/edition.html", **given)


def _list(form: EditionForm, *, error: str = "") -> str:
    """List the action days beside a form."""
    rows = [edition_row(edition) for edition in campaigns.all_editions()]
    return render_template("office/editions.html", editions=rows, form=form, error=error)
