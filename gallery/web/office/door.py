"""The organisers' door: its guard, and what its pages have in common."""

from flask import Blueprint
from flask_babel import gettext as _
from flask_security import current_user
from flask_wtf import FlaskForm

from gallery.errors import GalleryError
from gallery.journey.audit import note_apart
from gallery.models import Account
from gallery.web import say
from gallery.web.current import tools
from gallery.web.guards import for_organisers

pages = Blueprint("office", __name__, url_prefix="/office")
for_organisers(pages)


def me() -> Account:
    """Return who is signed in."""
    account: Account = current_user._get_current_object()
    return account


def noted(act: str, **details: object) -> None:
    """Write into the log who changed what the campaign says, and which part of it."""
    note_apart(act, tools=tools(), by=me(), details=details)


def not_kept() -> str:
    """Say that a form has to be looked at once more."""
    return str(_("Nothing is kept yet. Please look at what is marked below."))


def blame(form: FlaskForm, name: str, mistake: GalleryError) -> None:
    """Write what went wrong beside the field it is about."""
    field = form[name]
    field.errors = [*field.errors, say.sentence(mistake)]
