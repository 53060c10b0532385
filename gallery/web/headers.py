"""What every browser is told: our own strict policy, and the frames' one."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from gallery.web.current import tools
from gallery.web.guards import has_session
from gallery.web.partners import ancestors
from gallery.web.present.shapes import PageLinks

POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "frame-src": "'self'",
    "img-src": "'self' blob:",
    "manifest-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
}
#: What partners show on their pages; nothing else of ours may stand in a frame.
FRAMES = ("embed.gallery", "embed.partner", "embed.photo", "embed.world", "embed.counter")
#: Where somebody may ask for the place where they are.
LOCATING = ("submit.add", "submit.take_form")
#: Of pictures, feeds and the like, should a browser ever show one as a page.
NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
PAGES = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def set_headers(app: Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(_add_headers)


def keep_out(response: Response, *, is_noindex: bool) -> Response:
    """Ask search engines to leave out what is no page, as a page of the same edition does."""
    if is_noindex:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def with_oembed_link(response: Response, links: PageLinks) -> Response:
    """Say where it is said how a page is shown elsewhere (oEmbed 1.0, section 4)."""
    for kind, address in (("json", links.oembed_json), ("xml", links.oembed_xml)):
        media_type = "application/json+oembed" if kind == "json" else "text/xml+oembed"
        response.headers.add("Link", f'<{address}>; rel="alternate"; type="{media_type}"')
    return response


def _add_headers(response: Response) -> Response:
    """Add the policy, and keep answers with a session out of every cache."""
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if request.endpoint == "static":
        open_to_frames(response)
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if response.mimetype == "text/html":
        _add_page_headers(response)
    response.headers.setdefault("Content-Security-Policy", NO_PAGE)
    if has_session():
        response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _add_page_headers(response: Response) -> None:
    """Say what a page may do, and where it may stand."""
    if request.endpoint in LOCATING:
        here = PAGES["Permissions-Policy"].replace("geolocation=()", "geolocation=(self)")
        response.headers["Permissions-Policy"] = here
    for name, value in PAGES.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", policy(frame=asks_for_frame()))
    if not asks_for_frame():
        response.headers.setdefault("X-Frame-Options", "DENY")


def asks_for_frame() -> bool:
    """Whether the answer stands in a frame on another site's page."""
    return request.endpoint in FRAMES


def open_to_frames(response: Response) -> Response:
    """Let our own frames load styles and fonts where a sandbox made their origin opaque."""
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def policy(*, frame: bool) -> str:
    """Return the content security policy of a page or of a frame.

    A frame may stand in a sandbox, where its origin is opaque and 'self' matches nothing: it names
    our address in full.
    """
    said = dict(POLICY)
    media = urlsplit(tools().settings.media_url)
    if media.netloc:
        said["img-src"] += f" {media.scheme}://{media.netloc}"
    if frame:
        own = request.host_url.rstrip("/")
        said = {name: value.replace("'self'", own) for name, value in said.items()}
        said["frame-ancestors"] = ancestors()
        said["form-action"] = said["frame-src"] = "'none'"
    return "; ".join(f"{name} {value}" for name, value in said.items())
