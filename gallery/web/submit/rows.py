"""What became of each photo of a draft, told to its sender: where and when, trouble, needs."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _

from gallery.journey.receive import photos_meant, uploads_coming
from gallery.journey.send import find_twins
from gallery.models import Photo, Stage, Submission
from gallery.web import say
from gallery.web.present.names import country_name, day_name
from gallery.web.submit.incoming import IncomingPhoto
from gallery.web.submit.places import SaidOfPhoto
from gallery.web.submit.said import Said
from gallery.web.submit.words import clean

MEGABYTE = 1_048_576
LONGEST_NAME = 60  # characters


@dataclass(frozen=True)
class PhotoRow:
    """One photo that is safe on our server."""

    number: int  # from 1, as the sentences count; 0 for a file that was not taken
    token: str  # of its upload: what removes it
    title: str
    found: str  # "Vilnius, 16 March 2009", or as much of it as is known
    state: str
    is_wrong: bool
    is_read: bool
    needs_city: bool
    needs_edition: bool
    city: str = ""  # as a field for it shows it, and its number
    geoname_id: int | None = None
    is_coming: bool = False  # begun, and not all of it is here


def rows_of(submission: Submission | None, *, said: Said | None = None) -> tuple[PhotoRow, ...]:
    """Return the photos of a draft in the order they came; what is said already is not asked."""
    photos = photos_meant(submission) if submission else []
    twins = {photo.id for photo in find_twins(photos)}
    return tuple(
        _row(photo, number=number, is_twin=photo.id in twins, said=said or Said())
        for number, photo in enumerate(photos, start=1)
    )


def rows_of_coming(submission: Submission | None) -> tuple[PhotoRow, ...]:
    """Return the uploads that were begun and not ended: nothing is sent until they are removed."""
    return tuple(
        _row_without_photo(
            _("A photo that is not here yet"),
            state=_(
                "Not finished: %(done)s of %(size)s MB are safe. Remove it, then choose it again.",
                done=format_decimal(upload.offset / MEGABYTE, "0.0"),
                size=_megabytes(upload.length),
            ),
            token=upload.token,
            is_coming=True,
        )
        for upload in (uploads_coming(submission) if submission else ())
    )


def rows_of_refused(photos: Iterable[IncomingPhoto]) -> tuple[PhotoRow, ...]:
    """Return the files of a form that were not taken, by the names their sender knows them by."""
    return tuple(
        _row_without_photo(
            clean(photo.name, longest=LONGEST_NAME) or _("A file without a name"),
            state=say.sentence(photo.trouble),
        )
        for photo in photos
        if photo.trouble
    )


def _row_without_photo(
    title: str, *, state: str, token: str = "", is_coming: bool = False
) -> PhotoRow:
    """Describe a file that is no photo of the draft (yet)."""
    return PhotoRow(
        number=0,
        token=token,
        title=title,
        found="",
        state=state,
        is_wrong=True,
        is_read=False,
        needs_city=False,
        needs_edition=False,
        is_coming=is_coming,
    )


def _row(photo: Photo, *, number: int, is_twin: bool, said: Said) -> PhotoRow:
    """Describe one photo."""
    token = photo.upload.token if photo.upload else ""
    own = said.photos.get(token, SaidOfPhoto())
    is_waiting = photo.stage is Stage.WAITING and not is_twin
    is_refused = photo.stage is Stage.REFUSED
    needs_city = (
        is_waiting and photo.country is None and not (said.city or said.new_country or own.city)
    )
    found = "" if is_refused else _found(photo)
    name = _("Photo %(number)s", number=number)
    return PhotoRow(
        number=number,
        token=token,
        title=f"{name}: {found}" if found else name,
        found=found,
        state=_state(photo, is_twin=is_twin, needs_city=needs_city),
        is_wrong=is_refused or is_twin,
        is_read=photo.stage is not Stage.RECEIVED,
        needs_city=needs_city,
        needs_edition=is_waiting and photo.edition is None,
        city=", ".join((photo.city.name, country_name(photo.city.country))) if photo.city else "",
        geoname_id=photo.city.geoname_id if photo.city else None,
    )


def _found(photo: Photo) -> str:
    """Say where and when, as far as it is known."""
    place = photo.city.name if photo.city else country_name(photo.country or "")
    return ", ".join(part for part in (place, day_name(photo.day) if photo.day else "") if part)


def _state(photo: Photo, *, is_twin: bool, needs_city: bool) -> str:
    """Say what became of it."""
    if photo.stage is Stage.REFUSED:
        return say.refusal(photo.reason)
    if is_twin:
        return str(_("You already added this photo."))
    safe = str(_("✓ Safe on our server, %(size)s MB", size=_megabytes(photo.size)))
    if needs_city:
        asked = _("Where was this? This photo has no place in it.")
        return f"{safe}. {asked}"
    return safe


def _megabytes(size: int) -> str:
    """Write a number of bytes in MB; not even an empty photo has none."""
    return str(format_decimal(max(0.1, size / MEGABYTE), "0.0"))
