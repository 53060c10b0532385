"""Feeds beside every gallery: Atom (RFC 4287, with Media RSS) and JSON Feed 1.1."""

from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from flask import Blueprint, Response, jsonify
from flask_babel import get_locale
from markupsafe import escape

from gallery.journey.robots import is_noindex
from gallery.journey.visit import Scope, find_gallery
from gallery.web.freshness import may_be_kept
from gallery.web.guards import for_visitors
from gallery.web.headers import keep_out
from gallery.web.present.addresses import GALLERIES
from gallery.web.present.entries import Entry, Feed, feed_of
from gallery.web.xml_writing import write_xml

pages = Blueprint("feeds", __name__)
for_visitors(pages)
may_be_kept(pages)

ATOM, MEDIA = "http://www.w3.org/2005/Atom", "http://search.yahoo.com/mrss/"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
#: Of a feed that has no entry yet: it has not changed since.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom(**address: str | int) -> Response:
    """Give a gallery's newest photos as Atom."""
    scope = find_gallery(**address)  # type: ignore[arg-type]
    feed = draw_atom(feed_of(scope))
    return _open_to_all(Response(feed, mimetype="application/atom+xml"), scope)


def json_feed(**address: str | int) -> Response:
    """Give a gallery's newest photos as JSON Feed."""
    scope = find_gallery(**address)  # type: ignore[arg-type]
    answer = jsonify(draw_json(feed_of(scope)))
    answer.mimetype = "application/feed+json"
    return _open_to_all(answer, scope)


for place in ("/", *GALLERIES):
    pages.add_url_rule(f"{place}feed.atom", view_func=atom)
    pages.add_url_rule(f"{place}feed.json", view_func=json_feed)


def draw_atom(feed: Feed) -> bytes:
    """Write a feed as Atom."""
    namespaces = {"xmlns": ATOM, "xmlns:media": MEDIA, "xml:lang": str(get_locale() or "en")}
    if feed.removed:
        namespaces["xmlns:at"] = TOMBSTONES
    root = Xml.Element("feed", namespaces)
    _add(root, "id", feed.atom)
    _add(root, "title", feed.title)
    _add(root, "updated", _instant(feed.updated or NEVER))
    _add(root, "rights", feed.licence)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.atom)
    _add(root, "link", rel="alternate", type="text/html", href=feed.url)
    _add(root, "link", rel="license", href=feed.licence_url)
    for entry in feed.entries:
        root.append(_atom_entry(entry))
    for each in feed.removed:  # RFC 6721
        Xml.SubElement(root, "at:deleted-entry", ref=each.url, when=_instant(each.when))
    return write_xml(root)


def draw_json(feed: Feed) -> dict[str, object]:
    """Write a feed as JSON Feed (jsonfeed.org, version 1.1)."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": feed.json_feed,
        "language": str(get_locale() or "en"),
        "_rights": {"licence": feed.licence, "url": feed.licence_url},
        "items": [_json_item(entry) for entry in feed.entries],
    }


def _atom_entry(entry: Entry) -> Xml.Element:
    """Write one photo as an entry."""
    element = Xml.Element("entry")
    _add(element, "id", entry.url)
    _add(element, "title", entry.title)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "published", _instant(entry.published))
    _add(element, "updated", _instant(entry.updated))
    _add(_add(element, "author"), "name", entry.credit)
    _add(element, "summary", entry.caption or entry.description)
    _add(element, "content", _content(entry), type="html")
    size = {"width": str(entry.width), "height": str(entry.height)}
    media = Xml.SubElement(
        element,
        "media:content",
        {"url": entry.image, "type": "image/jpeg", "medium": "image", **size},
    )
    Xml.SubElement(media, "media:description", {"type": "plain"}).text = entry.description
    Xml.SubElement(media, "media:credit", {"role": "photographer"}).text = entry.credit
    return element


def _json_item(entry: Entry) -> dict[str, object]:
    """Write one photo as an item."""
    return {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "content_html": _content(entry),
        "summary": entry.caption or entry.description,
        "image": entry.image,
        "date_published": _instant(entry.published),
        "date_modified": _instant(entry.updated),
        "authors": [{"name": entry.credit}],
    }


def _content(entry: Entry) -> str:
    """Show a photo in readers that know HTML; what people wrote is escaped."""
    return (
        f'<p><a href="{escape(entry.url)}"><img src="{escape(entry.image)}" width="{entry.width}"'
        f' height="{entry.height}" alt="{escape(entry.description)}"></a></p>'
        f"<p>{escape(entry.caption)}</p>"
    )


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    """Add an Atom element."""
    element = Xml.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def _instant(moment: datetime) -> str:
    """Write an instant as RFC 3339 wants it, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _open_to_all(answer: Response, scope: Scope) -> Response:
    """Let scripts of other sites read a feed: it is public; search engines as its gallery."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return keep_out(answer, is_noindex=is_noindex(scope))
