"""Years and editions: how many cities were reported, took part, have photos."""

from collections.abc import Iterable, Sequence

from gallery.journey.strands import PublicEdition
from gallery.journey.totals import YearCounts
from gallery.journey.visit import Scope
from gallery.web.present.addresses import gallery_url
from gallery.web.present.classes import number_classes
from gallery.web.present.shapes import Reported, YearStrip

#: A strip shorter than this share of the longest has no room for its number.
SHORT = 1 / 3


def strips_of(years: Sequence[YearCounts]) -> tuple[YearStrip, ...]:
    """Return a strip for each year, as long as its number of cities."""
    lengths = [_length(year) for year in years]
    longest = max(lengths, default=0) or 1
    return tuple(
        YearStrip(
            year=year.year,
            url=gallery_url(Scope(year=year.year)),
            counts=year.counts,
            length_class=number_classes(length / longest),
            is_short=length / longest < SHORT,
            reported=reported_of(year.editions),
        )
        for year, length in zip(years, lengths, strict=True)
    )


def reported_of(editions: Iterable[PublicEdition]) -> Reported | None:
    """Return the highest count that was reported of some editions.

    Not their sum: a city that took part in March and in December is one city.
    """
    counted = [(each.reported_cities, each) for each in editions if each.reported_cities]
    if not counted:
        return None
    cities, edition = max(counted, key=lambda pair: pair[0])
    words = edition.reported_words or str(cities)
    return Reported(words=words, cities=cities, source=edition.reported_source)


def _length(year: YearCounts) -> int:
    """Return the cities a strip is as long as: reported, else took part, else with photos."""
    reported = reported_of(year.editions)
    return reported.cities if reported else year.counts.took_part or year.counts.with_photos
