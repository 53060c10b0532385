"""What moderators say in the form: boxes in percent, place, day and words."""

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields, replace
from datetime import date

from flask import request

from gallery.db import db
from gallery.errors import BadInput, Incomplete
from gallery.images.covers import Box
from gallery.journey import review
from gallery.journey.review import Act, Corrections
from gallery.models import Edition, Faces, Mark, Photo
from gallery.web.cities import find_meant
from gallery.web.current import tools
from gallery.web.days import read_day
from gallery.web.review.shapes import Row, Typed

#: Most characters of what is written beside a photo.
LONGEST = {
    "caption": 500,
    "description": 500,
    "statue": 120,
    "question": 500,
    "note": 500,
    "words": 500,
}

#: How a script asks for no page after a decision (RFC 7240): it has the next one already.
BRIEF = "return=minimal"


@dataclass(frozen=True)
class Said:
    """What stands in the form, as it was typed."""

    typed: Typed
    covers: tuple[Row, ...]
    crop: Row
    was_asked: bool = False  # whether all is well although heads seem to show


def version() -> int:
    """Return which version of the photo was looked at."""
    return _number("version", request.form.get("version", ""))


def is_brief() -> bool:
    """Whether a script asks for no page."""
    return request.headers.get("Prefer") == BRIEF


def is_whole() -> bool:
    """Whether the fields came; a script sends none of them where nothing was changed."""
    return any(each.name in request.form for each in fields(Typed)) or not is_brief()


def require_faces() -> None:
    """Raise BadInput where nothing is confirmed about faces."""
    if "faces" not in request.form:
        raise BadInput(field="faces")


def mark() -> Mark | None:
    """Return why a photo is sensitive; None where it is not."""
    said = request.form.get("mark", "")
    try:
        return Mark(said) if said else None
    except ValueError as error:
        raise BadInput from error


def sure() -> int:
    """Return about how many heads that seem to show somebody was asked."""
    return _number("sure", request.form.get("sure", "0"))


def question() -> str:
    """Return what the sender is asked; empty for nothing."""
    return _words("question", "") or ""


def note() -> str:
    """Return what is written to organisers; empty for nothing."""
    return _words("note", "") or ""


def words_to_sender() -> str:
    """Return what is written to the sender beside a reason; empty for nothing."""
    return _words("words", "") or ""


def typed() -> Said:
    """Return what stands in the form, to be mended."""
    said = {each.name: request.form.get(each.name, "") for each in fields(Typed)}
    was_asked = request.path.endswith("/faces")
    return Said(Typed(**said), tuple(_rows()), _row("crop"), was_asked)


def typed_of(photo: Photo) -> Said:
    """Return what stands in the form before anything is typed."""
    city = photo.city
    said = Typed(
        city=city.name if city else "",
        geoname_id=str(city.geoname_id) if city else "",
        day=photo.day.isoformat() if photo.day else "",
        edition_id=str(photo.edition_id or ""),
        caption=photo.caption,
        description=photo.description,
        statue=photo.statue.name if photo.statue else "",
        country_only="yes" if photo.country and city is None else "",
    )
    crop = percent(Box(*photo.crop)) if photo.crop else Row()
    return Said(said, tuple(percent(Box(*each)) for each in photo.covers), crop)


def percent(box: Box) -> Row:
    """Write a box in percent, exactly enough that reading it again changes nothing."""
    return Row(*(f"{side * 100:.2f}".rstrip("0").rstrip(".") for side in box))


def keep_boxes(photo: Photo, act: Act) -> Act:
    """Keep covers and crop where the form has other ones; the act is then on a new version."""
    if "boxes" not in request.form and not request.path.endswith("/cover"):
        return act
    rows = tuple(row for row in _rows() if any(astuple(row)))
    now = typed_of(photo)
    if (rows, _row("crop")) == (now.covers, now.crop):
        return act
    crop = _row("crop")
    review.cover(
        photo,
        act,
        covers=[_box(row) for row in rows],
        crop=_box(crop) if any(astuple(crop)) else None,
        tools=tools(),
    )
    return Act(act.by, photo.version)


def keep_words(photo: Photo, act: Act) -> Act:
    """Keep place, day and words where the form has other ones."""
    said = _in_country_only(photo, _corrections(typed_of(photo).typed))
    if said == Corrections():
        return act
    review.correct(photo, act, said, tools=tools())
    return Act(act.by, photo.version)


def keep_faces(photo: Photo, act: Act) -> Act:
    """Confirm what the form says about the faces of the picture as it is covered now."""
    if "faces" not in request.form:
        return act
    try:
        faces = Faces(request.form["faces"])
    except ValueError as error:
        raise BadInput(field="faces") from error
    review.confirm_faces(photo, act, faces=faces, sure=sure(), tools=tools())
    return Act(act.by, photo.version)


def _corrections(now: Typed) -> Corrections:
    """Return what the form says otherwise than the photo."""
    geoname_id = _geoname_id(now)
    return Corrections(
        geoname_id=geoname_id,
        day=_day(now),
        edition_id=_edition_id(now),
        caption=_words("caption", now.caption),
        description=_words("description", now.description),
        statue=_statue(now, has_moved=geoname_id is not None),
    )


def _in_country_only(photo: Photo, said: Corrections) -> Corrections:
    """Return what is said with the country alone, where only it shall be shown."""
    found = tools().cities.find(said.geoname_id) if said.geoname_id else photo.city
    if "country_only" not in request.form or found is None:
        return said
    if said.geoname_id and photo.city is None and found.country == photo.country:
        raise BadInput("city-forgotten", field="country_only")  # both would change nothing
    return replace(said, geoname_id=None, country_only=found.country)


def _words(name: str, now: str) -> str | None:
    """Return words that changed, on one line; raise BadInput when they are too many."""
    words = "".join(each if each.isprintable() else " " for each in request.form.get(name, now))
    words = " ".join(words.split())
    if len(words) > LONGEST[name]:
        raise BadInput("too-long", limit=LONGEST[name], field=name)
    return words if words != now else None


def _geoname_id(now: Typed) -> int | None:
    """Return another city; raise Incomplete when nobody knows it, or it may be several."""
    name = request.form.get("city", now.city).strip()
    chosen = request.form.get("geoname_id", now.geoname_id)
    if not name or (name, chosen) == (now.city, now.geoname_id):
        return None
    number = _number("geoname_id", chosen) if chosen else None
    found = find_meant(name, geoname_id=number, cities=tools().cities)
    if len(found) != 1:
        raise Incomplete("which-city" if found else "unknown-city", city=name, choices=found)
    return found[0].geoname_id if str(found[0].geoname_id) != now.geoname_id else None


def _statue(now: Typed, *, has_moved: bool) -> str | None:
    """Return another statue: in another city it is another one, even by the same name."""
    words = _words("statue", now.statue)
    return now.statue if words is None and has_moved and now.statue else words


def _day(now: Typed) -> date | None:
    """Return another day, if the form has one."""
    text = request.form.get("day", now.day).strip()
    return None if text in ("", now.day) else read_day(text)


def _edition_id(now: Typed) -> int | None:
    """Return another edition."""
    text = request.form.get("edition_id", now.edition_id)
    if text in ("", now.edition_id):
        return None
    edition = db.session.get(Edition, _number("edition_id", text))
    if edition is None:
        raise BadInput(field="edition_id")
    return edition.id


def _rows() -> Iterator[Row]:
    """Yield the covers as they stand in the form, by their numbers."""
    found = (re.fullmatch(r"cover-(\d{1,4})-left", name) for name in request.form)
    for number in sorted(int(each[1]) for each in found if each):
        yield _row(f"cover-{number}")


def _row(name: str) -> Row:
    """Return the four fields of a box."""
    sides = (each.name for each in fields(Row))
    return Row(*(request.form.get(f"{name}-{side}", "").strip() for side in sides))


def _box(row: Row) -> Box:
    """Turn percent into fractions; raise BadInput for what is no number or missing."""
    try:
        return Box(*(float(text.replace(",", ".")) / 100 for text in astuple(row)))
    except ValueError as error:
        raise BadInput("box-incomplete") from error


def _number(name: str, text: str) -> int:
    """Return a number of a hidden field; raise BadInput for anything else."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise BadInput(field=name)
    return int(text)
