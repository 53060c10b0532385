"""Tell partners who ask what was published and what was removed: signed, in order, until it comes.

Each webhook follows the changes at its own pace. What is owed is read from its row alone; it is
claimed by compare-and-set, carried outside any unit of work, and carried again, under the same
number, when nobody wrote down that it arrived: at least once, and hardly ever twice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update

from gallery.db import change_rows, db
from gallery.errors import BadInput, Gone, NotHere
from gallery.journey.audit import note_apart
from gallery.journey.changes import Event, list_changes
from gallery.models import Account, Change, Partner, Webhook
from gallery.toolbox import Toolbox
from gallery.webhooks.addresses import read_target
from gallery.webhooks.signing import new_secret

MOST = 5  # of a partner
AT_ONCE = 100  # changes in a message
LEASE = timedelta(minutes=5)
FIRST, SLOWEST = timedelta(seconds=30), timedelta(hours=6)  # between two tries
GIVEN_UP = timedelta(days=3)  # without an answer


@dataclass(frozen=True)
class Work:
    """A message that is owed; ``number`` is the same when it is sent again."""

    webhook_id: int
    url: str
    secret: str
    number: str
    events: tuple[Event, ...]
    is_behind: bool  # so much has happened that nobody can say what: all is to be read anew
    told_until: int


def list_webhooks(partner: Partner) -> list[Webhook]:
    """Return the webhooks of a partner."""
    wanted = select(Webhook).where(Webhook.partner_id == partner.id).order_by(Webhook.id)
    return list(db.session.scalars(wanted))


def find_webhook(partner: Partner, number: int) -> Webhook:
    """Return a webhook of a partner; raise NotHere for another number."""
    found = db.session.get(Webhook, number)
    if found is None or found.partner_id != partner.id:
        raise NotHere
    return found


def add_webhook(partner: Partner, url: str, *, tools: Toolbox, by: Account) -> Webhook:
    """Note an address that nothing is sent to yet; raise BadInput for one that nothing may be."""
    read_target(url)
    if len(list_webhooks(partner)) >= MOST:
        raise BadInput("too-many-webhooks", most=MOST)
    row = Webhook(partner=partner, url=url.strip(), secret=new_secret(), told_until=0)
    db.session.add(row)
    db.session.flush()
    note_apart("webhook-new", tools=tools, by=by, details=_which(row))
    return row


def confirm_webhook(row: Webhook, *, tools: Toolbox, by: Account) -> None:
    """Tell an address, from now on, what happens; or try one again that was given up."""
    row.told_until = _newest() if not row.is_confirmed else row.told_until
    row.is_confirmed, row.is_stopped = True, False
    row.tries, row.not_before, row.failing_since, row.trouble = 0, None, None, None
    db.session.flush()
    note_apart("webhook", tools=tools, by=by, details=_which(row))


def drop_webhook(row: Webhook, *, tools: Toolbox, by: Account) -> None:
    """Tell an address nothing more, and forget it."""
    note_apart("webhook-gone", tools=tools, by=by, details=_which(row))
    db.session.delete(row)
    db.session.flush()


def list_due(*, tools: Toolbox) -> list[int]:
    """Return the numbers of the webhooks that something is owed to now."""
    wanted = select(Webhook.id).where(*_is_due(tools.now()), Webhook.told_until < _newest())
    return list(db.session.scalars(wanted.order_by(Webhook.not_before, Webhook.id)))


def claim(webhook_id: int, *, tools: Toolbox) -> Work | None:
    """Take what is owed to a webhook; None when it is nothing, or another run has it."""
    now = tools.now()
    taken = update(Webhook).where(Webhook.id == webhook_id, *_is_due(now))
    if not change_rows(taken.values(not_before=now + LEASE)):
        return None
    row = db.session.get_one(Webhook, webhook_id, populate_existing=True)
    try:
        events, last = list_changes(after=row.told_until, limit=AT_ONCE, today=now.date())
        is_behind = False
    except Gone:
        events, last, is_behind = [], _newest(), True
    if not (events or is_behind):  # nothing that may be told
        row.told_until, row.not_before = last or row.told_until, None
        return None
    number = f"{row.id}-{row.told_until}-{last}"
    until = last or row.told_until
    return Work(row.id, row.url, row.secret, number, tuple(events), is_behind, until)


def note_arrived(work: Work) -> None:
    """Write down that a message arrived."""
    row = db.session.get(Webhook, work.webhook_id)
    if row is not None:
        row.told_until = max(row.told_until, work.told_until)
        row.tries, row.not_before, row.failing_since, row.trouble = 0, None, None, None


def note_failed(work: Work, trouble: str, *, tools: Toolbox) -> None:
    """Write down that nobody took a message: try again, ever more seldom, for three days."""
    row, now = db.session.get(Webhook, work.webhook_id), tools.now()
    if row is None:
        return
    row.tries, row.trouble = row.tries + 1, trouble
    row.failing_since = row.failing_since or now
    row.not_before = now + min(FIRST * 2 ** min(row.tries - 1, 12), SLOWEST)
    if now - row.failing_since >= GIVEN_UP:
        row.is_stopped = True
        note_apart("webhook-stop", tools=tools, by=None, details=_which(row))


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Choose the webhooks that may be told something now."""
    is_free = or_(Webhook.not_before.is_(None), Webhook.not_before <= now)
    return (Webhook.is_confirmed.is_(True), Webhook.is_stopped.is_(False), is_free)


def _newest() -> int:
    """Return the number of the newest change."""
    return db.session.scalar(select(func.max(Change.id))) or 0


def _which(row: Webhook) -> dict[str, int]:
    """Return what the log tells of a webhook: whose it is, never its address."""
    return {"supporter": row.partner.supporter_id, "webhook": row.id}
