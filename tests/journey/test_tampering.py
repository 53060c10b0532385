"""The log in real databases: many write at once, and some of the thousand tamperings are found.

All of them: ``python -m tests.bars.tampering``.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import current_app

from gallery.db import db, unit_of_work
from gallery.journey import audit
from gallery.journey.checking import check_log
from tests.bars.tampering import WAYS, open_log, tamper_often, write
from tests.factories import NOON

FEW, SMALL = 3 * len(WAYS), 45
PEOPLE, EACH = 4, 6
both = pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.contract)]
)


@pytest.fixture
def url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of an empty database."""
    if kind == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/gallery.sqlite"


@both
def test_many_write_at_once_and_the_chain_has_no_gap(url: str) -> None:
    with open_log(url) as log:
        app = current_app._get_current_object()  # type: ignore[attr-defined]

        def work(person: int) -> None:
            with app.app_context():
                for number in range(EACH):
                    with unit_of_work():
                        audit.note(person, "hold", at=NOON, tools=log)
                        audit.note(number, "undo", at=NOON, tools=log)
                db.session.remove()

        with ThreadPoolExecutor(PEOPLE) as pool:
            list(pool.map(work, range(PEOPLE)))

        done = check_log(log.keys)

    assert (done.count, done.number, done.troubles) == (2 * PEOPLE * EACH,) * 2 + ([],)


@both
def test_every_tampering_is_found(url: str) -> None:
    with open_log(url) as log:
        write(log, SMALL)
        whole = check_log(log.keys)

        made, found = tamper_often(log, FEW)

    assert whole.is_whole
    assert (made.total(), found) == (FEW, made)
