"""Who may work here: invitations, and accounts made from them.

Who lets somebody in stands in the log of decisions; nobody there is the operator.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import lazyload

from gallery import second_factor, sessions
from gallery.db import change_rows, db
from gallery.errors import BadInput, Closed, NotHere
from gallery.journey.audit import note_apart
from gallery.models import MODERATOR, ORGANISER, ROLES, Account, Invitation, Place, Role, Scope
from gallery.toolbox import Toolbox

LEAST_PASSWORD = 12  # characters
INVITATION_LIFE = timedelta(days=7)
#: So long an invitation that has expired is still known, so that we can say so.
REMEMBERED = timedelta(days=30)
#: What the keys of e-mail addresses are for.
FINDING, READING = "e-mail of an account", "sealed e-mail"


@dataclass(frozen=True)
class Credentials:
    """What a new account brings. The password is hashed already."""

    email: str
    name: str
    password_hash: str


def invite(
    role: str,
    *,
    tools: Toolbox,
    by: Account | None = None,
    email: str | None = None,
    places: Sequence[Place] = (),
) -> str:
    """Make a one-time sign-up token for a role; of who made it, whether they are invented stays."""
    if role not in ROLES:
        raise BadInput("unknown-role", role=role)
    token, invitation = _add_invitation(role, by=by, tools=tools)
    invitation.email_sealed = tools.keys.seal(READING, email) if email else None
    invitation.places = list(places)
    details = {
        "invitation": invitation.mark,
        "role": role,
        "places": [list(each) for each in places],
    }
    note_apart("invite", tools=tools, by=by, details=details)
    return token


def invite_first_organiser(*, tools: Toolbox) -> str:
    """Make the sign-up token that a start prints; those in older logs open nothing any more."""
    _drop_start_links()
    return invite(ORGANISER, tools=tools)


def open_invitations() -> list[Invitation]:
    """Return the invitations that nobody has used, the newest first."""
    wanted = select(Invitation).where(Invitation.used.is_(False)).order_by(Invitation.id.desc())
    return list(db.session.scalars(wanted))


def take_back(number: int, *, by: Account | None, tools: Toolbox) -> Invitation:
    """Let an invitation open nothing any more; return it. Raise NotHere for a used one."""
    invitation = db.session.get(Invitation, number, with_for_update=True)
    if invitation is None or invitation.used:
        raise NotHere("unknown-invitation")
    db.session.delete(invitation)
    note_apart("take-back", tools=tools, by=by, details={"invitation": invitation.mark})
    return invitation


def invite_anew(number: int, *, by: Account, tools: Toolbox) -> str:
    """Make a new token for whom an invitation was; the former opens nothing any more."""
    former = take_back(number, by=by, tools=tools)
    if former.account:
        return invite_back(former.account, by=by, tools=tools, renews_factor=former.renews_factor)
    email = read_email(former, tools=tools) or None
    places = [(country, city_id) for country, city_id in former.places]
    return invite(former.role, tools=tools, by=by, email=email, places=places)


def drop_old_invitations(*, tools: Toolbox) -> None:
    """Forget invitations that expired a while ago, and whom they were for."""
    old = Invitation.expires_at < tools.now() - REMEMBERED
    db.session.execute(delete(Invitation).where(Invitation.used.is_(False), old))


def find_invitation(token: str, *, tools: Toolbox) -> Invitation:
    """Return an unused invitation; raise Closed when it has expired, NotHere otherwise."""
    wanted = select(Invitation).where(
        Invitation.token_hash == tools.keys.hash("invitation", token), Invitation.used.is_(False)
    )
    invitation = db.session.scalars(wanted).one_or_none()
    if invitation is None:
        raise NotHere("unknown-invitation")
    if invitation.expires_at <= tools.now():
        raise Closed("expired-invitation")
    return invitation


def accept_invitation(token: str, credentials: Credentials, *, tools: Toolbox) -> Account:
    """Make an account from an invitation, which is used up by it."""
    invitation = _use_up(token, tools=tools)
    if invitation.account_id is not None:
        raise NotHere("unknown-invitation")
    if invitation.role == ORGANISER and not has_organiser():
        _drop_start_links()
    account = add_account(credentials, invitation.role, tools=tools)
    account.is_demonstration = invitation.is_demonstration
    account.seen_on = tools.now().date()
    account.scopes = [Scope(country=country, city_id=city) for country, city in invitation.places]
    note_apart("join", tools=tools, by=account, details={"invitation": invitation.mark})
    return account


def invite_back(
    account: Account, *, tools: Toolbox, by: Account | None = None, renews_factor: bool = False
) -> str:
    """Make a one-time token with which somebody who is here chooses a new password.

    Where the second factor is lost, too, it is forgotten when the token is used.
    """
    db.session.execute(
        delete(Invitation).where(Invitation.account_id == account.id, Invitation.used.is_(False))
    )
    token, invitation = _add_invitation(account.role or MODERATOR, by=by, tools=tools)
    invitation.account, invitation.renews_factor = account, renews_factor
    details = {"account": account.id, "invitation": invitation.mark, "factors": renews_factor}
    note_apart("way-back", tools=tools, by=by, details=details)
    return token


def use_way_back(token: str, password_hash: str, *, tools: Toolbox) -> Account:
    """Keep a new password for whose link this is, which is used up by it; their sessions end."""
    invitation = _use_up(token, tools=tools)
    if invitation.account is None:
        raise NotHere("unknown-invitation")
    change_password(invitation.account, password_hash)
    if invitation.renews_factor:
        second_factor.forget_all(invitation.account)
    sessions.end_all(invitation.account, tools=tools)
    details = {"invitation": invitation.mark, "factors": invitation.renews_factor}
    note_apart("come-back", tools=tools, by=invitation.account, details=details)
    return invitation.account


def change_password(account: Account, password_hash: str) -> None:
    """Keep another password; links to a new one open nothing any more."""
    account.password = password_hash
    unused = Invitation.account_id == account.id, Invitation.used.is_(False)
    db.session.execute(delete(Invitation).where(*unused))


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
    return bool(db.session.scalars(active_organisers()).first())


def active_organisers() -> Select[Account]:
    """Choose the organisers who may come in, in a fixed order."""
    return (
        select(Account)
        .options(lazyload(Account.roles), lazyload(Account.scopes))
        .where(Account.active, Account.roles.any(Role.name == ORGANISER))
        .order_by(Account.id)
    )


def list_organiser_emails(*, tools: Toolbox) -> list[tuple[str, str]]:
    """Return where the organisers can be written to, and in which languages."""
    found = db.session.scalars(active_organisers()).unique()
    return [(read_email(account, tools=tools), account.language) for account in found]


def all_accounts() -> list[Account]:
    """Return everybody who works here, those who may come in first, then by name."""
    found = db.session.scalars(select(Account).where(Account.erased_on.is_(None))).unique()
    return sorted(found, key=lambda each: (not each.active, each.name.casefold(), each.id))


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
    if account is None or account.erased_on is not None:
        raise NotHere("unknown-account")
    return account


def find_active(number: int) -> Account | None:
    """Return an account that may come in, by its number."""
    account = db.session.get(Account, number)
    return account if account and account.active else None


def remember_language(account: Account, language: str) -> None:
    """Keep in which language somebody reads."""
    account.language = language


def give_role(account: Account, role: str) -> None:
    """Give somebody one of ROLES, and no other."""
    account.roles = [_role(role)]


def _email_hash(email: str, *, tools: Toolbox) -> str:
    """Return what an account is found by."""
    return tools.keys.hash(FINDING, _tidy(email))


def _tidy(email: str) -> str:
    """Write an e-mail address as it is compared."""
    return email.strip().lower()


def _add_invitation(role: str, *, by: Account | None, tools: Toolbox) -> tuple[str, Invitation]:
    """Add a one-time link; return its token, which is kept nowhere."""
    token = tools.keys.new_token()
    invitation = Invitation(
        token_hash=tools.keys.hash("invitation", token),
        role=role,
        expires_at=tools.now() + INVITATION_LIFE,
        is_demonstration=by is not None and by.is_demonstration,
    )
    db.session.add(invitation)
    db.session.flush()
    return token, invitation


def _use_up(token: str, *, tools: Toolbox) -> Invitation:
    """Return an invitation that opens nothing any more (compare-and-set)."""
    invitation = find_invitation(token, tools=tools)
    used = change_rows(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used.is_(False))
        .values(used=True, email_sealed=None)
    )
    if used == 0:
        raise NotHere("unknown-invitation")
    return invitation


def _drop_start_links() -> None:
    """Take back what was printed before there was an organiser: these links name nobody."""
    unused = Invitation.used.is_(False), Invitation.email_sealed.is_(None)
    nobodys = Invitation.role == ORGANISER, Invitation.account_id.is_(None)
    db.session.execute(delete(Invitation).where(*nobodys, *unused))


def _role(name: str) -> Role:
    """Return a role, made at first use."""
    known = db.session.scalars(select(Role).where(Role.name == name)).one_or_none()
    return known or Role(name=name)
