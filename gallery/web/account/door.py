"""The door to what is one's own: its guard, and who asks."""

from flask import Blueprint
from flask_security import current_user

from gallery.models import Account
from gallery.web.guards import for_moderators

pages = Blueprint("account", __name__, url_prefix="/account")
for_moderators(pages)


def me() -> Account:
    """Return who is signed in."""
    account: Account = current_user._get_current_object()
    return account
