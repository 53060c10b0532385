"""The countries where people are in danger for such a photo: country only, later, no original."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery.db import unit_of_work
from gallery.journey.care import listed_countries
from gallery.journey.listing import list_country, unlist_country
from gallery.web.account.sure import only_when_sure
from gallery.web.cities import by_name
from gallery.web.current import tools
from gallery.web.office.door import me, pages


@pages.get("/care/")
def care() -> str:
    """Show the listed countries."""
    listed = listed_countries()
    return render_template(
        "office/care.html",
        listed=by_name(listed),
        others=[("", ""), *by_name(_countries() - listed)],
    )


def takes_one_off() -> bool:
    """Whether a form takes a country off the list: that puts people at risk."""
    return request.form.get("remove", "") in listed_countries()


@pages.post("/care/")
@only_when_sure(takes_one_off)
def change_care() -> ResponseReturnValue:
    """List a country, or take one off the list."""
    new, former = request.form.get("add", ""), request.form.get("remove", "")
    with unit_of_work(tools().queue.send) as unit:
        if new in _countries():
            list_country(new, tools=tools(), unit=unit, by=me())
        unlist_country(former, tools=tools(), by=me())
    flash(_("The list is kept."))
    return redirect(url_for("office.care"))


def _countries() -> frozenset[str]:
    """Return every country of the gazetteer."""
    return tools().cities.countries()
