"""What galleries, places and days are called, in the reader's language."""

from datetime import date

from gallery.journey.strands import PublicEdition, PublicPhoto
from gallery.journey.totals import Counts
from gallery.journey.visit import Scope
from gallery.web.current import write_day
from gallery.web.voice import gettext as _
from gallery.web.voice import ngettext, voice


def country_name(code: str) -> str:
    """Return a country's name; its code where the language has none."""
    return voice().country(code)


def day_name(day: date) -> str:
    """Write a day in the reader's language."""
    return write_day(day)


def edition_name(edition: PublicEdition) -> str:
    """Return an edition's name, or its month where it has none."""
    return edition.name or voice().day(edition.day, "LLLL y")


def time_name(scope: Scope) -> str:
    """Return what a gallery's time is called: "2010", "December 2010"; "" for all years."""
    if scope.month is not None:
        return edition_name(scope.editions[0])
    return str(scope.year or "")


def gallery_name(scope: Scope) -> str:
    """Return what a gallery is called: "2010", "December 2010", "Lithuania 2010", "Vilnius"."""
    if scope.partner:
        return scope.partner.supporter.name
    place = scope.city.name if scope.city else country_name(scope.country or "")
    return f"{place} {time_name(scope)}".strip()


def place_name(photo: PublicPhoto) -> str:
    """Return the city of a photo, or its country alone."""
    return photo.city.name if photo.city else country_name(photo.country or "")


def describe(photo: PublicPhoto) -> str:
    """Say what a photo shows: the moderator's description, else where and when it was taken."""
    if photo.description:
        return photo.description
    place = place_name(photo)
    if photo.day is None:
        return str(_("Photo from %(place)s", place=place))
    return str(_("Photo from %(place)s, %(day)s", place=place, day=day_name(photo.day)))


def photo_name(photo: PublicPhoto) -> str:
    """Return what a photo is called: "Vilnius, 18 December 2010"."""
    place = place_name(photo)
    return f"{place}, {day_name(photo.day)}" if photo.day else place


def credit_name(photo: PublicPhoto) -> str:
    """Return who is to be named: the sender's wish, or nobody."""
    return photo.submission.credit or str(_("Anonymous"))


def count_photos(number: int) -> str:
    """Say how many photos there are."""
    return ngettext("%(count)s photo", "%(count)s photos", number, count=voice().number(number))


def photos_words(counts: Counts) -> str:
    """Say how many photos there are and from how many cities."""
    photos = count_photos(counts.photos)
    if counts.with_photos < 2:
        return photos
    cities = ngettext(
        "%(count)s city",
        "%(count)s cities",
        counts.with_photos,
        count=voice().number(counts.with_photos),
    )
    return str(_("%(photos)s from %(cities)s", photos=photos, cities=cities))
