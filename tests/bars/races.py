"""Two moderators decide the same photo at the same moment, a thousand times: one of them does.

``python -m tests.bars.races`` on one machine (SQLite) and on servers (PostgreSQL): two people send
two different decisions on one photo through the door, again and again; then three people begin at
the same moment, and two take the same photo over. Every photo must have exactly one decision, the
slower one must be told who was quicker, and no photo may be given to two.
"""

import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db
from gallery.journey.checking import check_log
from gallery.journey.leases import SIZE
from gallery.journey.review import DECIDING
from gallery.models import MODERATOR, Decision, Lease, Photo
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_photo, create_submission
from tests.house import signed_in

RACES, STARTS, TAKEN_OVER = 1000, 50, 50
ACTS = cycle([("approve", "reject"), ("reject", "hold"), ("hold", "approve"), ("reject", "reject")])
REASONS = ("child", "duplicate")  # of two rejections
SLOWEST = 0.1  # seconds for 95 of 100 decisions
NAMES = ("Mira", "Jonas", "Ola")


@pytest.fixture(params=["folders", "servers"])
def setup(request: pytest.FixtureRequest) -> str:
    """On one machine, and on servers."""
    return str(request.param)


@pytest.fixture
def people(app: Flask) -> list[FlaskClient]:
    """The browsers of three moderators."""
    return [signed_in(app, create_account(MODERATOR, name=name)) for name in NAMES]


@pytest.fixture
def together(app: Flask) -> Iterator[Callable[..., list[object]]]:
    """Let several do something at the same moment."""
    pool = ThreadPoolExecutor(len(NAMES))

    def run(act: Callable[[], object], gate: Barrier) -> object:
        with app.app_context():
            gate.wait()
            try:
                return act()
            finally:
                db.session.remove()

    def together(*acts: Callable[[], object]) -> list[object]:
        db.session.rollback()
        gate = Barrier(len(acts))
        return list(pool.map(partial(run, gate=gate), acts))

    yield together
    pool.shutdown()


def decide(browser: FlaskClient, photo: str, act: str, reason: str) -> tuple[int, bool, float]:
    """Decide; say how that went, whether the other one was named, and how long it took."""
    begun = time.perf_counter()
    answer = browser.post(f"/review/{photo}/{act}", data={"version": "1", "reason": reason})
    took = time.perf_counter() - begun
    return answer.status_code, "already decided this one" in answer.text, took


def test_of_two_decisions_at_once_one_counts(
    people: list[FlaskClient],
    together: Callable[..., list[tuple[int, bool, float]]],
    setup: str,
    tools: Toolbox,
) -> None:
    answers: Counter[tuple[tuple[int, bool], ...]] = Counter()
    times: list[float] = []
    photos = [create_photo() for _ in range(RACES)]
    names = {photo.id: photo.public_id for photo in photos}
    for number, acts in zip(names, ACTS, strict=False):
        runners = [
            partial(decide, browser, names[number], act, reason)
            for browser, act, reason in zip(people[:2], acts, REASONS, strict=True)
        ]
        said = together(*runners)
        answers[tuple(sorted((status, named) for status, named, _ in said))] += 1
        times += [took for status, _, took in said if status == 302]
    decided = count_decisions(names)
    slowest = statistics.quantiles(times, n=20)[-1]

    print(f"\n{setup}: {RACES} races, answers {dict(answers)}, decisions {dict(decided)}")
    print(f"  a decision at the server: p95 {slowest * 1000:.0f} ms, with two at once")
    assert answers == {((302, False), (409, True)): RACES}
    assert decided == {1: RACES}
    assert slowest <= SLOWEST
    assert check_log(tools.keys).is_whole


def test_of_those_who_begin_at_once_nobody_is_given_what_another_has(
    people: list[FlaskClient], together: Callable[..., list[object]], setup: str
) -> None:
    sent = create_submission()
    for _ in range(STARTS):
        for _ in range(len(people) * SIZE):
            create_photo(submission=sent)
        together(*(partial(begin, browser) for browser in people))

        shares = Counter(lease.account_id for lease in db.session.query(Lease))
        assert list(shares.values()) == [SIZE] * len(people)
        db.session.query(Lease).delete()
        db.session.query(Photo).delete()
        db.session.commit()
    print(f"\n{setup}: {STARTS} times {len(people)} people began at once, {SIZE} photos for each")


def test_of_two_who_take_a_photo_over_one_has_it(
    people: list[FlaskClient], together: Callable[..., list[object]], setup: str
) -> None:
    for _ in range(TAKEN_OVER):
        photo = create_photo()
        begin(people[2])
        at = f"/review/{photo.public_id}/take-over"
        together(*(partial(press, browser, at) for browser in people[:2]))

        db.session.rollback()
        assert db.session.query(Lease).filter_by(photo_id=photo.id).count() == 1
    print(f"\n{setup}: {TAKEN_OVER} times two took a photo over from a third at once")


def begin(browser: FlaskClient) -> int:
    """Press "Begin"."""
    return press(browser, "/review/begin")


def press(browser: FlaskClient, at: str) -> int:
    """Press a button."""
    status = browser.post(at).status_code
    assert status == 302
    return status


def count_decisions(photos: dict[int, str]) -> Counter[int]:
    """Count how many photos have how many decisions."""
    db.session.rollback()
    wanted = db.session.query(Decision).filter(Decision.act.in_(DECIDING))
    each = Counter(decision.photo_id for decision in wanted)
    return Counter(each[number] for number in photos)


def main() -> int:
    """Run it on both set-ups."""
    return int(pytest.main(["-q", "-s", "-p", "no:cacheprovider", str(Path(__file__))]))


if __name__ == "__main__":
    sys.exit(main())
