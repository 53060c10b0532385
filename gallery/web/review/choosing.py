"""What moderators say of many photos: which sheet, which photos on it, and what is to be done."""

import re
from dataclasses import dataclass, fields
from datetime import date

from flask import request, url_for

from gallery.errors import BadInput, Incomplete
from gallery.journey import bulk, sheets
from gallery.journey.bulk import ACTS, Chosen, Wish
from gallery.journey.sheets import UNPLACED, Wanted
from gallery.models import City, Edition
from gallery.web.cities import find_meant
from gallery.web.current import tools
from gallery.web.days import read_day
from gallery.web.review.door import me
from gallery.web.review.sheet_shapes import Asked

LONGEST_CREDIT = 80  # characters
CHOSEN = re.compile(r"([a-z0-9]{1,16})\.([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True)
class Said:
    """What is to be done, and what cannot be understood about it."""

    wish: Wish
    mistake: BadInput | None = None


def wanted() -> Wanted:
    """Return which sheet is meant."""
    said = request.values
    return Wanted(
        where=said.get("where", "")[:100],
        edition=said.get("edition", "")[:7],
        link=_number(said.get("link", "")),
        beside=said.get("beside", "")[:16],
        is_held="held" in said,
    )


def fields_of(wanted: Wanted) -> dict[str, str]:
    """Return what an address says of a sheet."""
    said = {
        "where": wanted.where,
        "edition": wanted.edition,
        "link": str(wanted.link or ""),
        "beside": wanted.beside,
        "held": "yes" if wanted.is_held else "",
    }
    return {name: value for name, value in said.items() if value}


def sheet_of(edition: Edition | None, city: City | None, *, country: str | None) -> Wanted:
    """Return the sheet of what came from one place in one edition."""
    if edition is None or country is None:
        return Wanted(where=UNPLACED)
    return Wanted(where=city.path if city else country, edition=edition.slug)


def sheet_url(wanted: Wanted, *, number: int = 1) -> str:
    """Return the address of a sheet."""
    said: dict[str, object] = dict(fields_of(wanted))
    if number > 1:
        said["sheet"] = number
    return url_for("review.sheet", **said)  # type: ignore[arg-type]  # names are our own


def chosen() -> list[Chosen]:
    """Return the photos that are ticked, or all of the sheet, as they are now."""
    if is_all():
        found = sheets.find_all(wanted(), by=me(), most=bulk.MOST)
        return [Chosen(photo, photo.version) for photo in found]
    return bulk.find_chosen(_named(" ".join(request.values.getlist("photo"))), by=me())


def asked() -> Asked:
    """Return what stands in the fields, as it was typed."""
    return Asked(**{each.name: request.values.get(each.name, "")[:200] for each in fields(Asked)})


def is_all() -> bool:
    """Whether all photos of a sheet are meant; ticks on some of them say otherwise."""
    return "all" in request.args and "photo" not in request.args


def named(chosen: list[Chosen]) -> str:
    """Write photos and versions down in one field."""
    return " ".join(f"{photo.public_id}.{version}" for photo, version in chosen)


def said() -> Said:
    """Return what is to be done. A form may say it by a filled field alone."""
    act, _, reason = request.values.get("act", "").partition(".")
    act = act or next((name for name in ("city", "day", "days") if request.values.get(name)), "")
    act = "shift" if act == "days" else act
    if act not in ACTS:
        return Said(Wish("approve"), Incomplete("please-fill-in"))
    reason = reason or request.values.get("reason", "")
    try:
        return Said(_wish(act, reason))
    except BadInput as mistake:
        return Said(Wish(act, reason), mistake)


def credit() -> str:
    """Return the name to be shown, on one line; raise BadInput when it is too long."""
    words = " ".join(
        "".join(
            each if each.isprintable() else " " for each in request.form.get("credit", "")
        ).split()
    )
    if len(words) > LONGEST_CREDIT:
        raise BadInput("too-long", limit=LONGEST_CREDIT, field="credit")
    return words


def _wish(act: str, reason: str) -> Wish:
    """Read what an act needs; raise BadInput for what cannot be read."""
    if act == "city":
        return Wish(act, geoname_id=_city())
    if act == "day":
        return Wish(act, day=_day())
    if act == "shift":
        return Wish(act, days=_days())
    return Wish(act, reason if act == "reject" else "")


def _city() -> int | None:
    """Return the city that is meant, if one is named."""
    name = request.values.get("city", "").strip()
    number = _number(request.values.get("geoname_id", ""))
    if not name:
        return number
    found = find_meant(name, geoname_id=number, cities=tools().cities)
    if len(found) != 1:
        raise Incomplete("which-city" if found else "unknown-city", choices=found)
    return found[0].geoname_id


def _day() -> date | None:
    """Return the day, if one is said."""
    text = request.values.get("day", "").strip()
    return read_day(text) if text else None


def _days() -> int:
    """Return by how many days a clock was wrong; 0 for nothing said."""
    text = request.values.get("days", "").strip()
    if not re.fullmatch(r"[+-]?[0-9]{0,5}", text.replace("−", "-"), re.ASCII):
        raise BadInput(field="days")
    return int(text.replace("−", "-") or 0) if text not in ("+", "-", "−") else 0


def _named(text: str) -> list[tuple[str, int]]:
    """Return public ids and versions; what is none is passed over."""
    found = (CHOSEN.fullmatch(each) for each in text.split())
    return [(each[1], int(each[2])) for each in found if each]


def _number(text: str) -> int | None:
    """Return a number of an address."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else None
