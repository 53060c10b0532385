"""What moderators are told of a sensitive photo: that two people must approve it, and who did."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from gallery.journey.care import is_sensitive
from gallery.models import Account, Apart, Mark, Photo
from gallery.web.review.shapes import Care

MARKS = {
    Mark.CHILD: _later("A child is recognisable"),
    Mark.DANGER: _later("Somebody may be in danger"),
}


def care_of(photo: Photo, *, me: Account) -> Care:
    """Return whether two people must approve a photo, and what it may be marked as."""
    return Care(
        words=_words(photo, me=me) if is_sensitive(photo) else "",
        marks=tuple((mark.value, str(words)) for mark, words in MARKS.items()),
        mark=photo.mark.value if photo.mark else "",
        is_asked=photo.apart is Apart.ASKED,
        note=photo.apart_note,
    )


def _words(photo: Photo, *, me: Account) -> str:
    """Say who has approved it, and who still must."""
    first = photo.first_approver
    if first is None:
        return str(_("This photo is sensitive: two people must approve it."))
    if first.id == me.id:
        return str(_("You approved it. A second person must approve it, too."))
    if me.is_trainee:
        return str(
            _("%(name)s approved it. A second moderator must approve it, too.", name=first.name)
        )
    return str(_("%(name)s approved it. It needs you as the second person.", name=first.name))
