"""``gallery account``: invite moderators and organisers, disable an account, let one back in.

What is done here stands in the log of decisions, as done by the operator.
"""

import sys
from argparse import ArgumentParser, Namespace

from gallery.accounts import find_account, has_organiser, invite, invite_back
from gallery.colleagues import keep_out, let_in
from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from gallery.db import db, unit_of_work
from gallery.errors import NotHere
from gallery.models import MODERATOR, ROLES, Account
from gallery.toolbox import Toolbox

ENABLE = "gallery account enable"


def declare(parser: ArgumentParser) -> None:
    """Take ``invite EMAIL --role``, ``way-back``, ``disable EMAIL`` or ``enable EMAIL``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    inviting = verbs.add_parser("invite", help="print a one-time sign-up link")
    inviting.add_argument("email")
    inviting.add_argument("--role", choices=ROLES, default=MODERATOR)
    back = verbs.add_parser("way-back", help="print a one-time link to a new password")
    back.add_argument("email")
    back.add_argument("--keys", action="store_true", help="the second keys are lost, too")
    verbs.add_parser("disable", help="keep an account out from now on").add_argument("email")
    verbs.add_parser("enable", help="let an account in again").add_argument("email")


def run(arguments: Namespace) -> None:
    """Invite, let back in, disable or enable."""
    with gallery_here() as (_app, tools), unit_of_work():
        require_newest()
        verbs = {
            "invite": _invite, "way-back": _way_back, "disable": _disable, "enable": _enable,
        }  # fmt: skip
        verbs[arguments.verb](arguments, tools)


def warn(words: str) -> None:
    """Say what was surely not meant, beside what was asked for."""
    print(f"gallery: careful: {words}", file=sys.stderr)


def _invite(said: Namespace, tools: Toolbox) -> None:
    """Print a one-time link; it is of no use to somebody who is here already."""
    known = find_account(said.email, tools=tools)
    if known:
        warn(f"there is an account with this e-mail already; to let it in: {ENABLE} {said.email}")
    token = invite(said.role, tools=tools, email=said.email)
    print(f"{tools.settings.address}/sign-up/{token}")


def _way_back(said: Namespace, tools: Toolbox) -> None:
    """Print a one-time link with which somebody chooses a new password."""
    token = invite_back(_account_of(said, tools), tools=tools, renews_factor=said.keys)
    print(f"{tools.settings.address}/sign-up/{token}")


def _disable(said: Namespace, tools: Toolbox) -> None:
    """Keep an account out. Who has this machine may keep out anybody."""
    account = _account_of(said, tools)
    keep_out(account, tools=tools)
    db.session.flush()
    print("disabled")
    if account.is_organiser and not has_organiser():
        warn(f"nobody can run the campaign now; to let somebody in: {ENABLE} EMAIL")


def _enable(said: Namespace, tools: Toolbox) -> None:
    """Let an account in again."""
    let_in(_account_of(said, tools), tools=tools)
    print("enabled")


def _account_of(said: Namespace, tools: Toolbox) -> Account:
    """Return the account that is meant."""
    account = find_account(said.email, tools=tools)
    if account is None:
        raise NotHere("unknown-account", email=said.email)
    return account
