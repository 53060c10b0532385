"""The gallery of a partner: what came by its links."""

from dataclasses import dataclass

from gallery.journey import visit
from gallery.journey.totals import Counts
from gallery.journey.visit import Scope
from gallery.web.current import absolute_url
from gallery.web.present.addresses import gallery_url, values_of, whole, with_oembed
from gallery.web.present.galleries import pager_of
from gallery.web.present.history import Stander, stander_of
from gallery.web.present.pictures import cards_of
from gallery.web.present.shapes import GalleryPage, PageLinks

NOBODY = Stander("")


@dataclass(frozen=True)
class PartnerPage(GalleryPage):
    """``galleries/partner.html``: of all that a gallery's page may show its photos, and whose."""

    partner: Stander = NOBODY


def partner_page(scope: Scope, *, after: str | None = None) -> PartnerPage:
    """Return one page of a partner's gallery; raise NotHere where ``after`` is not known."""
    assert scope.partner
    found = visit.find_photos(scope, after=after)
    total = visit.count_of_partner(scope.partner)
    more = {"after": after} if after else {}
    links = PageLinks(
        canonical=whole(gallery_url(scope, **more)),
        embed=absolute_url("embed.partner", **values_of(scope)),
    )
    return PartnerPage(
        counts=Counts(photos=total),
        photos=cards_of(found.photos),
        pager=pager_of(scope, found, total=total),
        links=with_oembed(links, whole(gallery_url(scope))),
        partner=stander_of(scope.partner.supporter),
    )
