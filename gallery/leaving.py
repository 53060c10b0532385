"""Who left is forgotten: name, address and keys go at their day, a number stays for the log.

An account that is kept out is erased a month later, or at once by an organiser; one that nobody
used, a year after the last action day that its person saw. Somebody who can run the campaign stays.
"""

from datetime import date, timedelta

from sqlalchemy import delete, select

from gallery import accounts, second_factor, sessions
from gallery.db import db
from gallery.errors import Conflict
from gallery.journey.audit import note_apart
from gallery.models import Account, Action, ActionLink, Edition, Invitation
from gallery.toolbox import Toolbox

#: So long a mistake can be mended: who is kept out can be let in again.
AFTER_LEAVING = timedelta(days=30)
A_YEAR = timedelta(days=365)  # see SAFETY.md, 3


def erase(account: Account, *, by: Account, tools: Toolbox) -> None:
    """Erase who is kept out; raise Conflict for who may still come in."""
    if account.active:
        raise Conflict("still-in")
    _forget(account, tools=tools)
    note_apart("erase-account", tools=tools, by=by, details={"account": account.id})


def erase_old(*, tools: Toolbox) -> int:
    """Erase the accounts whose time is over; return how many."""
    today = tools.now().date()
    old = [each for each in accounts.all_accounts() if _is_over(each, today=today)]
    staying = {each.id for each in db.session.scalars(accounts.active_organisers()).unique()}
    if staying <= {each.id for each in old}:
        old = [each for each in old if each.id not in staying]
    for account in old:
        _forget(account, tools=tools)
        note_apart("lapse", tools=tools, by=None, details={"account": account.id})
    return len(old)


def forget_old_groups(*, tools: Toolbox) -> int:
    """Forget whose links were a year after their action day, and after they were made."""
    over = tools.now().date() - A_YEAR
    wanted = select(ActionLink).join(Action).join(Edition)
    wanted = wanted.where(Edition.day <= over, ActionLink.made_on <= over)
    old = [each for each in db.session.scalars(wanted) if each.organisation]
    for link in old:
        link.organisation = ""
    return len(old)


def list_erased() -> list[int]:
    """Return the numbers of accounts of which nothing else is left."""
    erased = select(Account.id).where(Account.erased_on.is_not(None))
    return list(db.session.scalars(erased.order_by(Account.id)))


def _is_over(account: Account, *, today: date) -> bool:
    """Whether the time of an account is over."""
    if not account.active:
        return account.left_on is not None and today - account.left_on >= AFTER_LEAVING
    if account.seen_on is None:
        return False
    began = select(Edition.closes_on).where(Edition.first_day <= account.seen_on)
    last = db.session.scalars(began.order_by(Edition.closes_on.desc()).limit(1)).first()
    return today - max(account.seen_on, last or account.seen_on) >= A_YEAR


def _forget(account: Account, *, tools: Toolbox) -> None:
    """Leave of an account its number, by which the log calls it."""
    sessions.end_all(account, tools=tools)
    second_factor.forget_all(account)
    db.session.execute(delete(Invitation).where(Invitation.account_id == account.id))
    accounts.write_email(account, tools.keys.new_token(), tools=tools)  # nobody finds it any more
    account.email_sealed, account.name, account.password = "", f"#{account.id}", "!"
    account.fs_uniquifier = tools.keys.new_token()
    account.roles, account.scopes = [], []
    account.active, account.wants_digest, account.language = False, False, "en"
    account.seen_on = account.left_on = account.told_at = account.tell_not_before = None
    account.erased_on = tools.now().date()
    db.session.flush()
