"""Sending another picture in the place of one that was not published: the form begins filled in."""

from gallery.journey.amend import find_mendable
from gallery.models import Photo
from gallery.web.cities import label
from gallery.web.current import tools
from gallery.web.drafts import new_draft, read_way_again
from gallery.web.submit.said import Said


def begin_again(signed: str) -> tuple[str, Said]:
    """Return a draft bound to a photo, and what was said of that; raise NotHere without one."""
    photo = find_mendable(read_way_again(signed))
    link = photo.submission.link
    token = link.token if link and not link.is_revoked else None
    return new_draft(token, again=photo.public_id), _said_of(photo)


def _said_of(photo: Photo) -> Said:
    """Return what was said, but for the permission: that is asked anew."""
    sent, city = photo.submission, photo.city or photo.submission.city
    found = tools().cities.find(city.geoname_id) if city else None
    day = photo.day or sent.day
    return Said(
        city=label(found) if found else "",
        geoname_id=str(found.geoname_id) if found else "",
        edition_id=str(photo.edition_id or sent.edition_id or ""),
        day=day.isoformat() if day else "",
        faces=sent.faces.value,
        credit_wish="named" if sent.credit else "",
        credit=sent.credit,
        precision=sent.precision.value,
        is_apart=sent.partner_id is None,
    )
