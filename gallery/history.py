"""What organisers tell of the campaign: its history, and who stands by it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select

from gallery.db import db
from gallery.errors import BadInput, NotHere
from gallery.images.renditions import Rendition
from gallery.journey.counting import show_changes
from gallery.models import Edition, Milestone, Supporter, SupporterKind
from gallery.toolbox import Toolbox

#: Of a logo's sizes the largest that is not wider or higher, in pixels.
LOGO = 640
EARLIEST, LATEST = 1900, 2200  # years

Row = TypeVar("Row", Milestone, Supporter)
Found = TypeVar("Found")


@dataclass(frozen=True)
class NewMilestone:
    """What is said of a year; texts by language, and an edition as ``2010-12`` or nothing."""

    year: int
    texts: dict[str, str]
    edition: Edition | None = None
    is_demonstration: bool = False


@dataclass(frozen=True)
class NewSupporter:
    """Who stands by the campaign; a quote by language."""

    kind: SupporterKind
    name: str
    about: str = ""
    site: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    is_demonstration: bool = False


def list_milestones() -> list[Milestone]:
    """Return the history, from the first year to today."""
    wanted = select(Milestone).order_by(Milestone.year, Milestone.place, Milestone.id)
    return list(db.session.scalars(wanted))


def list_supporters() -> dict[SupporterKind, list[Supporter]]:
    """Return who stands by the campaign, list by list, each in its order."""
    found = list(db.session.scalars(select(Supporter).order_by(Supporter.place, Supporter.id)))
    return {kind: [each for each in found if each.kind is kind] for kind in SupporterKind}


def find_milestone(number: int) -> Milestone:
    """Return a milestone; raise NotHere for another number."""
    return _found(db.session.get(Milestone, number))


def find_supporter(number: int) -> Supporter:
    """Return a supporter; raise NotHere for another number."""
    return _found(db.session.get(Supporter, number))


def find_logo(token: str) -> bytes:
    """Return the JPEG of a logo; raise NotHere where it was taken away."""
    logo = db.session.scalar(select(Supporter.logo).where(Supporter.logo_token == token))
    return _found(logo)


def keep_milestone(new: NewMilestone, row: Milestone | None = None) -> Milestone:
    """Tell something of a year, or tell it otherwise; raise BadInput for nothing to tell."""
    if not any(new.texts.values()):
        raise BadInput("please-fill-in")
    if not EARLIEST <= new.year <= LATEST:
        raise BadInput("no-year")
    changed = row or Milestone(is_demonstration=new.is_demonstration)
    if changed.year != new.year:
        changed.place = _last_place([each for each in list_milestones() if each.year == new.year])
    changed.year, changed.texts, changed.edition = new.year, new.texts, new.edition
    return _keep(changed)


def keep_supporter(new: NewSupporter, row: Supporter | None = None) -> Supporter:
    """Name somebody who stands by the campaign, or say it otherwise."""
    if not new.name:
        raise BadInput("please-fill-in")
    changed = row or Supporter(is_demonstration=new.is_demonstration)
    if changed.kind is not new.kind:
        changed.place = _last_place(list_supporters()[new.kind])
    for name in ("kind", "name", "about", "site", "texts"):
        setattr(changed, name, getattr(new, name))
    return _keep(changed)


def draw_logo(data: bytes, *, tools: Toolbox) -> Rendition:
    """Draw a logo anew in the dark room, outside any unit of work; raise Refused as it does."""
    sizes = tools.dark_room.develop(data).renditions
    jpegs = (each for each in sizes if each.format == "jpg")
    small = (each for each in jpegs if max(each.width, each.height) <= LOGO)
    return max(small, key=lambda each: each.width)


def hang_logo(row: Supporter, logo: Rendition | None, *, tools: Toolbox) -> None:
    """Show a logo under a new address, or none."""
    row.logo = logo.data if logo else None
    row.logo_token = tools.keys.new_id() if logo else None
    row.logo_width, row.logo_height = (logo.width, logo.height) if logo else (None, None)
    _keep(row)


def move_milestone_up(number: int) -> Milestone:
    """Let a milestone change places with the one before it in its year."""
    row = find_milestone(number)
    _move_up(row, [each for each in list_milestones() if each.year == row.year])
    return row


def move_supporter_up(number: int) -> Supporter:
    """Let a supporter change places with the one before it in its list."""
    row = find_supporter(number)
    _move_up(row, list_supporters()[row.kind])
    return row


def remove(row: Milestone | Supporter) -> None:
    """Tell it no longer."""
    db.session.delete(row)
    db.session.flush()
    show_changes()


def _move_up(row: Row, rows: Sequence[Row]) -> None:
    """Number a list anew, with one a place further up."""
    here, others = rows.index(row), [each for each in rows if each is not row]
    others.insert(max(here - 1, 0), row)
    for place, each in enumerate(others):
        each.place = place
    _keep(row)


def _last_place(rows: Sequence[Milestone] | Sequence[Supporter]) -> int:
    """Return the place behind all others."""
    return max((each.place for each in rows), default=-1) + 1


def _keep(row: Row) -> Row:
    """Write a row, and let visitors see it."""
    db.session.add(row)
    db.session.flush()
    show_changes()
    return row


def _found(found: Found | None) -> Found:
    """Return what was found; raise NotHere for nothing."""
    if found is None:
        raise NotHere
    return found
