"""What programs are told of each thing: these keys and no others, each with what it means.

The description of the API is made from here: of a field without words here nobody would know.
Places are cities and countries, a centre is a city's; nothing in them is finer.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal


@dataclass(frozen=True)
class Form:
    """What a text looks like: its format, or a pattern it fits (JSON Schema 2020-12)."""

    format: str = ""
    pattern: str = ""


@dataclass(frozen=True)
class Pair:
    """Two numbers side by side."""


Url = Annotated[str, Form(format="uri")]
EditionId = Annotated[str, Form(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]
CountryCode = Annotated[str, Form(pattern="^[a-z]{2}$")]
CityId = Annotated[str, Form(pattern="^[a-z]{2}/[a-z0-9-]{1,80}$")]
PhotoId = Annotated[str, Form(pattern="^[a-z0-9]{16}$")]

NONE = "null where there is none."


@dataclass(frozen=True)
class Year:
    """A year that had an action day. Its numbers of cities are never sums: a city counts once."""

    id: Annotated[str, "The year, as in its address."]
    url: Annotated[Url, "Its gallery."]
    title: Annotated[str, "What it is called."]
    editions: Annotated[tuple[EditionId, ...], "Its action days, oldest first."]
    reported_cities: Annotated[int | None, f"How many cities were reported, {NONE}"]
    reported_words: Annotated[str, "The same in the words of the source, such as “over 70”."]
    cities_announced: Annotated[int, "Cities that announced an action."]
    cities_took_part: Annotated[int, "Cities that took part, as far as we know."]
    cities_with_photos: Annotated[int, "Cities from which photos are published."]
    photos: Annotated[int, "Published photos."]


@dataclass(frozen=True)
class Edition:
    """One worldwide action day; a year may have several."""

    id: Annotated[EditionId, "Year and month, as in its address."]
    url: Annotated[Url, "Its gallery."]
    title: Annotated[str, "What it is called."]
    year: Annotated[int, "Its year."]
    month: Annotated[int, "Its month, 1 to 12."]
    day: Annotated[date, "The action day."]
    first_day: Annotated[date, "Photos from this day on belong to it."]
    closes_on: Annotated[date, "Photos until this day belong to it."]
    reported_cities: Annotated[int | None, f"How many cities were reported, {NONE}"]
    reported_words: Annotated[str, "The same in the words of the source, such as “over 70”."]
    reported_source: Annotated[str, "Who reported it."]
    cities_announced: Annotated[int, "Cities that announced an action."]
    cities_took_part: Annotated[int, "Cities that took part, as far as we know."]
    cities_with_photos: Annotated[int, "Cities from which photos are published."]
    photos: Annotated[int, "Published photos."]


@dataclass(frozen=True)
class Country:
    """A country with published photos."""

    id: Annotated[CountryCode, "ISO 3166-1, in small letters, as in its address."]
    url: Annotated[Url, "Its gallery, in the year or action day that was asked for."]
    title: Annotated[str, "Its name in the language of the answer."]
    cities_with_photos: Annotated[int, "Its cities from which photos are published."]
    photos: Annotated[int, "Published photos, those without a city too."]


@dataclass(frozen=True)
class City:
    """A city with published photos."""

    id: Annotated[CityId, "Country and city, as in its address."]
    url: Annotated[Url, "Its gallery, in the year or action day that was asked for."]
    title: Annotated[str, "Its name."]
    country: Annotated[CountryCode, "Its country."]
    country_name: Annotated[str, "The country's name in the language of the answer."]
    latitude: Annotated[float, "Of the city's centre, in degrees, to a hundredth."]
    longitude: Annotated[float, "Of the city's centre, in degrees, to a hundredth."]
    photos: Annotated[int, "Published photos."]


@dataclass(frozen=True)
class Action:
    """What one city does, or did, on one action day."""

    id: Annotated[str, "Action day and city, as in its address."]
    url: Annotated[Url, "The gallery of that city on that action day."]
    title: Annotated[str, "City and action day."]
    edition: Annotated[EditionId, "The action day."]
    city: Annotated[CityId, "The city."]
    country: Annotated[CountryCode, "Its country."]
    stage: Annotated[
        Literal["announced", "confirmed", "photographed", "cancelled"],
        "How far it has come: those that are confirmed or photographed took place.",
    ]


@dataclass(frozen=True)
class Image:
    """A picture of a photo in one size and format."""

    url: Annotated[
        Url, "Where it is. It ends when the photo is changed or withdrawn: copy nothing."
    ]
    type: Annotated[Literal["image/jpeg", "image/avif"], "Its media type."]
    width: Annotated[int, "In pixels."]
    height: Annotated[int, "In pixels."]


@dataclass(frozen=True)
class Photo:
    """A published photo."""

    id: Annotated[PhotoId, "Its name, for ever."]
    url: Annotated[Url, "Its page; link to it wherever you show the photo."]
    title: Annotated[str, "Where and when it was taken."]
    description: Annotated[str, "What it shows, in words: the alternative text."]
    caption: Annotated[str, "What its sender wrote of it; often empty."]
    credit: Annotated[str, "Who is to be named beside it."]
    licence: Annotated[str, "How it may be used."]
    licence_url: Annotated[str, "Where the licence is; empty where it has no address."]
    day: Annotated[date | None, f"The day it was taken, {NONE}"]
    edition: Annotated[EditionId, "The action day it belongs to."]
    country: Annotated[CountryCode, "Its country."]
    country_name: Annotated[str, "The country's name in the language of the answer."]
    city: Annotated[CityId | None, "Its city; null where only the country is shown."]
    city_name: Annotated[str, "The city's name; empty where only the country is shown."]
    statue: Annotated[str, "Whose mouth is taped over; empty where nobody said."]
    published: Annotated[datetime, "When it was first published here."]
    updated: Annotated[datetime, "When it was last published here."]
    image: Annotated[Image, "A JPEG that fits most pages."]
    images: Annotated[tuple[Image, ...], "All sizes and formats, the smallest first."]
    download_url: Annotated[Url, "The largest JPEG, with credit and licence in the file."]
    frame_url: Annotated[Url, "The photo in a frame, ready for an iframe."]


@dataclass(frozen=True)
class Change:
    """What happened last to a photo: it was published, perhaps anew, or it is not here any more."""

    id: Annotated[PhotoId, "The photo."]
    event: Annotated[Literal["published", "removed"], "What happened."]
    at: Annotated[datetime, "When; of what was removed only the day."]
    photo: Annotated[Photo | None, "The photo; null where it was removed: nothing else is told."]


@dataclass(frozen=True)
class Point:
    """A centre of a city (RFC 7946, 3.1.2)."""

    type: Annotated[Literal["Point"], "Always this."]
    coordinates: Annotated[
        tuple[float, ...], Pair(), "Longitude and latitude, in degrees, to a hundredth."
    ]


@dataclass(frozen=True)
class Feature:
    """A city as GeoJSON (RFC 7946, 3.2)."""

    type: Annotated[Literal["Feature"], "Always this."]
    id: Annotated[CityId, "Country and city."]
    geometry: Annotated[Point, "The city's centre, never the place of a photo."]
    properties: Annotated[City, "The city, and how many photos it has."]


@dataclass(frozen=True)
class FeatureCollection:
    """All cities with published photos, as GeoJSON (RFC 7946, 3.3)."""

    type: Annotated[Literal["FeatureCollection"], "Always this."]
    features: Annotated[tuple[Feature, ...], "The cities, those with most photos first."]
