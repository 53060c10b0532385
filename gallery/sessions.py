"""Who is signed in where: a row for each session, so that one that was ended stays ended.

A cookie holds a token, the row its keyed hash: a copied cookie opens nothing once the row is gone.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select

from gallery.db import db
from gallery.errors import NotHere
from gallery.models import Account, SignedIn
from gallery.toolbox import Toolbox

LONGEST = timedelta(hours=12)
PURPOSE = "session"


def begin(account: Account, *, tools: Toolbox) -> str:
    """Begin a session; return the token that is its only key."""
    token = tools.keys.new_token()
    drop_old(tools=tools)
    db.session.add(
        SignedIn(
            token_hash=tools.keys.hash(PURPOSE, token), account_id=account.id, begun_at=tools.now()
        )
    )
    account.seen_on = tools.now().date()
    db.session.flush()
    return token


def find_account(token: str, *, tools: Toolbox) -> Account | None:
    """Return whose session a token is, while it goes on and the account may come in."""
    wanted = (
        select(Account)
        .join(SignedIn, SignedIn.account_id == Account.id)
        .where(SignedIn.token_hash == tools.keys.hash(PURPOSE, token))
        .where(SignedIn.begun_at > tools.now() - LONGEST, Account.active)
    )
    return db.session.scalars(wanted).unique().one_or_none()


def list_sessions(account: Account, *, tools: Toolbox) -> list[SignedIn]:
    """Return the sessions of an account that may still go on, the newest first."""
    wanted = select(SignedIn).where(
        SignedIn.account_id == account.id, SignedIn.begun_at > tools.now() - LONGEST
    )
    return list(db.session.scalars(wanted.order_by(SignedIn.begun_at.desc(), SignedIn.id.desc())))


def is_session(row: SignedIn, token: str, *, tools: Toolbox) -> bool:
    """Whether a row is the session of a token."""
    return row.token_hash == tools.keys.hash(PURPOSE, token)


def end(token: str, *, tools: Toolbox) -> None:
    """End the session of a token."""
    _end(SignedIn.token_hash == tools.keys.hash(PURPOSE, token))


def end_one(account: Account, number: int) -> None:
    """End one of an account's own sessions; raise NotHere for anybody else's."""
    row = db.session.get(SignedIn, number)
    if row is None or row.account_id != account.id:
        raise NotHere("unknown-session")
    db.session.delete(row)


def end_all(account: Account, *, but: str = "", tools: Toolbox) -> None:
    """End all sessions of an account, perhaps but one."""
    kept = tools.keys.hash(PURPOSE, but)
    _end(SignedIn.account_id == account.id, SignedIn.token_hash != kept)


def drop_old(*, tools: Toolbox) -> None:
    """Forget sessions whose time is over."""
    _end(SignedIn.begun_at <= tools.now() - LONGEST)


def _end(*where: ColumnElement[bool]) -> None:
    """Delete rows."""
    db.session.execute(delete(SignedIn).where(*where))
