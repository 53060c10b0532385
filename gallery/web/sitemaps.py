"""The list of all public pages for search engines (sitemaps.org 0.9): an index, and its parts.

Each page is named in English, with its address in every language (``hreflang``) and its picture
(Google's image extension 1.1).
"""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Response

from gallery.web.current import absolute_url, site_url, tools
from gallery.web.freshness import may_be_kept
from gallery.web.guards import for_visitors
from gallery.web.languages import ENGLISH, in_language
from gallery.web.present.site import Place, places_in, site_parts

pages = Blueprint("sitemaps", __name__)
for_visitors(pages)
may_be_kept(pages)

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
BESIDE = (
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


@pages.get("/sitemap.xml")
def index() -> Response:
    """List the parts."""
    addresses = (absolute_url("sitemaps.part", part=each) for each in site_parts())
    maps = "".join(f"<sitemap><loc>{escape(each)}</loc></sitemap>\n" for each in addresses)
    return _xml(f"<sitemapindex {SITEMAP}>\n{maps}</sitemapindex>\n")


@pages.get("/sitemap-<part>.xml")
def part(part: str) -> Response:
    """List the pages of a part."""
    urls = "".join(draw_urls(places_in(part)))
    return _xml(f"<urlset {SITEMAP} {BESIDE}>\n{urls}</urlset>\n")


def draw_urls(places: Iterable[Place]) -> Iterator[str]:
    """Write each page. Strings, for 60,000 elements of a tree would take a second."""
    site, languages = site_url(), tools().settings.spoken
    for each in places:
        others = (_link(code, site + in_language(each.path, code)) for code in languages)
        changed = f"<lastmod>{each.changed.isoformat()}</lastmod>" if each.changed else ""
        image = f"<image:image><image:loc>{escape(each.image)}</image:loc></image:image>"
        yield "".join(
            (
                f"<url><loc>{escape(site + each.path)}</loc>{changed}",
                *others,
                _link("x-default", site + in_language(each.path, ENGLISH)),
                image if each.image else "",
                "</url>\n",
            )
        )


def _link(language: str, address: str) -> str:
    """Name a page in a language."""
    return f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(address)}/>'


def _xml(text: str) -> Response:
    """Answer with a document."""
    return Response(DECLARATION + text, mimetype="application/xml")
