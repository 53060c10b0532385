"""People of a rehearsal, who can sign in: a one-time link lets each choose a password.

Only in a gallery where nobody real works: an invented organiser must not run a real campaign.
"""

from dataclasses import dataclass

from argon2 import PasswordHasher
from sqlalchemy import delete, or_, select

from gallery.accounts import Credentials, add_account, find_account, invite_back
from gallery.db import db
from gallery.models import MODERATOR, ORGANISER, TRAINEE, Account, Bulk
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
    known = {name: find_account(email_of(name), tools=tools) for name in PEOPLE}
    ours = {account.id for account in known.values() if account}
    active = db.session.scalars(select(Account.id).where(Account.active))
    if not ours.issuperset(active):
        return []
    return [_invite(name, known[name], tools=tools) for name in PEOPLE]


def find_people(*, tools: Toolbox) -> list[int]:
    """Return the numbers of those who are here."""
    found = (find_account(email_of(name), tools=tools) for name in PEOPLE)
    return [account.id for account in found if account]


def remove_people(*, tools: Toolbox) -> None:
    """Let them go, with what they did to many photos at once; it has no photos any more."""
    for name in PEOPLE:
        account = find_account(email_of(name), tools=tools)
        if account:
            of_theirs = or_(Bulk.account_id == account.id, Bulk.second_id == account.id)
            db.session.execute(delete(Bulk).where(of_theirs))
            db.session.delete(account)


def _invite(name: str, known: Account | None, *, tools: Toolbox) -> Invited:
    """Make a link that lets somebody in, unless they have been here."""
    account = known or _add(name, tools=tools)
    link = ""
    if account.seen_on is None:
        token = invite_back(account, tools=tools)
        link = f"{tools.settings.address}/sign-up/{token}"
    return Invited(name, account.role, email_of(name), link)


def _add(name: str, *, tools: Toolbox) -> Account:
    """Add an account whose password nobody knows. No message is sent to it."""
    unknown = PasswordHasher().hash(tools.keys.new_token())
    said = Credentials(email_of(name), f"{name} (invented)", unknown)
    account = add_account(said, PEOPLE[name], tools=tools)
    account.wants_digest = False
    return account
