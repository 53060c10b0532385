"""What can go wrong on the way of a photo: each scenario sends photos while it does."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Thread

from sqlalchemy import text, update

from gallery.db import db
from gallery.journey.claiming import LEASE
from gallery.models import Photo, Stage
from tests.faults.judging import is_well, photos_now
from tests.faults.sending import Sender
from tests.faults.stands import Stand, tell
from tests.pictures import make_photo

Scenario = Callable[[Stand], float]

SIZE = (1000, 750)
#: The steps of a web server, by what it keeps photos in.
WEB = {
    "written": ("put-written", "put-sent"),
    "synced": ("put-synced", "put-compared"),
    "named": ("put-named", "put-compared"),
    "inserted": ("piece-inserted",) * 2,
    "promised": ("promise-made",) * 2,
    "answered": ("answer-sent",) * 2,
}
WORKER = ("claimed", "developed", "stored", "recorded", "released")
SECONDS = 3.0  # that a lock is held here; the whole suite holds it for thirty


def photos(count: int = 2) -> list[bytes]:
    """New photos."""
    return [make_photo(size=SIZE) for _ in range(count)]


def cut_in_the_middle(stand: Stand) -> float:
    """The line is cut in the middle of a body."""
    sender, (data,) = Sender(stand), photos(1)
    path = sender.begin(len(data))
    sender.cut(path, data, sent=len(data) // 2)
    sender.finish(path, data)
    return is_well(sender)


def cut_before_the_answer(stand: Stand) -> float:
    """The line is cut when all was sent and nothing was answered."""
    sender, (data,) = Sender(stand), photos(1)
    path = sender.begin(len(data))
    sender.cut(path, data, sent=len(data))
    sender.finish(path, data)
    return is_well(sender)


def twice_at_once(stand: Stand) -> float:
    """The same bytes come by two lines at once."""
    sender, (data,) = Sender(stand), photos(1)
    path = sender.begin(len(data))
    lines = [Thread(target=sender.patch, args=(path, data), kwargs={"offset": 0}) for _ in "ab"]
    for line in lines:
        line.start()
    for line in lines:
        line.join()
    sender.finish(path, data)
    return is_well(sender)


def web_killed(stand: Stand, *, at: str) -> float:
    """A web server dies at a step."""
    step = WEB[at][stand.setup != "folders"]
    sender = Sender(stand)
    stand.arm(step)
    sender.send(*photos())
    assert stand.has_died(step)
    return is_well(sender)


def worker_killed(stand: Stand, *, at: str) -> float:
    """A worker dies at a step of examining, and another at the same step of publishing."""
    sender = Sender(stand)
    stand.arm(f"examine-{at}")
    sender.send(*photos())
    took = is_well(sender, before_publishing=partial(stand.arm, f"publish-{at}"))
    assert stand.has_died(f"examine-{at}")
    assert stand.has_died(f"publish-{at}")
    return took


def lease_runs_out(stand: Stand) -> float:
    """A worker stands still for longer than its lease, and comes back when another has the photo.

    Of several photos one is caught in the middle.
    """
    sender, held = Sender(stand), stand.gallery.children("gallery", "worker")
    for data in photos(6):
        sender.send(data)
        if _caught_in_the_middle(sender, held):
            break
    else:
        raise AssertionError("no worker was caught in the middle of a photo")
    with stand.another_worker(), _let_go(held):
        caught = [photo.id for photo in photos_now(sender) if photo.stage is Stage.RECEIVED]
        db.session.execute(
            update(Photo)
            .where(Photo.id.in_(caught), Photo.claimed_until.is_not(None))
            .values(claimed_until=stand.tools.now() - LEASE)
        )
        db.session.commit()
        for number in caught:
            stand.tools.queue.send("examine", number)
        stand.gallery.until(lambda: not _received(sender))
        tell(held, signal.SIGCONT)
        return is_well(sender)


def two_workers(stand: Stand) -> float:
    """Two workers are told of each photo five times."""
    sender = Sender(stand)
    with stand.another_worker():
        sender.send(*photos())
        _tell_often(stand, "examine", sender)
        return is_well(sender, before_publishing=partial(_tell_often, stand, "publish", sender))


def store_lies(stand: Stand, *, manner: str, times: int = 4) -> float:
    """The store answers wrongly: to the web server, and to the worker."""
    store = stand.store
    assert store is not None
    store.seconds = 0.0 if manner != "slow" else 31.0  # longer than it is waited for
    sender = Sender(stand)
    lie = partial(store.lie, manner, times if manner != "slow" else 1)
    lie()
    sender.send(*photos())
    assert store.done
    lie()
    took = is_well(sender, before_publishing=lie)
    store.lie("", 0)
    return took


def store_is_gone(stand: Stand) -> float:
    """The bucket may not be touched, and then there is none."""
    store = stand.store
    assert store is not None
    sender = Sender(stand)
    for manner in ("403 AccessDenied", "404 NoSuchBucket"):
        store.lie(manner, 6, methods=("PUT", "GET", "HEAD"))
        sender.send(*photos(1))
        assert store.done
    return is_well(sender)


def database_restarts(stand: Stand) -> float:
    """The database crashes while photos come and are looked at."""
    assert stand.restart_database is not None
    with _sending(stand) as sender:
        stand.restart_database()
    stand.restart_database()
    return is_well(sender)


def lock_is_held(stand: Stand) -> float:
    """Somebody holds the database for themselves."""
    with _sending(stand) as sender, db.engine.connect() as line:
        if line.dialect.name == "sqlite":
            line.execution_options(writes=True)
            line.exec_driver_sql("ROLLBACK")
            line.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            line.execute(text("LOCK TABLE upload, photo IN ACCESS EXCLUSIVE MODE"))
        time.sleep(SECONDS)
    return is_well(sender)


def queue_forgets(stand: Stand) -> float:
    """The queue forgets every task."""
    sender = Sender(stand)
    with stand.workers_held():
        sender.send(*photos())
        huey = stand.tools.queue.huey  # type: ignore[attr-defined]  # a running gallery has one
        huey.flush()
    return is_well(sender)


def store_is_full(stand: Stand) -> float:
    """There is no room, until somebody makes some."""
    store = stand.store
    assert store is not None
    sender = Sender(stand)
    store.lie("507 InsufficientStorage", 3)
    sender.send(*photos())
    assert 507 in sender.refusals
    store.lie("507 InsufficientStorage", 3)
    return is_well(sender)


#: Every scenario, and the set-ups in which it can happen.
ALL = ("folders", "s3", "servers")
REMOTE = ALL[1:]
SCENARIOS: dict[str, tuple[Scenario, tuple[str, ...]]] = {
    "cut in the middle": (cut_in_the_middle, ALL),
    "cut before the answer": (cut_before_the_answer, ALL),
    "twice at once": (twice_at_once, ALL),
    **{f"web killed: {at}": (partial(web_killed, at=at), ALL) for at in WEB},
    **{f"worker killed: {at}": (partial(worker_killed, at=at), ALL) for at in WORKER},
    "lease runs out": (lease_runs_out, ALL),
    "two workers": (two_workers, ALL),
    "store says 503": (partial(store_lies, manner="503 SlowDown"), REMOTE),
    "store hangs up": (partial(store_lies, manner="reset"), REMOTE),
    "store's answer is lost": (partial(store_lies, manner="lost"), REMOTE),
    "store is too slow": (partial(store_lies, manner="slow"), REMOTE),
    "store corrupts": (partial(store_lies, manner="corrupt", times=3), REMOTE),
    "store is gone": (store_is_gone, REMOTE),
    "store is full": (store_is_full, REMOTE),
    "database restarts": (database_restarts, ("servers",)),
    "lock is held": (lock_is_held, ALL),
    "queue forgets": (queue_forgets, ALL),
}


@contextmanager
def _sending(stand: Stand) -> Iterator[Sender]:
    """Let somebody send photos meanwhile."""
    sender = Sender(stand)
    failed: list[BaseException] = []

    def send() -> None:
        try:
            sender.send(*photos(3))
        except BaseException as error:
            failed.append(error)

    line = Thread(target=send)
    line.start()
    try:
        yield sender
    finally:
        line.join()
    assert failed == []


@contextmanager
def _let_go(held: list[int]) -> Iterator[None]:
    """Let processes go on in the end, whatever happens: they are of a gallery for other tests."""
    try:
        yield
    finally:
        tell(held, signal.SIGCONT)


def _caught_in_the_middle(sender: Sender, held: list[int]) -> bool:
    """Stop the workers as soon as one has a photo; False when they were quicker."""
    while photo := next(iter(_received(sender)), None):
        if photo.claim:
            tell(held, signal.SIGSTOP)
            if any(each.claim for each in _received(sender)):
                return True
            tell(held, signal.SIGCONT)
            return False
        time.sleep(0.002)
    return False


def _received(sender: Sender) -> list[Photo]:
    return [photo for photo in photos_now(sender) if photo.stage is Stage.RECEIVED]


def _tell_often(stand: Stand, task: str, sender: Sender) -> None:
    for photo in photos_now(sender):
        for _ in range(5):
            stand.tools.queue.send(task, photo.id)
