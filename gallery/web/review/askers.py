"""What the sender of a photo asks for, in words that a moderator can decide by."""

from collections.abc import Iterator

from flask_babel import gettext as _

from gallery.journey.amend import find_proposal
from gallery.models import Photo, Proposal
from gallery.web.cities import label
from gallery.web.current import tools
from gallery.web.present.names import day_name
from gallery.web.review.shapes import Asked


def asked_of(photo: Photo) -> Asked | None:
    """Return what is asked and not decided yet, if anything is."""
    proposal = find_proposal(photo)
    if proposal is None:
        return None
    is_cover = proposal.cover is not None
    return Asked(
        cover=str(proposal.cover or _("every face")) if is_cover else "",
        words=tuple(words_of(proposal)),
    )


def words_of(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """Yield what the proposal is about, and what shall stand there."""
    city = tools().cities.find(proposal.geoname_id) if proposal.geoname_id else None
    if city:
        yield _("Place"), label(city)
    if proposal.day:
        yield _("Day"), day_name(proposal.day)
    for name, words in (
        (_("Name"), proposal.credit),
        (_("Caption"), proposal.caption),
        (_("Statue"), proposal.statue),
    ):
        if words is not None:
            yield name, words or _("nothing")
