"""People of a rehearsal, who can sign in: a one-time link lets each choose a password.

Only in a gallery where nobody real works: an invented organiser must not run a real campaign.
"""

from dataclasses import dataclass

from argon2 import PasswordHasher
from sqlalchemy import delete, exists, or_, select

from gallery.accounts import Credentials, add_account, find_account, invite_back
from gallery.colleagues import keep_out
from gallery.db import db
from gallery.demo.opening import MODERATOR_EMAIL
from gallery.models import (
    MODERATOR,
    ORGANISER,
    TRAINEE,
    Account,
    Bulk,
    Decision,
    Invitation,
    Photo,
)
from gallery.toolbox import Toolbox

#: Nobody can have a mailbox there (RFC 2606).
DOMAIN = "demonstration.invalid"
PEOPLE = {"Mira": MODERATOR, "Jonas": MODERATOR, "Tina": TRAINEE, "Olga": ORGANISER}


@dataclass(frozen=True)
class Invited:
    """Somebody of the rehearsal, and the link that lets them in; "" once they were here."""

    name: str
    role: str
    email: str
    link: str


def email_of(name: str) -> str:
    """Return by which address somebody signs in."""
    return f"{name.lower()}@{DOMAIN}"


def invite_people(*, tools: Toolbox) -> list[Invited]:
    """Let the people of the rehearsal be here; none where somebody real is."""
    recognise_people(tools=tools)
    real = Account.active, Account.is_demonstration.is_(False)
    if db.session.scalar(select(Account.id).where(*real).limit(1)):
        return []
    return [_invite(name, tools=tools) for name in PEOPLE]


def recognise_people(*, tools: Toolbox) -> None:
    """Mark those of our addresses: a demonstration may be older than the mark is."""
    for email in (MODERATOR_EMAIL, *map(email_of, PEOPLE)):
        account = find_account(email, tools=tools)
        if account:
            account.is_demonstration = True


def find_people() -> list[Account]:
    """Return everybody invented, and whom they let in."""
    return list(db.session.scalars(select(Account).where(Account.is_demonstration)).unique())


def remove_people(*, tools: Toolbox) -> None:
    """Let them go, with what they did to many photos at once, and links they made.

    Whom something that stays names is kept out instead.
    """
    db.session.execute(delete(Invitation).where(Invitation.is_demonstration))
    for account in find_people():
        of_theirs = or_(Bulk.account_id == account.id, Bulk.second_id == account.id)
        db.session.execute(delete(Bulk).where(of_theirs))
        if _is_named(account):
            keep_out(account, tools=tools)
        else:
            db.session.delete(account)


def _is_named(account: Account) -> bool:
    """Whether they decided a photo that stays: one of the gallery's own."""
    decided = exists().where(Decision.account_id == account.id)
    approved = exists().where(Photo.approved_first_by_id == account.id)
    return bool(db.session.scalar(select(or_(decided, approved))))


def _invite(name: str, *, tools: Toolbox) -> Invited:
    """Make a link that lets somebody in, unless they have been here."""
    account = find_account(email_of(name), tools=tools) or _add(name, tools=tools)
    link = ""
    if account.seen_on is None:
        token = invite_back(account, by=account, tools=tools)
        link = f"{tools.settings.address}/sign-up/{token}"
    return Invited(name, account.role, email_of(name), link)


def _add(name: str, *, tools: Toolbox) -> Account:
    """Add an account whose password nobody knows. No message is sent to it."""
    unknown = PasswordHasher().hash(tools.keys.new_token())
    said = Credentials(email_of(name), f"{name} (invented)", unknown)
    account = add_account(said, PEOPLE[name], tools=tools)
    account.wants_digest, account.is_demonstration = False, True
    return account
