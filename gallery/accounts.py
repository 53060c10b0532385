"""Who may work here: invitations, and accounts made from them."""

from dataclasses import dataclass

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import lazyload

from gallery.db import change_rows, db
from gallery.errors import BadInput, Conflict, NotHere
from gallery.models import MODERATOR, ORGANISER, Account, Invitation, Role
from gallery.toolbox import Toolbox

LEAST_PASSWORD = 12  # characters
#: What the keys of e-mail addresses are for.
FINDING, READING = "e-mail of an account", "sealed e-mail"


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
    sealed = tools.keys.seal(READING, email) if email else None
    db.session.add(Invitation(token_hash=token_hash, role=role, email_sealed=sealed))
    db.session.flush()
    return token


def invite_first_organiser(*, tools: Toolbox) -> str:
    """Make the sign-up token that a start prints; those in older logs open nothing any more."""
    _drop_start_links()
    return invite(ORGANISER, tools=tools)


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
        .values(used=True, email_sealed=None)
    )
    if used == 0:
        raise NotHere("unknown-invitation")
    if invitation.role == ORGANISER and not has_organiser():
        _drop_start_links()
    return add_account(credentials, invitation.role, tools=tools)


def add_account(credentials: Credentials, role: str, *, tools: Toolbox) -> Account:
    """Add an account; raise BadInput when there is one with this address."""
    if find_account(credentials.email, tools=tools):
        raise BadInput("email-taken")
    account = Account(
        name=credentials.name,
        password=credentials.password_hash,
        fs_uniquifier=tools.keys.new_token(),
        roles=[_role(role)],
    )
    write_email(account, credentials.email, tools=tools)
    db.session.add(account)
    db.session.flush()
    return account


def has_organiser() -> bool:
    """Whether anybody can run the campaign: an organiser who is not disabled."""
    return bool(db.session.scalars(_active_organisers()).first())


def all_accounts() -> list[Account]:
    """Return everybody who works here, those who may come in first, then by name."""
    wanted = select(Account).order_by(Account.active.desc(), Account.name, Account.id)
    return list(db.session.scalars(wanted).unique())


def write_email(account: Account, email: str, *, tools: Toolbox) -> None:
    """Seal an e-mail address, and keep a keyed hash to find the account by."""
    account.email_hash = _email_hash(email, tools=tools)
    account.email_sealed = tools.keys.seal(READING, _tidy(email))


def read_email(row: Account | Invitation, *, tools: Toolbox) -> str:
    """Return the e-mail address of an account or of an invitation; "" where there is none."""
    return tools.keys.unseal(READING, row.email_sealed) if row.email_sealed else ""


def find_account(email: str, *, tools: Toolbox) -> Account | None:
    """Return the account of an e-mail address; capitals and spaces around it are forgiven."""
    wanted = select(Account).where(Account.email_hash == _email_hash(email, tools=tools))
    return db.session.scalars(wanted).unique().one_or_none()


def get_account(number: int) -> Account:
    """Return an account by its number; raise NotHere otherwise."""
    account = db.session.get(Account, number)
    if account is None:
        raise NotHere("unknown-account")
    return account


def disable(account: Account, *, tools: Toolbox) -> None:
    """Keep an account out: its sessions end at once, and stay ended if it is let in again."""
    account.active = False
    account.fs_uniquifier = tools.keys.new_token()


def disable_other(account: Account, *, by: Account, tools: Toolbox) -> None:
    """Keep a colleague out. Nobody locks out themselves, or the last who can run the campaign."""
    if account.id == by.id:
        raise Conflict("not-yourself")
    left = db.session.scalars(_active_organisers().with_for_update(of=Account)).all()
    if all(organiser.id == account.id for organiser in left):
        raise Conflict("last-organiser")
    disable(account, tools=tools)


def enable(account: Account) -> None:
    """Let an account in again."""
    account.active = True


def _email_hash(email: str, *, tools: Toolbox) -> str:
    """Return what an account is found by."""
    return tools.keys.hash(FINDING, _tidy(email))


def _tidy(email: str) -> str:
    """Write an e-mail address as it is compared."""
    return email.strip().lower()


def _active_organisers() -> Select[Account]:
    """Choose the organisers who may come in, in a fixed order."""
    return (
        select(Account)
        .options(lazyload(Account.roles), lazyload(Account.scopes))
        .where(Account.active, Account.roles.any(Role.name == ORGANISER))
        .order_by(Account.id)
    )


def _drop_start_links() -> None:
    """Take back what was printed before there was an organiser: these links name nobody."""
    unused = Invitation.used.is_(False), Invitation.email_sealed.is_(None)
    db.session.execute(delete(Invitation).where(Invitation.role == ORGANISER, *unused))


def _role(name: str) -> Role:
    """Return a role, made at first use."""
    known = db.session.scalars(select(Role).where(Role.name == name)).one_or_none()
    return known or Role(name=name)
