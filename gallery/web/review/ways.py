"""Ways from one photo to others: what looks alike, its submission, its contact sheet."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from gallery.journey import alike, sheets
from gallery.journey.sheets import Wanted
from gallery.models import Account, Photo
from gallery.web.review.choosing import sheet_of, sheet_url
from gallery.web.review.shapes import Way


def ways_of(photo: Photo, *, me: Account) -> Iterator[Way]:
    """Yield the ways from a photo that can be decided."""
    if photo.stage not in sheets.OPEN:
        return
    group = alike.count_group(photo, by=me)
    if group > 1:
        words = ngettext(
            "%(count)s photo looks alike", "%(count)s photos look alike",
            group, count=format_decimal(group),
        )  # fmt: skip
        url = url_for("review.alike", public_id=photo.public_id)
        yield Way(words, url, "G")
    together = sheets.count_photos(Wanted(beside=photo.public_id), by=me)
    if together > 1:
        words = _("Same for all %(count)s of this submission", count=format_decimal(together))
        yield Way(words, url_for("review.sheet", beside=photo.public_id))
    sheet = sheet_of(photo.edition, photo.city, country=photo.country)
    yield Way(_("Contact sheet"), sheet_url(sheet), "S")
