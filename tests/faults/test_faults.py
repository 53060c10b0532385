"""Whatever breaks, an acknowledged photo is there once, whole, and is published once.

Here each scenario runs once, in one set-up; ``python -m tests.bars.faults`` runs them all in each.
"""

from collections.abc import Iterator

import pytest

from gallery.db import unit_of_work
from tests.factories import create_edition
from tests.faults.scenarios import SCENARIOS
from tests.faults.stands import SETUPS, Stand, open_stand

pytestmark = pytest.mark.contract
SLOW = ("store is too slow",)  # half a minute; only in the whole run


def shared_out() -> Iterator[tuple[str, str]]:
    """Give each scenario one of its set-ups, in turn."""
    for number, (name, (_, setups)) in enumerate(SCENARIOS.items()):
        # Where workers have other machines beside them, a dead one's photo waits for its lease.
        quick = setups[:2] if name.startswith("worker killed") else setups
        if name not in SLOW:
            yield quick[number % len(quick)], name


@pytest.fixture(scope="module", params=SETUPS)
def stand(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    s3_keys: tuple[str, str],
) -> Iterator[Stand]:
    """A running gallery in a set-up."""
    folder = tmp_path_factory.mktemp("stand")
    with open_stand(request.param, folder, s3_keys) as stand:
        with unit_of_work():
            create_edition()
        yield stand


@pytest.mark.parametrize(
    ("stand", "name"), sorted(shared_out()), indirect=["stand"], scope="module"
)
def test_nothing_is_lost_or_made_twice(stand: Stand, name: str) -> None:
    scenario, _ = SCENARIOS[name]

    scenario(stand)
