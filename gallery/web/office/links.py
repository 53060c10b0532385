"""One upload link: whose it is, what may come through it, its QR code and its poster."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from gallery import actions
from gallery.db import unit_of_work
from gallery.journey.links import count_taken
from gallery.models import ActionLink
from gallery.partners import list_partners
from gallery.web.account.sure import only_when_sure
from gallery.web.current import tools
from gallery.web.languages import name_of
from gallery.web.office.door import me, not_kept, pages
from gallery.web.office.forms import LinkForm
from gallery.web.office.rows import action_url, link_row
from gallery.web.present.names import edition_name
from gallery.web.prints import link_address, poster_file, qr_file
from gallery.web.qr_code import draw_qr_code


@pages.get("/links/<int:number>/")
def link(number: int) -> str:
    """Show a link with all that can be done with it."""
    found = actions.get_link(number)
    return _show(found, _form(found))


def grants_trust(number: int) -> bool:
    """Whether a form lets one person approve in bulk what comes through a link, from now on."""
    return "is_trusted" in request.form and not actions.get_link(number).is_trusted


@pages.post("/links/<int:number>/")
@only_when_sure(grants_trust)
def keep_link(number: int) -> ResponseReturnValue:
    """Keep whose link it is and what may come through it."""
    form = _form()
    if not form.validate():
        return _show(actions.get_link(number), form, error=not_kept()), 400
    with unit_of_work(tools().queue.send):
        actions.change_link(actions.get_link(number), form.rules(), tools=tools(), by=me())
    flash(_("This is kept."))
    return _back(number)


@pages.post("/links/<int:number>/pause")
def pause_link(number: int) -> Redirect:
    """Take nothing new for a while, or go on."""
    is_paused = request.form.get("pause") == "yes"
    with unit_of_work(tools().queue.send):
        actions.pause_link(actions.get_link(number), is_paused=is_paused)
    flash(
        _("The link is paused. Who has begun to send can still finish.")
        if is_paused
        else _("The link takes photos again.")
    )
    return _back(number)


@pages.post("/links/<int:number>/close")
def close_link(number: int) -> Redirect:
    """Close a link for good."""
    with unit_of_work(tools().queue.send):
        actions.close_link(actions.get_link(number))
    flash(_("The link is closed. Photos that came through it stay."))
    return _back(number)


@pages.get("/links/<int:number>/qr.svg")
def link_svg(number: int) -> Response:
    """Give the QR code for printers."""
    return qr_file(actions.get_link(number), "svg")


@pages.get("/links/<int:number>/qr.png")
def link_png(number: int) -> Response:
    """Give the QR code for messages."""
    return qr_file(actions.get_link(number), "png")


@pages.get("/links/<int:number>/poster.pdf")
def link_poster(number: int) -> Response:
    """Give the poster, in the language that is asked for."""
    return poster_file(actions.get_link(number), request.args.get("language", ""))


def _form(found: ActionLink | None = None) -> LinkForm:
    """Return the form of a link, with the partners that have a key."""
    form = LinkForm(obj=found)
    known = [(row.id, supporter.name) for supporter, row in list_partners() if row]
    form.partner_id.choices = [("", _("None")), *known]
    return form


def _back(number: int) -> Redirect:
    """Go back to the link's page."""
    return redirect(url_for("office.link", number=number))


def _show(found: ActionLink, form: LinkForm, *, error: str = "") -> str:
    """Show a link."""
    address = link_address(found)
    return render_template(
        "office/link.html",
        link=link_row(found, taken=count_taken([found])[found.id], now=tools().now()),
        action=found.action,
        edition_name=edition_name(found.action.edition),
        action_url=action_url(found.action),
        number=found.id,
        qr=draw_qr_code(address),
        languages=[(code, name_of(code)) for code in tools().settings.spoken],
        form=form,
        error=error,
    )
