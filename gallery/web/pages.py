"""What stands around the galleries: about, privacy, imprint; and what search engines ask for."""

from dataclasses import replace

from flask import Blueprint, Response, render_template, request

from gallery.errors import GalleryError
from gallery.history import find_logo
from gallery.web import say, status_of
from gallery.web.api.reference import reference_page
from gallery.web.current import absolute_url
from gallery.web.freshness import may_be_kept
from gallery.web.guards import for_visitors
from gallery.web.present.builder import builder_page, frame_chosen, given_for, read_chosen
from gallery.web.present.embed_help import help_page
from gallery.web.present.frames import frame_page
from gallery.web.present.history import about_page

pages = Blueprint("pages", __name__)
for_visitors(pages)
may_be_kept(pages)

#: Work, and what belongs to one person, is nobody else's to list.
NOT_TO_BE_LISTED = (
    "/review/", "/office/", "/receipt/", "/start/answer", "/answers/", "/files/", "/sign-in",
    "/sign-up/",
)  # fmt: skip


@pages.get("/about/")
def about() -> str:
    """Say what this is, how an action works, whom to ask."""
    return render_template("pages/about.html", page=about_page())


@pages.get("/logos/<token>.jpg")
def logo(token: str) -> Response:
    """Show the logo of who stands by the campaign, as we drew it."""
    return Response(find_logo(token), mimetype="image/jpeg")


@pages.get("/api/")
def api() -> str:
    """Say to people what programs can ask."""
    return render_template("pages/api.html", page=reference_page())


@pages.get("/privacy/")
def privacy() -> str:
    """Say what is kept, for how long, and who sees it."""
    return render_template("pages/privacy.html")


@pages.get("/imprint/")
def imprint() -> str:
    """Say who answers for this site."""
    return render_template("pages/imprint.html")


@pages.get("/embed/")
def embedding() -> tuple[str, int]:
    """Let partners choose a frame, and give them its code."""
    chosen = read_chosen(request.args)
    page = builder_page(chosen)
    try:
        frame = frame_chosen(chosen)
    except GalleryError as error:
        said = render_template("pages/embedding.html", page=page, error=say.sentence(error))
        return said, status_of(error)
    html = render_template(frame.template, page=frame_page(frame))
    given = given_for(frame, html, language=chosen.language)
    return render_template("pages/embedding.html", page=replace(page, given=given)), 200


@pages.get("/embed/help/")
def embed_help() -> str:
    """Help webmasters: what to paste where, and what goes wrong."""
    return render_template("pages/embed_help.html", page=help_page())


@pages.get("/robots.txt")
def robots() -> Response:
    """Tell search engines what to leave alone, and where the list of pages is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {each}{path}" for path in NOT_TO_BE_LISTED for each in ("", "/*")),
    ]
    lines.append(f"Sitemap: {absolute_url('sitemaps.index')}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
