"""Partner organisations: on which sites our frames may stand, and how often they were asked for."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery import partners
from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.journey import hooks
from gallery.models import Partner, Supporter
from gallery.partners import Shown
from gallery.web import say
from gallery.web.current import absolute_url, site_url, tools
from gallery.web.office.door import me, not_kept, noted, pages
from gallery.web.office.webhooks import require_told, rows_of
from gallery.web.partners import PARAMETER

LONGEST = 4_000  # characters
SEEN = timedelta(days=30)


@dataclass(frozen=True)
class Row:
    """A partner organisation in the list; ``frames`` of the last 30 days, None without a key."""

    name: str
    site: str
    url: str
    frames: int | None


@pages.get("/partners/")
def partner_list() -> str:
    """List the partner organisations."""
    return render_template(
        "office/partners.html",
        partners=[_row(supporter, partner) for supporter, partner in partners.list_partners()],
    )


@pages.get("/partners/<int:number>/")
def partner(number: int) -> str:
    """Show what a partner organisation may do here."""
    supporter, row = partners.find_partner(number)
    return _show(supporter, row, "\n".join(row.origins) if row else "")


@pages.post("/partners/<int:number>/")
def keep_partner(number: int) -> ResponseReturnValue:
    """Keep on which sites its frames may stand; the first time it gets its key."""
    supporter, row = partners.find_partner(number)
    origins = request.form.get("origins", "")[:LONGEST]
    try:
        with unit_of_work(tools().queue.send):
            partners.change_partner(
                supporter,
                origins=origins,
                has_gallery="has_gallery" in request.form,
                tools=tools(),
            )
            noted("partner", supporter=supporter.id)
    except BadInput as mistake:
        return _show(supporter, row, origins, mistake=say.sentence(mistake)), 400
    flash(_("This is kept."))
    return redirect(url_for("office.partner", number=number))


@pages.post("/partners/<int:number>/webhooks")
def add_webhook(number: int) -> ResponseReturnValue:
    """Note an address that wants to be told; nothing is sent to it yet."""
    partner, url = require_told(number), request.form.get("url", "")[:LONGEST]
    try:
        with unit_of_work(tools().queue.send):
            hooks.add_webhook(partner, url, tools=tools(), by=me())
    except BadInput as mistake:
        wrong = {"url": url, "url_mistake": say.sentence(mistake)}
        return _show(partner.supporter, partner, "\n".join(partner.origins), **wrong), 400
    flash(_("Noted. Nothing is sent there before you confirm the address."))
    return redirect(url_for("office.partner", number=number, _anchor="webhooks"))


def _row(supporter: Supporter, partner: Partner | None) -> Row:
    """Return a partner organisation as it is listed."""
    frames = sum(each.frames for each in _views(partner)) if partner else None
    url = url_for("office.partner", number=supporter.id)
    return Row(supporter.name, supporter.site, url, frames)


def _views(partner: Partner | None) -> list[Shown]:
    """Return how often its frames were asked for of late."""
    return partners.list_views(partner, since=_since()) if partner else []


def _since() -> date:
    """Return the first day that is shown."""
    return tools().now().date() - SEEN


def _builder_url(partner: Partner) -> str:
    """Return where a frame with its key is chosen, of its own gallery where it has one."""
    shown = "partner" if partner.has_gallery else None
    return url_for("pages.embedding", partner=partner.key, show=shown)


def _show(
    supporter: Supporter,
    row: Partner | None,
    origins: str,
    *,
    mistake: str = "",
    url: str = "",
    url_mistake: str = "",
) -> str:
    """Show a partner organisation."""
    key = row.key if row else ""
    return render_template(
        "office/partner.html",
        partner=supporter,
        supporter_url=url_for("office.supporter", which=supporter.id),
        frame_url=absolute_url("embed.gallery", **{PARAMETER: key}) if key else "",
        parameter=f"{PARAMETER}={key}" if key else "",
        builder_url=_builder_url(row) if row else "",
        views=_views(row),
        days=partners.COUNTED.days,
        webhooks=rows_of(row) if row and tools().settings.webhooks else None,
        site=site_url(),
        origins=origins,
        has_gallery=bool(row and row.has_gallery),
        error=not_kept() if mistake or url_mistake else "",
        mistake=mistake,
        url=url,
        url_mistake=url_mistake,
    )
