"""The words for why a photo was not published: short ones for moderators, kind ones for senders."""

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from gallery.journey.review import REASONS


class Reason(NamedTuple):
    """One canned reason: its key, the digit that follows X, and both wordings."""

    key: str
    digit: int
    short: LazyString
    kind: LazyString


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


def reasons() -> tuple[Reason, ...]:
    """Return the canned reasons in the order of their digits."""
    return tuple(Reason(key, digit, *_WORDS[key]) for digit, key in enumerate(REASONS, start=1))


def short_reason(key: str | None) -> str:
    """Say to moderators why a photo was rejected."""
    return str(_WORDS[key if key in _WORDS else "other"][0])


def kind_reason(key: str | None) -> str:
    """Say to its sender why a photo was not published."""
    return str(_WORDS[key if key in _WORDS else "other"][1])
