"""``gallery account``: invite moderators and organisers, disable an account."""

from argparse import ArgumentParser, Namespace

from sqlalchemy import select

from gallery.accounts import invite
from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from gallery.db import db, unit_of_work
from gallery.errors import NotHere
from gallery.models import MODERATOR, ORGANISER, Account


def declare(parser: ArgumentParser) -> None:
    """Take ``invite EMAIL --role`` or ``disable EMAIL``."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    inviting = verbs.add_parser("invite", help="print a one-time sign-up link")
    inviting.add_argument("email")
    inviting.add_argument("--role", choices=[MODERATOR, ORGANISER], default=MODERATOR)
    verbs.add_parser("disable", help="end an account's sign-ins at once").add_argument("email")


def run(arguments: Namespace) -> None:
    """Invite or disable."""
    with gallery_here() as (_app, tools), unit_of_work():
        require_newest()
        if arguments.verb == "invite":
            print(f"/sign-up/{invite(arguments.role, tools=tools, email=arguments.email)}")
            return
        wanted = select(Account).where(Account.email == arguments.email.lower())
        account = db.session.scalars(wanted).one_or_none()
        if account is None:
            raise NotHere("unknown-account")
        account.active = False
        print("disabled")
