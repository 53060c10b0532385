"""Rows as programs of partners are told of them: see ``api_shapes``."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gallery.journey import programs, totals
from gallery.journey.care import begin_of
from gallery.journey.changes import Event
from gallery.journey.strands import PublicCity, PublicEdition
from gallery.journey.totals import Counts, YearCounts
from gallery.journey.visit import Scope
from gallery.models import Action, Photo
from gallery.web.current import absolute_url, campaign, tools
from gallery.web.present import api_shapes as said
from gallery.web.present.addresses import gallery_url, media_url, photo_url, whole
from gallery.web.present.names import (
    country_name,
    credit_name,
    describe,
    edition_name,
    gallery_name,
    photo_name,
)
from gallery.web.present.pictures import plain_jpeg
from gallery.web.present.years import reported_of

#: A city's centre is told to a kilometre, as coarse as the map's figures or coarser.
DECIMALS = 2
MEDIA_TYPES = {"jpg": "image/jpeg", "avif": "image/avif"}


def years() -> tuple[said.Year, ...]:
    """Return all years, oldest first."""
    return tuple(_year_of(each) for each in totals.count_years())


def editions(scope: Scope) -> tuple[said.Edition, ...]:
    """Return the action days of a year, or all of them; oldest first."""
    return tuple(_edition_of(*each) for each in totals.count_editions(scope))


def countries(scope: Scope) -> tuple[said.Country, ...]:
    """Return the countries with photos in a time, most photos first."""
    return tuple(
        said.Country(
            id=code,
            url=whole(gallery_url(Scope(scope.year, scope.month, code))),
            title=country_name(code),
            cities_with_photos=cities,
            photos=photos,
        )
        for code, photos, cities in programs.list_countries(scope)
    )


def city_of(city: PublicCity, photos: int, *, scope: Scope) -> said.City:
    """Return a city in a time."""
    return said.City(
        id=city.path,
        url=whole(gallery_url(Scope(scope.year, scope.month, city.country, city))),
        title=city.name,
        country=city.country,
        country_name=country_name(city.country),
        latitude=round(city.lat, DECIMALS),
        longitude=round(city.lon, DECIMALS),
        photos=photos,
    )


def geography(scope: Scope) -> said.FeatureCollection:
    """Return all cities of a time and country, as the map shows them."""
    cities = (city_of(*each, scope=scope) for each in totals.count_by_city(scope))
    return said.FeatureCollection("FeatureCollection", tuple(_feature_of(each) for each in cities))


def action_of(action: Action) -> said.Action:
    """Return an action."""
    edition, city = action.edition, action.city
    scope = Scope(edition.year, edition.month, city.country, city)
    return said.Action(
        id=f"{edition.slug}/{city.path}",
        url=whole(gallery_url(scope)),
        title=gallery_name(scope),
        edition=edition.slug,
        city=city.path,
        country=city.country,
        stage=action.stage.value,  # type: ignore[arg-type]  # hidden ones are nobody's to read
    )


def photo_of(photo: Photo) -> said.Photo:
    """Return a published photo."""
    published = photo.published_at or photo.stage_since
    return said.Photo(
        id=photo.public_id,
        url=whole(photo_url(photo)),
        title=photo_name(photo),
        description=describe(photo),
        caption=photo.caption,
        credit=credit_name(photo),
        licence=campaign().licence,
        licence_url=campaign().licence_url,
        day=photo.day,
        edition=photo.edition.slug if photo.edition else "",
        country=photo.country or "",
        country_name=country_name(photo.country or ""),
        city=photo.city.path if photo.city else None,
        city_name=photo.city.name if photo.city else "",
        statue=photo.statue.name if photo.statue else "",
        published=_second(published),
        updated=_second(photo.stage_since),
        image=_image_of(photo, plain_jpeg(photo)),
        images=tuple(_image_of(photo, each) for each in _sizes(photo)),
        download_url=absolute_url("downloads.download", public_id=photo.public_id),
        frame_url=absolute_url("embed.photo", public_id=photo.public_id),
    )


def change_of(event: Event) -> said.Change:
    """Return what happened to a photo; of a removed one nothing but its id and the day."""
    if event.photo is None:
        day = begin_of(event.day or tools().now().date())
        return said.Change(event.public_id, "removed", day, photo=None)
    photo = photo_of(event.photo)
    return said.Change(event.public_id, "published", photo.updated, photo)


def _year_of(year: YearCounts) -> said.Year:
    """Return a year."""
    scope, reported = Scope(year=year.year), reported_of(year.editions)
    return said.Year(
        id=str(year.year),
        url=whole(gallery_url(scope)),
        title=gallery_name(scope),
        editions=tuple(each.slug for each in year.editions),
        reported_cities=reported.cities if reported else None,
        reported_words=reported.words if reported else "",
        **_counted(year.counts),
    )


def _edition_of(edition: PublicEdition, counts: Counts) -> said.Edition:
    """Return an action day."""
    return said.Edition(
        id=edition.slug,
        url=whole(gallery_url(Scope(year=edition.year, month=edition.month))),
        title=edition_name(edition),
        year=edition.year,
        month=edition.month,
        day=edition.day,
        first_day=edition.first_day,
        closes_on=edition.closes_on,
        reported_cities=edition.reported_cities,
        reported_words=edition.reported_words,
        reported_source=edition.reported_source,
        **_counted(counts),
    )


def _counted(counts: Counts) -> dict[str, int]:
    """Return the numbers of a time."""
    return {
        "cities_announced": counts.announced,
        "cities_took_part": counts.took_part,
        "cities_with_photos": counts.with_photos,
        "photos": counts.photos,
    }


def _feature_of(city: said.City) -> said.Feature:
    """Return a city as GeoJSON."""
    point = said.Point("Point", (city.longitude, city.latitude))
    return said.Feature("Feature", city.id, point, city)


def _sizes(photo: Photo) -> Iterable[dict[str, Any]]:
    """Return all public files of a photo, the smallest first."""
    return sorted(photo.renditions, key=lambda each: (int(each["width"]), each["format"]))


def _image_of(photo: Photo, size: dict[str, Any]) -> said.Image:
    """Return one public file of a photo."""
    width, kind = size["width"], size["format"]
    return said.Image(
        url=whole(media_url(photo, width=width, kind=kind)),
        type=MEDIA_TYPES[kind],  # type: ignore[arg-type]  # there are no others
        width=width,
        height=size["height"],
    )


def _second(moment: datetime) -> datetime:
    """Return a moment to the second, as feeds tell it."""
    return moment.replace(microsecond=0)
