"""The words for many photos at once: what is about to be done, what was done, which sheet it is."""

from collections.abc import Iterator

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from gallery.journey.bulk import Plan, Wish, is_trusted
from gallery.journey.sheets import UNPLACED, Wanted, find_names
from gallery.models import Bulk, BulkStage, Photo
from gallery.web.cities import label
from gallery.web.current import tools
from gallery.web.present.names import (
    country_name,
    credit_name,
    day_name,
    edition_name,
    place_name,
)
from gallery.web.reasons import short_reason
from gallery.web.review.words import WISHES


def sheet_name(wanted: Wanted, photos: list[Photo]) -> str:
    """Say what lies on a sheet."""
    if wanted.beside:
        return str(_("One submission"))
    if wanted.where == UNPLACED:
        return str(_("No place or no action day"))
    return ", ".join(_named(wanted, photos)) or str(_("All photos"))


def single_facts(photos: list[Photo]) -> Iterator[str]:
    """Yield what photos that came one by one have in common: nothing but their number."""
    count = len(photos)
    yield ngettext("%(count)s photo", "%(count)s photos", count, count=format_decimal(count))
    yield _("sent one by one")


def group_facts(photos: list[Photo]) -> Iterator[str]:
    """Yield what the photos of one submission have in common."""
    sent, count = photos[0].submission, len(photos)
    yield ngettext("%(count)s photo", "%(count)s photos", count, count=format_decimal(count))
    if sent.link:
        yield _("the link of %(group)s", group=sent.link.organisation or _("Without a group"))
        if is_trusted(photos[0]):
            yield _("We trust this group")
    yield str(WISHES[sent.faces])
    yield credit_name(photos[0])


def about_to(plan: Plan) -> str:
    """Say what is about to be done, with how many photos."""
    count, said = len(plan.fit), {"count": format_decimal(len(plan.fit))}
    words = {
        "approve": ngettext(
            "You are about to approve %(count)s photo",
            "You are about to approve %(count)s photos",
            count, **said,
        ),
        "reject": ngettext(
            "You are about to reject %(count)s photo",
            "You are about to reject %(count)s photos",
            count, **said,
        ),
    }  # fmt: skip
    other = ngettext(
        "You are about to correct %(count)s photo",
        "You are about to correct %(count)s photos",
        count, **said,
    )  # fmt: skip
    return str(words.get(plan.wish.act, other))


def wish_words(wish: Wish) -> str:
    """Say what is to be done, where that is not in the title."""
    if wish.act == "reject" and wish.reason:
        return short_reason(wish.reason)
    if wish.act == "city" and wish.geoname_id:
        found = tools().cities.find(wish.geoname_id)
        return label(found) if found else ""
    return day_name(wish.day) if wish.day else ""


def done_words(row: Bulk) -> str:
    """Say what became of it."""
    if row.stage is BulkStage.PROPOSED:
        return _proposed(row)
    if row.stage is BulkStage.DECLINED:
        return str(_("Declined: nothing was changed"))
    count, said = len(row.done), {"count": format_decimal(len(row.done))}
    words = {
        "approve": ngettext(
            "%(count)s photo is approved", "%(count)s photos are approved", count, **said
        ),
        "reject": ngettext(
            "%(count)s photo is rejected", "%(count)s photos are rejected", count, **said
        ),
    }
    other = ngettext(
        "%(count)s photo is corrected", "%(count)s photos are corrected", count, **said
    )
    return str(words.get(row.act, other))


def place_and_edition(photo: Photo) -> str:
    """Say where and under which action day a photo is filed."""
    edition = edition_name(photo.edition) if photo.edition else ""
    place = place_name(photo) if photo.country else str(_("no place"))
    return ", ".join(each for each in (place, edition) if each)


def _proposed(row: Bulk) -> str:
    """Say what is proposed."""
    count = len(row.photos)
    said = {"count": format_decimal(count), "name": row.account.name}
    words = {
        "approve": ngettext(
            "%(name)s proposes to approve %(count)s photo",
            "%(name)s proposes to approve %(count)s photos",
            count, **said,
        ),
        "reject": ngettext(
            "%(name)s proposes to reject %(count)s photo",
            "%(name)s proposes to reject %(count)s photos",
            count, **said,
        ),
    }  # fmt: skip
    return str(words[row.act])


def _named(wanted: Wanted, photos: list[Photo]) -> Iterator[str]:
    """Yield the names of what is wanted; that of a link, as its photos have it."""
    city, edition = find_names(wanted)
    if wanted.where:
        yield city.name if city else country_name(wanted.where.partition("/")[0])
    if wanted.edition:
        yield edition_name(edition) if edition else wanted.edition
    if wanted.link is not None and photos and photos[0].submission.link:
        group = photos[0].submission.link.organisation
        yield _("the link of %(group)s", group=group or _("Without a group"))
