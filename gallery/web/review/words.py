"""The words for moderators: what is known of a photo and how, what is doubtful, what happened."""

from collections.abc import Iterator
from typing import cast

from flask_babel import LazyString, format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from gallery.errors import BadInput, Conflict, GalleryError
from gallery.journey import ready, review
from gallery.journey.care import first_moment, keeps_original
from gallery.journey.doubts import Doubt
from gallery.journey.reasons import wording_of
from gallery.models import Account, Decision, Faces, FaceWish, Photo, Source, Stage
from gallery.places.cities import City
from gallery.web import say
from gallery.web.cities import label
from gallery.web.current import campaign, tools
from gallery.web.present.names import (
    country_name,
    credit_name,
    day_name,
    describe,
    edition_name,
    place_name,
)
from gallery.web.reasons import short_reason
from gallery.web.review.door import counted

STAGES = {
    Stage.WAITING: _later("Waits for a decision"),
    Stage.HELD: _later("Held"),
    Stage.APPROVED: _later("Approved"),
    Stage.PUBLISHED: _later("Published"),
    Stage.HIDDEN: _later("Hidden"),
    Stage.REFUSED: _later("Refused"),
    Stage.REJECTED: _later("Rejected"),
    Stage.WITHDRAWN: _later("Withdrawn"),
    Stage.ERASED: _later("Erased"),
}
PLACE_SOURCES = {
    Source.LINK: _later("by the group’s link"),
    Source.SENDER: _later("says the sender"),
    Source.CAMERA: _later("says the camera"),
    Source.MODERATOR: _later("said by us"),
    Source.EDITION: _later("the action day’s date"),
}
DAY_SOURCES = {**PLACE_SOURCES, Source.CAMERA: _later("by the camera’s clock")}
WISHES = {
    FaceWish.HIDE: _later("The sender asked: hide every face"),
    FaceWish.AGREED: _later("The sender says: everyone agreed to be shown"),
    FaceWish.NOBODY: _later("The sender says: nobody can be recognised"),
}
CONFIRMED = {
    Faces.COVERED: _later("every head is covered"),
    Faces.NONE: _later("no face is visible"),
}
ACTS = {
    "approve": _later("approved"),
    "approve-first": _later("approved, waits for a second person"),
    "reject": _later("rejected"),
    "hold": _later("held"),
    "suggest": _later("suggested to a moderator"),
}
FLAGS = {
    "at-risk": _later("Someone may be at risk: look twice for faces, signs and windows."),
    "listed-country": _later("People are in danger for photos from this country. Look twice."),
    "date-implausible": _later("The camera’s clock cannot be right, so its day was not taken."),
    "unproven": _later("It came without the proof of work that is asked for in a flood."),
    "original-differs": _later(
        "A small copy came first; this original is another picture. Look at it anew."
    ),
    "exif-unreadable": _later("What the camera wrote into this file cannot be read."),
    "exif-xmp-differ": _later("Two places in this file say different days or places."),
    "two-exif": _later("This file holds two sets of camera data: it was put together."),
}
FAR = {
    500: _later("The camera says %(city)s, more than 500 km from the place given."),
    100: _later("The camera says %(city)s, 100 to 500 km from the place given."),
    25: _later("The camera says %(city)s, 25 to 100 km from the place given."),
    0: _later("The camera says %(city)s, less than 25 km from the place given."),
}


def title(waiting: int) -> str:
    """Name a moderators' page in the browser's tab, with what waits: "(12) Review queue"."""
    name = f"{_('Review queue')} — {campaign().name}"
    return f"({counted(waiting)}) {name}" if waiting else name


def trouble(error: Conflict | BadInput, photo: Photo, *, me: Account) -> str:
    """Say what went wrong; who was quicker is named."""
    if not isinstance(error, Conflict) or error.key == "too-late-to-undo":
        return say.sentence(error)
    last = review.last_decision(photo)
    name = last.account.name if last and last.account else _nobody(last)
    if last is None or last.act not in review.DECIDING or photo.first_approver is not None:
        return str(_("%(name)s changed this photo meanwhile. Look again, then decide.", name=name))
    if last.account_id == me.id:
        return str(_("You already decided this one."))
    return str(_("%(name)s already decided this one.", name=name))


def _nobody(last: Decision | None) -> str:
    """Name who changes photos without an account."""
    return str(_("A report") if last and last.act == "report" else _("The sender"))


def cities_meant(error: GalleryError) -> tuple[str, ...]:
    """Name the cities that could be meant, where there are several."""
    choices = cast("list[City]", error.values.get("choices", []))
    return tuple(label(city) for city in choices)


def lacks(photo: Photo, *, me: Account) -> str:
    """Return the key of what keeps somebody from approving a photo; nothing when they can."""
    first = photo.first_approver
    if first is not None and first.id == me.id:
        return "second-person-needed"
    if not photo.is_placed:
        return "photo-needs-place"
    if ready.is_too_early(photo, tools().now()):
        return "edition-to-come"
    return "" if photo.may_be_shown else "faces-not-confirmed"


def facts_of(photo: Photo) -> Iterator[tuple[str, str]]:
    """Yield what is known of a photo and how we know it."""
    yield _("Place"), _known(_place(photo), PLACE_SOURCES, photo.place_source)
    yield _("Day"), _known(day_name(photo.day) if photo.day else "", DAY_SOURCES, photo.day_source)
    yield _("Action day"), edition_name(photo.edition) if photo.edition else _("not known")
    yield _("Credit"), credit_name(photo)
    yield _("Came by"), _way(photo)
    yield _("Faces"), _faces(photo)
    if photo.question:
        yield _("We asked"), f"“{photo.question}”"
    if photo.answer:
        yield _("The sender answers"), f"“{photo.answer}”"
    if photo.caption:
        yield _("Caption"), f"“{photo.caption}”"
    if photo.statue:
        yield _("Statue"), photo.statue.name
    yield _("File"), file_words(photo)
    first = first_moment(photo)
    if first:
        yield _("Publish not before"), day_name(first.date())
    if not keeps_original(photo):
        yield _("Original"), _("not kept")


def doubt_words(doubt: Doubt) -> str:
    """Say what is doubtful."""
    if doubt.key == "camera-elsewhere":
        return str(FAR[doubt.values["least_km"]]) % {"city": doubt.values["city"].name}
    if doubt.key == "camera-other-day":
        return str(_("The camera’s clock says %(day)s.", day=day_name(doubt.values["day"])))
    if doubt.key == "outside-window":
        name = edition_name(doubt.values["edition"])
        return str(_("The day lies outside the days of %(edition)s.", edition=name))
    if doubt.key == "rejected-before":
        decision = doubt.values["decision"]
        day = day_name(decision.at.date())
        reason = short_reason(decision.reason, wording_of(decision))
        return str(_("This file was rejected on %(day)s: %(reason)s.", day=day, reason=reason))
    if doubt.key == "same-file":
        state = stage_words(doubt.values["photo"])
        return str(_("The same file came before: %(state)s.", state=state))
    if doubt.key == "bare-heads":
        count = doubt.values["count"]
        return str(
            ngettext(
                "%(count)s head was seen that nothing covers.",
                "%(count)s heads were seen that nothing covers.",
                count, count=format_decimal(count),
            )
        )  # fmt: skip
    if doubt.key == "alike-before":
        state = stage_words(doubt.values["photo"])
        return str(_("The same picture came before, as another file: %(state)s.", state=state))
    return str(FLAGS.get(doubt.key, doubt.key))


def stage_words(photo: Photo) -> str:
    """Say what became of a photo, and why where there is a reason."""
    words = str(STAGES.get(photo.stage, _("On its way")))
    if photo.stage is Stage.REJECTED:
        return f"{words} ({short_reason(photo.reason, photo.reason_wording)})"
    if photo.stage is Stage.REFUSED:
        return f"{words} ({say.refusal(photo.reason)})"
    return words


def last_words(decision: Decision, photo: Photo) -> str:
    """Name the last decision and its photo: "approved, Vilnius"."""
    return f"{ACTS.get(decision.act, decision.act)}, {place_or_none(photo)}"


def badge(photo: Photo) -> str:
    """Return the one or two words under a photo in the queue: what it needs most."""
    if not photo.is_placed:
        return str(_("no place") if photo.country is None else _("no action day"))
    if photo.stage in (Stage.HIDDEN, Stage.PUBLISHED):
        return str(_("reported"))  # nothing else leads a moderator to what was decided
    if photo.first_approver is not None:
        return str(_("second person"))
    if photo.wants_faces_hidden:
        return str(_("covered") if photo.may_be_shown else _("hide faces"))
    if photo.same_as_id:
        return str(_("sent twice"))
    return str(_("held") if photo.stage is Stage.HELD else _("new"))


def place_or_none(photo: Photo) -> str:
    """Return the place of a photo, or that there is none."""
    return place_name(photo) if photo.country else str(_("no place"))


def thumb_words(photo: Photo) -> str:
    """Say what a small picture shows, or that nobody knows where it is from."""
    is_known = bool(photo.description or photo.country)
    return describe(photo) if is_known else str(_("A photo without a place"))


def picture_words(photo: Photo) -> str:
    """Say what the picture in the middle is."""
    return str(photo.description or _("The photo to decide, %(place)s", place=place_or_none(photo)))


def _place(photo: Photo) -> str:
    """Return city and country, or the country alone."""
    if photo.city:
        return f"{photo.city.name}, {country_name(photo.city.country)}"
    return country_name(photo.country) if photo.country else ""


def _known(what: str, sources: dict[Source, LazyString], source: Source | None) -> str:
    """Put together what is known and how we know it."""
    if not what:
        return str(_("not known"))
    return f"{what}, {sources[source]}" if source else what


def _way(photo: Photo) -> str:
    """Say by whose link a photo came, and whether organisers trust that group."""
    link = photo.submission.link
    if link is None:
        return str(_("the general page"))
    group = link.organisation or _("Without a group")
    if link.is_trusted:
        return str(_("the link of %(group)s, whom we trust", group=group))
    return str(_("the link of %(group)s", group=group))


def _faces(photo: Photo) -> str:
    """Say what the sender asked and what was confirmed."""
    wish = str(WISHES[photo.submission.faces])
    done = CONFIRMED.get(photo.faces_confirmed) if photo.faces_confirmed else None
    return str(_("%(wish)s; confirmed: %(done)s", wish=wish, done=done)) if done else wish


def file_words(photo: Photo) -> str:
    """Describe the file: format, pixels, megabytes."""
    megabytes = format_decimal(round(photo.size / 1_048_576, 1))
    return f"{(photo.format or '').upper()}, {photo.width} × {photo.height}, {megabytes} MB"
