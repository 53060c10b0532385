"""What is printed for an action link: its QR code as a file, and a poster."""

from importlib import import_module
from io import BytesIO

import segno
from flask import Response
from flask_babel import gettext as _

from gallery.models import ActionLink
from gallery.posters.look import Poster
from gallery.texts import texts_in
from gallery.web.current import campaign, site_url, tools, write_day
from gallery.web.languages import ENGLISH, in_language
from gallery.web.voice import speaking

KINDS = {"svg": "image/svg+xml", "png": "image/png"}
PIXELS = 16  # of the PNG for each module: sharp on a banner, too


def link_address(link: ActionLink, language: str = ENGLISH) -> str:
    """Return the whole address of a link, for a page in some language."""
    return site_url() + in_language(f"/add/{link.token}", language)


def qr_file(link: ActionLink, kind: str) -> Response:
    """Answer with the QR code of a link as an SVG or PNG file."""
    drawn = BytesIO()
    code = segno.make_qr(link_address(link), error="q")
    code.save(drawn, kind=kind, border=4, scale=PIXELS if kind == "png" else 1)
    return _file(drawn.getvalue(), name=f"{link.action.city.slug}-qr.{kind}", kind=KINDS[kind])


def poster_file(link: ActionLink, language: str) -> Response:
    """Answer with the poster of a link, in a language that we speak."""
    spoken = language if language in tools().settings.spoken else ENGLISH
    with speaking(spoken):
        # Loaded for the first poster only: what sets it takes 30 MB, and visitors need none.
        drawn: bytes = import_module("gallery.posters.poster").draw_poster(_words(link, spoken))
    name = f"{link.action.city.slug}-poster-{spoken}.pdf"
    return _file(drawn, name=name, kind="application/pdf")


def _words(link: ActionLink, language: str) -> Poster:
    """Return what the poster says."""
    here, said = campaign(), texts_in(language, campaign=campaign())
    return Poster(
        campaign=here.name,
        headline=said.headline or here.name,
        taped=said.headline_taped,
        city=link.action.city.name,
        day=write_day(link.action.edition.day),
        group=link.organisation,
        address=link_address(link, language),
        call=_("You took photos? Show them."),
        steps=(
            _("Point your phone’s camera at the code."),
            _("Choose your photos. No account, no app."),
            _("Send. A person looks at each before it appears."),
        ),
        by_hand=_("No camera at hand? Type this address:"),
        promise=_(
            "We hide every face if you ask us to, and remove the exact place and everything else "
            "that cameras write into photos."
        ),
        language=language,
    )


def _file(data: bytes, *, name: str, kind: str) -> Response:
    """Answer with a file to be saved, kept in no cache: the address in it is private."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(data, mimetype=kind, headers=headers)
