"""The field that finds what waits: a photo, or the sheet of a city, a link or its group."""

import re

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery.errors import Gone, NotHere
from gallery.journey import finding
from gallery.journey.sheets import Wanted
from gallery.web.cities import find_meant
from gallery.web.current import split_address, tools
from gallery.web.review import board
from gallery.web.review.choosing import sheet_url
from gallery.web.review.door import find_photo, me, pages

LONGEST = 100  # characters
NAME = re.compile(r"[a-z0-9]{1,32}")


@pages.get("/search")
def search() -> ResponseReturnValue:
    """Lead to what is meant, by an address or by words; else show the board."""
    words = " ".join(request.args.get("q", "").split())[:LONGEST]
    name = split_address(words).path.rstrip("/").rpartition("/")[2]
    found = (_photo(name) or _sheet(words, name)) if words else ""
    if found:
        return redirect(found)
    if words:
        flash(_("Nothing that waits was found for “%(words)s”.", words=words))
    return board.board()


def _photo(name: str) -> str:
    """Return the page of a photo of this name."""
    try:
        return url_for("review.photo", public_id=find_photo(name).public_id)
    except (Gone, NotHere):
        return ""


def _sheet(words: str, name: str) -> str:
    """Return the sheet of a link, its group or a city."""
    link = finding.find_link(words, token=name if NAME.fullmatch(name) else "", by=me())
    if link is not None:
        return sheet_url(Wanted(link=link))
    meant = find_meant(words, geoname_id=None, cities=tools().cities)
    city = finding.find_city([each.geoname_id for each in meant], by=me())
    return sheet_url(Wanted(where=city.path)) if city else ""
