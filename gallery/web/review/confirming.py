"""What a trainee would decide, shown to moderators, who confirm it with one key."""

from flask_babel import gettext as _

from gallery.db import UnitOfWork
from gallery.journey import opinions
from gallery.journey.review import Act
from gallery.models import Account, Photo
from gallery.web.current import tools
from gallery.web.reasons import find_wording, short_reason


def opinion_words(photo: Photo, *, me: Account) -> str:
    """Say what a trainee would do; nothing where nobody said anything, or to trainees."""
    said = opinions.find_opinion(photo)
    if said is None or me.is_trainee:
        return ""
    name = said.account.name
    if said.act == "approve":
        return str(_("%(name)s suggests: approve", name=name))
    if said.act == "hold":
        return str(_("%(name)s suggests: hold", name=name))
    why = short_reason(said.reason, find_wording(said.reason))
    words = str(_("%(name)s suggests: reject (%(why)s)", name=name, why=why))
    return f"{words} “{said.question}”" if said.question else words


def confirm_opinion(photo: Photo, act: Act, unit: UnitOfWork) -> None:
    """Decide as the trainee would."""
    opinions.confirm(photo, act, tools=tools(), unit=unit)
