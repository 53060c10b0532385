"""Visitors search: one field, and what narrows it down stands in the address."""

import re

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from gallery.errors import BadInput, NotHere
from gallery.journey.searching import Asked, Sort
from gallery.web import say
from gallery.web.freshness import may_be_kept
from gallery.web.guards import for_visitors
from gallery.web.limits import count_search
from gallery.web.present.found import SearchForm, search_page

pages = Blueprint("search", __name__, url_prefix="/search")
for_visitors(pages)
may_be_kept(pages)

TIME = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2]))?")
COUNTRY = re.compile(r"[a-z]{2}")


@pages.get("/")
def results() -> ResponseReturnValue:
    """Show what is found; without a question only the field."""
    count_search()
    form = _form()
    try:
        page = search_page(form, _asked(form), after=request.args.get("after"))
    except NotHere:  # the photo that this page began after was erased meanwhile
        return redirect(form.url())
    except BadInput as error:
        page = search_page(form, None, error=say.sentence(error))
        return render_template("search/results.html", page=page), 400
    return render_template("search/results.html", page=page)


def _form() -> SearchForm:
    """Return what stands in the fields, as it was sent."""
    said = {name: request.args.get(name, "").strip() for name in SearchForm.names()}
    return SearchForm(**said)


def _asked(form: SearchForm) -> Asked:
    """Understand what is asked; raise BadInput for what no field of ours sends."""
    time = TIME.fullmatch(form.year)
    if form.year and time is None:
        raise BadInput("search-unreadable")
    if form.country and not COUNTRY.fullmatch(form.country):
        raise BadInput("search-unreadable")
    if form.sort and form.sort not in list(Sort):
        raise BadInput("search-unreadable")
    return Asked(
        text=form.q,
        year=int(time["year"]) if time else None,
        month=int(time["month"]) if time and time["month"] else None,
        country=form.country or None,
        sort=Sort(form.sort or Sort.BEST),
    )
