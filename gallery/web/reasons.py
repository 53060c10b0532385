"""The words for why a photo was not published: short ones for moderators, kind ones for senders."""

from typing import NamedTuple

from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from gallery.journey.reasons import ENGLISH, all_reasons, open_reasons
from gallery.models import Mend, ReasonWording, ReportKind


class Reason(NamedTuple):
    """One reason: its key, the digit that follows X, and both wordings."""

    key: str
    digit: int
    short: str
    kind: str


_WORDS = {
    "not-the-action": (
        _("Not from the action"),
        _("We could not see the action in this photo. If it shows it, write to us."),
    ),
    "too-blurred": (
        _("Too dark or not sharp"),
        _("This photo is too dark or not sharp enough. Do you have another one?"),
    ),
    "duplicate": (
        _("We have this photo already"),
        _("We have this photo already. Thank you all the same."),
    ),
    "faces-not-agreed": (
        _("People who may not want to be shown"),
        _("People can be recognised who may not want to be shown. Send one without them."),
    ),
    "child": (
        _("A child can be recognised"),
        _("A child can be recognised in this photo. Send one where it cannot."),
    ),
    "private-data": (
        _("Shows a number plate, an address or a name"),
        _("This photo shows something private, such as an address. Send one without it."),
    ),
    "advertising": (
        _("Advertising"),
        _("This photo advertises something. Send one without it."),
    ),
    "hateful": (
        _("Hurts or threatens people"),
        _("This photo could hurt people, so we do not show it."),
    ),
    "other": (
        _("Another reason"),
        _("We cannot show this photo. Write to us if you want to know why."),
    ),
}


#: How a rejected photo can be mended.
MENDS = {
    Mend.AGAIN: _("Send another one"),
    Mend.COVER: _("Cover more, or send another one"),
    Mend.CORRECT: _("Correct place, day and words, or send another one"),
    Mend.NOTHING: _("Nothing"),
}


_AGREED = _("Somebody told us what is wrong with it, and a person who looked at it agreed.")
#: What a sender is told of a photo that was taken away, by what was reported of it.
_TAKEN_AWAY = {
    ReportKind.DANGER: _("Showing it could have put somebody in danger."),
    ReportKind.IN_IT: _("Somebody who is in it does not want to be shown."),
    ReportKind.CHILD: _("A child could be recognised in it."),
    ReportKind.COPYRIGHT: _("Somebody told us that this photo is theirs."),
    ReportKind.FACTS: _AGREED,
    ReportKind.OTHER: _AGREED,
}


def taken_away_words(kind: str | None) -> str:
    """Say kindly why a photo was taken away that was reported; "" where its sender did so."""
    return next((str(words) for each, words in _TAKEN_AWAY.items() if each.value == kind), "")


def reasons() -> tuple[Reason, ...]:
    """Return the reasons to choose from, in the order of their digits."""
    found = enumerate(open_reasons(), start=1)
    return tuple(Reason(row.key, digit, *words_of(row.key, row.wording)) for digit, row in found)


def words_of(key: str | None, wording: ReasonWording | None) -> tuple[str, str]:
    """Return both wordings of a reason for its reader: in their language, else ours or English."""
    theirs = wording.words(str(get_locale() or ENGLISH)) if wording else ("", "")
    short, kind = our_words(key)
    if wording and key not in _WORDS:
        short, kind = wording.words(ENGLISH)
    return theirs[0] or short, theirs[1] or kind


def find_wording(key: str | None) -> ReasonWording | None:
    """Return the words of a reason as they are now; None where they are ours."""
    return next((row.wording for row in all_reasons() if row.key == key), None)


def our_words(key: str | None) -> tuple[str, str]:
    """Return the words of the house, in the reader's language."""
    short, kind = _WORDS[key if key in _WORDS else "other"]
    return str(short), str(kind)


def short_reason(key: str | None, wording: ReasonWording | None = None) -> str:
    """Say to moderators why a photo was rejected."""
    return words_of(key, wording)[0]


def kind_reason(key: str | None, wording: ReasonWording | None = None) -> str:
    """Say to its sender why a photo was not published."""
    return words_of(key, wording)[1]
