"""The words for every act in the log of decisions, for why it was done, and for who did it."""

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from gallery.journey.audit import DOWNLOAD, NO_PHOTO
from gallery.journey.reasons import wording_of
from gallery.models import Decision
from gallery.web.office.changes import what_changed
from gallery.web.reasons import short_reason
from gallery.web.review.original import REASONS

ACTS = {
    "approve": _later("Approved"),
    "approve-first": _later("Approved by the first of two"),
    "reject": _later("Rejected"),
    "hold": _later("Held"),
    "undo": _later("Undone"),
    "suggest": _later("A trainee’s opinion"),
    "cover": _later("Covers and crop kept"),
    "faces": _later("Faces confirmed"),
    "correct": _later("Corrected"),
    "mark": _later("Marked, or the mark taken away"),
    "accept": _later("The sender’s wish accepted"),
    "decline": _later("The sender’s wish declined"),
    "ask": _later("Organisers asked"),
    "give-back": _later("Given back to the queue"),
    "alarm": _later("Taken out of sight"),
    "alarm-look": _later("Looked at, out of sight"),
    "alarm-erase": _later("Files erased at once"),
    "original-look": _later("Original looked at"),
    "report": _later("Hidden by a report"),
    "hide": _later("Hidden after a report"),
    "leave": _later("Left as it is after a report"),
    "pass-question": _later("A question passed on"),
    "stop-question": _later("A question not passed on"),
    "pass-answer": _later("An answer passed on"),
    "stop-answer": _later("An answer not passed on"),
    "withdraw": _later("Withdrawn"),
    "amend": _later("Changed by the sender"),
    "propose": _later("A change asked for"),
    "country-only": _later("City forgotten"),
    "leave-partner": _later("Taken out of a partner’s gallery"),
    "ask-cover": _later("More covering asked for"),
    "answer": _later("A question answered"),
    "replace": _later("Another photo sent in its place"),
    "original": _later("An original differed from its copy"),
    "log-download": _later("Log downloaded"),
    "invite": _later("Somebody invited"),
    "take-back": _later("An invitation taken back"),
    "join": _later("Signed up"),
    "way-back": _later("A link to a new password made"),
    "come-back": _later("New password by a link"),
    "role": _later("Role changed"),
    "places": _later("Places changed"),
    "keep-out": _later("Kept out"),
    "let-in": _later("Let in again"),
    "erase-account": _later("Account erased"),
    "lapse": _later("Account erased, its time was over"),
    "list": _later("A country put on the list"),
    "unlist": _later("A country taken off the list"),
    "propose-bulk": _later("Many at once proposed"),
    "confirm-bulk": _later("Many at once confirmed by a second person"),
    "decline-bulk": _later("Many at once declined"),
    "trust": _later("A link trusted"),
    "distrust": _later("Trust in a link taken back"),
    "limits": _later("Limits of a link changed"),
    "texts": _later("Texts changed"),
    "history": _later("History or supporters changed"),
    "kit": _later("Press kit changed"),
    "edition-new": _later("Action day added"),
    "edition": _later("Action day changed"),
    "reason": _later("Words of a reason changed"),
    "partner": _later("Sites of a partner changed"),
    "webhook-new": _later("An address of a partner noted"),
    "webhook": _later("An address of a partner confirmed"),
    "webhook-gone": _later("An address of a partner taken away"),
    "webhook-stop": _later("An address of a partner given up"),
}
#: Proposals of one moderator to another one.
OF_MANY = ("propose-bulk", "confirm-bulk", "decline-bulk")
#: What nobody who works here did, and its sender did not either.
BY_GALLERY = ("alarm", "original", "lapse", "webhook-stop")


def act_words(act: str) -> str:
    """Say what was done."""
    return str(ACTS.get(act, act))


def why_words(decision: Decision) -> str:
    """Say why, where a reason was chosen from a list; of a download how much it was."""
    if decision.act == "reject" and decision.reason:
        return short_reason(decision.reason, wording_of(decision))
    if decision.act in OF_MANY:
        return _many(decision)
    if decision.act == "original-look":
        return str(REASONS.get(decision.reason or "", ""))
    return _taken(decision) if decision.act == DOWNLOAD else what_changed(decision)


def _many(proposal: Decision) -> str:
    """Say what was to be done with how many photos."""
    photos = proposal.details["photos"]
    count = ngettext("%(count)s photo", "%(count)s photos", photos, count=format_decimal(photos))
    return f"{act_words(proposal.details['act'])} · {count}"


def _taken(download: Decision) -> str:
    """Say how much of the log was taken away."""
    lines = download.details["lines"]
    said = {"count": format_decimal(lines)}
    if download.details["wanted"]:
        return str(ngettext("A part, %(count)s line", "A part, %(count)s lines", lines, **said))
    return str(ngettext("All of it, %(count)s line", "All of it, %(count)s lines", lines, **said))


def who_words(decision: Decision) -> str:
    """Say who did it."""
    if decision.account:
        return decision.account.name
    if decision.act == "report":
        return str(_("A visitor"))
    if decision.photo_id == NO_PHOTO and decision.act not in BY_GALLERY:
        return str(_("The operator"))
    return str(_("The gallery") if decision.act in BY_GALLERY else _("Its sender"))
