"""What newspapers are given: the photos of an edition's kit, its figures, and lists of both.

The columns of the table are English in every language: programs read them.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from gallery.images.crediting import segments_of
from gallery.journey import press, totals
from gallery.journey.strands import PublicEdition
from gallery.journey.totals import Counts
from gallery.journey.visit import Scope
from gallery.models import Edition, Photo
from gallery.web.current import campaign
from gallery.web.present.addresses import gallery_url, photo_url, whole
from gallery.web.present.cards import with_card_of_gallery
from gallery.web.present.downloads import credit_of, file_name, file_of, weight_words
from gallery.web.present.names import country_name, describe, edition_name
from gallery.web.present.photos import credit_line
from gallery.web.present.pictures import cards_of, largest_jpeg
from gallery.web.present.shapes import Link, PageLinks, PhotoCard, Reported
from gallery.web.present.years import reported_of
from gallery.web.voice import gettext as _

#: What makes a cell a formula where a table is opened (OWASP, CSV injection).
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "file", "city", "country", "day", "statue", "caption", "description", "credit", "credit_line",
    "licence", "licence_url", "page", "width", "height",
)  # fmt: skip


@dataclass(frozen=True)
class PressPage:
    """``press/kit.html``."""

    name: str
    gallery_url: str
    zip_url: str
    weight: str  # "19.2 MB"
    counts: Counts
    photos: tuple[PhotoCard, ...]
    links: PageLinks
    reported: Reported | None = None


@dataclass(frozen=True)
class PressFile:
    """A picture of a kit: its name there, its key in the public store, and what is written in."""

    name: str
    key: str
    token: str
    segments: bytes
    row: dict[str, str]


@dataclass(frozen=True)
class Kit:
    """All of a kit, ready to be sent."""

    edition_id: int
    folder: str
    day: tuple[int, int, int]
    head: str
    files: tuple[PressFile, ...]


def kits() -> tuple[Link, ...]:
    """Return the ways to every kit, newest first."""
    return tuple(
        Link(_kit_url(each), edition_name(each)) for each in press.list_editions_with_kits()
    )


def kit_url(scope: Scope) -> str:
    """Return the way to the kit of a year's or month's newest edition; "" without one."""
    if scope.year is None or scope.country is not None:
        return ""
    chosen = press.find_chosen(scope.editions)
    found = (each for each in reversed(scope.editions) if each.id in chosen and press.has_kit(each))
    edition = next(found, None)
    return _kit_url(edition) if edition else ""


def press_page(edition: Edition) -> PressPage:
    """Return what the page of a kit shows."""
    photos, scope = press.list_kit(edition), _scope_of(edition)
    counts = totals.count_all(scope)
    links = PageLinks(canonical=whole(_kit_url(edition)), is_noindex=edition.is_noindex)
    return PressPage(
        name=edition_name(edition),
        gallery_url=gallery_url(scope),
        zip_url=url_for("press.kit_zip", year=edition.year, month=edition.month),
        weight=weight_words(sum(_bytes_of(each) for each in photos)),
        counts=counts,
        photos=cards_of(photos),
        links=with_card_of_gallery(links, scope, counts=counts),
        reported=reported_of((edition,)),
    )


def kit_of(edition: Edition) -> Kit:
    """Return a kit as it is sent."""
    return Kit(
        edition_id=edition.id,
        folder=f"press-kit-{edition.slug}",
        day=(edition.day.year, edition.day.month, edition.day.day),
        head="\n".join(_head(edition)),
        files=tuple(_file_of(each) for each in press.list_kit(edition)),
    )


def table_of(files: Iterable[PressFile]) -> str:
    """Write a table of pictures (RFC 4180), marked as UTF-8 for those who open it in an office."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows({name: _cell(said) for name, said in each.row.items()} for each in files)
    return "\ufeff" + text.getvalue()


def captions_of(kit: Kit, files: Sequence[PressFile]) -> str:
    """Write what people read: the figures, the licence, and a paragraph for each picture."""
    parts = [kit.head, *("\n".join(_paragraph(each.row)) for each in files)]
    return "\n\n".join(parts) + "\n"


def _paragraph(row: dict[str, str]) -> Iterator[str]:
    """Say what a picture is."""
    yield row["file"]
    yield from (f"  {row[name]}" for name in ("caption", "description", "credit_line") if row[name])


def _head(edition: Edition) -> Iterator[str]:
    """Say what a kit is, how much took place, and how its pictures may be used."""
    counts, reported = totals.count_all(_scope_of(edition)), reported_of((edition,))
    yield f"{campaign().name}: {edition_name(edition)}"
    yield whole(_kit_url(edition))
    yield ""
    if reported:
        yield f"{_('Cities, as reported')}: {reported.words}. {reported.source}"
    yield f"{_('cities announced an action')}: {counts.announced}"
    yield f"{_('cities took part')}: {counts.took_part}"
    yield f"{_('cities with photos here')}: {counts.with_photos}"
    yield f"{_('photos')}: {counts.photos}"
    yield ""
    yield f"{campaign().licence}: {campaign().licence_url}"
    yield str(_("Free to print and to show, with the credit line that stands below each photo."))


def _file_of(photo: Photo) -> PressFile:
    """Return a picture of a kit."""
    largest = largest_jpeg(photo)
    row = {
        "file": file_name(photo),
        "city": photo.city.name if photo.city else "",
        "country": country_name(photo.country or ""),
        "day": photo.day.isoformat() if photo.day else "",
        "statue": photo.statue.name if photo.statue else "",
        "caption": photo.caption,
        "description": describe(photo),
        "credit": photo.submission.credit,
        "credit_line": credit_line(photo),
        "licence": campaign().licence,
        "licence_url": campaign().licence_url,
        "page": whole(photo_url(photo)),
        "width": str(largest["width"]),
        "height": str(largest["height"]),
    }
    token = photo.media_token or ""
    return PressFile(row["file"], file_of(photo), token, segments_of(credit_of(photo)), row)


def _bytes_of(photo: Photo) -> int:
    """Return how large a picture is with its credit; of old ones only that is known."""
    return int(largest_jpeg(photo).get("size", 0)) + len(segments_of(credit_of(photo)))


def _cell(said: str) -> str:
    """Let nothing that somebody wrote be a formula."""
    return f"'{said}" if said.startswith(FORMULAS) else said


def _kit_url(edition: PublicEdition) -> str:
    """Return the address of a kit's page."""
    return url_for("press.kit", year=edition.year, month=edition.month)


def _scope_of(edition: PublicEdition) -> Scope:
    """Return the gallery of an edition."""
    return Scope(year=edition.year, month=edition.month)
