"""What the campaign tells of itself: its history, who stands by it, and in which language."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from gallery import history
from gallery.journey.visit import Scope, list_partner_galleries
from gallery.models import Milestone, Supporter, SupporterKind
from gallery.texts import ENGLISH
from gallery.web.present.addresses import gallery_url
from gallery.web.present.names import edition_name
from gallery.web.present.shapes import Link
from gallery.web.voice import voice


@dataclass(frozen=True)
class Words:
    """Something said, and the language it is said in."""

    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class YearTold:
    """What is told of a year: each part with the way to its action day, if it has one."""

    year: int
    parts: tuple[tuple[Words, Link | None], ...]


@dataclass(frozen=True)
class Logo:
    """A logo; in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Stander:
    """Who stands by the campaign."""

    name: str
    about: str = ""
    site: str = ""
    quote: Words = Words()
    logo: Logo | None = None
    photos_url: str = ""  # of the gallery of what came by its links, if it has one


@dataclass(frozen=True)
class AboutPage:
    """``pages/about.html``."""

    years: tuple[YearTold, ...] = ()
    patrons: tuple[Stander, ...] = ()
    partners: tuple[Stander, ...] = ()
    campaigns: tuple[Stander, ...] = ()


def about_page() -> AboutPage:
    """Return what the campaign tells of itself."""
    lists = history.list_supporters()
    galleries = {
        each.partner.supporter_id: gallery_url(each)
        for each in list_partner_galleries()
        if each.partner
    }
    return AboutPage(
        years=_years_of(history.list_milestones()),
        patrons=_standers(lists[SupporterKind.PATRON]),
        partners=tuple(
            stander_of(each, photos_url=galleries.get(each.id, ""))
            for each in lists[SupporterKind.PARTNER]
        ),
        campaigns=_standers(lists[SupporterKind.CAMPAIGN]),
    )


def words_of(texts: dict[str, str]) -> Words:
    """Return a text in the reader's language, else in English, else in the first it has."""
    here = voice().language
    written = {language: text for language, text in texts.items() if text}
    language = next((each for each in (here, ENGLISH, *written) if each in written), "")
    return Words(written.get(language, ""), language)


def _years_of(milestones: Iterable[Milestone]) -> tuple[YearTold, ...]:
    """Gather what is told by years."""
    years: dict[int, list[tuple[Words, Link | None]]] = {}
    for each in milestones:
        years.setdefault(each.year, []).append((words_of(each.texts), _edition_link(each)))
    return tuple(YearTold(year, tuple(parts)) for year, parts in years.items())


def _edition_link(row: Milestone) -> Link | None:
    """Return the way to the action day that a milestone tells of."""
    if row.edition is None:
        return None
    scope = Scope(year=row.edition.year, month=row.edition.month)
    return Link(gallery_url(scope), edition_name(row.edition))


def _standers(rows: Iterable[Supporter]) -> tuple[Stander, ...]:
    """Show who stands by the campaign."""
    return tuple(stander_of(each) for each in rows)


def stander_of(row: Supporter, *, photos_url: str = "") -> Stander:
    """Show one of them."""
    said = (row.name, row.about, row.site, words_of(row.texts), logo_of(row))
    return Stander(*said, photos_url=photos_url)


def logo_of(row: Supporter) -> Logo | None:
    """Return where a logo is."""
    if not (row.logo_token and row.logo_width and row.logo_height):
        return None
    return Logo(url_for("pages.logo", token=row.logo_token), row.logo_width, row.logo_height)
