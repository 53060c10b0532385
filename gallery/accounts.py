"""Who may work here: invitations, and accounts made from them."""

from dataclasses import dataclass

from sqlalchemy import func, select, update

from gallery.db import change_rows, db
from gallery.errors import BadInput, NotHere
from gallery.models import MODERATOR, ORGANISER, Account, Invitation, Role
from gallery.toolbox import Toolbox

LEAST_PASSWORD = 12  # characters


@dataclass(frozen=True)
class Credentials:
    """What a new account brings. The password is hashed already."""

    email: str
    name: str
    password_hash: str


def invite(role: str, *, tools: Toolbox, email: str | None = None) -> str:
    """Make a one-time sign-up token for a role; only its keyed hash is kept."""
    if role not in (MODERATOR, ORGANISER):
        raise BadInput("unknown-role", role=role)
    token = tools.keys.new_token()
    token_hash = tools.keys.hash("invitation", token)
    db.session.add(Invitation(token_hash=token_hash, role=role, email=email))
    db.session.flush()
    return token


def find_invitation(token: str, *, tools: Toolbox) -> Invitation:
    """Return an unused invitation; raise NotHere otherwise."""
    wanted = select(Invitation).where(
        Invitation.token_hash == tools.keys.hash("invitation", token), Invitation.used.is_(False)
    )
    invitation = db.session.scalars(wanted).one_or_none()
    if invitation is None:
        raise NotHere("unknown-invitation")
    return invitation


def accept_invitation(token: str, credentials: Credentials, *, tools: Toolbox) -> Account:
    """Make an account from an invitation, which is used up by it (compare-and-set)."""
    invitation = find_invitation(token, tools=tools)
    used = change_rows(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used.is_(False))
        .values(used=True)
    )
    if used == 0:
        raise NotHere("unknown-invitation")
    if db.session.scalar(select(Account.id).where(Account.email == credentials.email.lower())):
        raise BadInput("email-taken")
    account = Account(
        email=credentials.email.lower(),
        name=credentials.name,
        password=credentials.password_hash,
        fs_uniquifier=tools.keys.new_token(),
        roles=[_role(invitation.role)],
    )
    db.session.add(account)
    db.session.flush()
    return account


def has_organiser() -> bool:
    """Whether anybody can run the campaign yet."""
    count = select(func.count(Account.id)).join(Account.roles).where(Role.name == ORGANISER)
    return bool(db.session.scalar(count))


def _role(name: str) -> Role:
    """Return a role, made at first use."""
    known = db.session.scalars(select(Role).where(Role.name == name)).one_or_none()
    return known or Role(name=name)
