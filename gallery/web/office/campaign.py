"""The campaign's texts: what it is called, who answers for it, what senders agree to."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery import campaigns
from gallery.db import unit_of_work
from gallery.texts import ENGLISH
from gallery.web.current import campaign as the_campaign
from gallery.web.current import tools
from gallery.web.office.door import not_kept, noted, pages
from gallery.web.office.forms import CampaignTexts
from gallery.web.office.texts import states


@pages.get("/campaign/")
def campaign() -> str:
    """Show the texts."""
    return _show(CampaignTexts(obj=the_campaign()))


@pages.post("/campaign/")
def keep_campaign() -> ResponseReturnValue:
    """Keep the texts; another wording of the permission is another version of it."""
    form = CampaignTexts()
    if not form.validate():
        return _show(form, error=not_kept()), 400
    before = the_campaign().consent_version
    with unit_of_work(tools().queue.send):
        now = campaigns.change_campaign(form.texts()).consent_version
        noted("texts", language=ENGLISH, **({"permission": now} if now != before else {}))
    flash(_("These texts are kept."))
    if now != before:
        flash(_("Who sends photos from now on agrees to version %(n)s of the permission.", n=now))
    return redirect(url_for("office.campaign"))


def _show(form: CampaignTexts, *, error: str = "") -> str:
    """Show the texts, and the languages that they are written in besides."""
    return render_template("office/campaign.html", form=form, error=error, languages=states())
