"""What goes with a photo that is taken along: who made it, how it may be used, and a file name."""

from babel.units import format_unit

from gallery.images.crediting import Credit
from gallery.models import Photo
from gallery.web.current import campaign
from gallery.web.present.pictures import largest_jpeg
from gallery.web.voice import gettext as _
from gallery.web.voice import voice

MEGABYTE = 1_000_000


def credit_of(photo: Photo) -> Credit:
    """Return what is written into its file: no place, no day, nothing but this."""
    name, terms = photo.submission.credit, f"{campaign().licence}, {campaign().licence_url}"
    return Credit(
        creator=name,
        line=credit_words(name),
        copyright=copyright_words(name),
        terms=terms,
        licence_url=campaign().licence_url,
    )


def credit_words(name: str) -> str:
    """Say who is to be named beside a picture; nobody named it: its campaign is."""
    return f"{name or _('Anonymous')} / {campaign().name}"


def copyright_words(name: str) -> str:
    """Say whose a picture is, and that it may be used."""
    return f"© {name or campaign().name}, {campaign().licence}"


def file_of(photo: Photo) -> str:
    """Return the key of what is offered for download in the public store."""
    width = largest_jpeg(photo)["width"]
    return f"media/{photo.public_id}/{photo.media_token}-{width}.jpg"


def file_name(photo: Photo) -> str:
    """Return how the file is called in somebody's folder: where, when, and which."""
    place = photo.city.slug if photo.city else photo.country
    year = photo.edition.year if photo.edition else None
    return "-".join(str(each) for each in (place, year, photo.public_id) if each) + ".jpg"


def size_words(photo: Photo) -> str:
    """Say how large the file is: in pixels, and as far as it was noted in bytes."""
    largest = largest_jpeg(photo)
    words = [f"{largest['width']} × {largest['height']}"]
    if size := largest.get("size"):
        words.append(weight_words(size))
    return ", ".join(words)


def weight_words(size: int) -> str:
    """Write a number of bytes in megabytes."""
    megabytes = max(0.1, round(size / MEGABYTE, 1))
    return str(format_unit(megabytes, "megabyte", "short", locale=voice().locale))
