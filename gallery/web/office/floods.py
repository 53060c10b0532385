"""When far too many photos come: a proof of work for all senders, on or off."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery import campaigns
from gallery.db import unit_of_work
from gallery.web.current import campaign as the_campaign
from gallery.web.current import tools
from gallery.web.office.door import pages


@pages.get("/floods/")
def floods() -> str:
    """Say what a proof of work is, and whether it is asked for."""
    settings = tools().settings
    return render_template(
        "office/floods.html",
        is_needed=the_campaign().needs_proof,
        per_second=settings.uploads_per_second,
    )


@pages.post("/floods/")
def change_floods() -> ResponseReturnValue:
    """Ask for it, or no longer."""
    is_needed = request.form.get("proof") == "yes"
    with unit_of_work(tools().queue.send):
        campaigns.ask_for_proof(is_needed=is_needed)
    flash(
        _("Every phone now proves some work before it sends.")
        if is_needed
        else _("No work is to be proved any more.")
    )
    return redirect(url_for("office.floods"))
