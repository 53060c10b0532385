"""Everything that can go wrong, many times: ``python -m tests.bars.faults [--runs 20]``.

Each scenario in each set-up that it can happen in: SQLite and folders; SQLite and S3; PostgreSQL,
S3 and Redis. Printed are the seconds until all photos of a run waited; a run that is lost, corrupt,
doubled or stuck is told with its reason. ``--setups`` and ``--only`` choose, ``--plants`` plants
each fault of ours into the running gallery instead, and expects it to be found.
"""

import secrets
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gallery.db import unit_of_work
from tests.catalogues import compile_catalogues
from tests.factories import create_edition
from tests.faults import judging, scenarios
from tests.faults.planting.faults_of_ours import PLANTS
from tests.faults.scenarios import SCENARIOS
from tests.faults.stands import SETUPS, Stand, open_stand
from tests.servers import credentials

MOST_SECONDS = 60.0
PLANTING = Path(judging.__file__).parent / "planting"
#: Where each of our faults must be found: scenario, set-up.
FOUND = {
    "never remind": ("queue forgets", "folders"),
    "hold for ever": ("worker killed: claimed", "folders"),
    "let everybody record": ("two workers", "servers"),
    "believe the store": ("store corrupts", "s3"),
    "swallow errors": ("store says 503", "s3"),
    "refuse when unavailable": ("store's answer is lost", "s3"),
    "move without comparing": ("twice at once", "folders"),
    "delete early": ("worker killed: stored", "folders"),
    "take half for whole": ("cut in the middle", "folders"),
    "keep pieces later": ("web killed: answered", "folders"),
    "call busy a bug": ("database restarts", "servers"),
}


def run_all(said: Namespace) -> int:
    """Run scenarios; return how many runs failed."""
    failed = 0
    for setup in said.setups:
        with a_stand(setup) as stand:
            for name, (_, setups) in SCENARIOS.items():
                if setup in setups and said.only in name:
                    failed += run_often(stand, name, said.runs)
    return failed


def run_often(stand: Stand, name: str, runs: int) -> int:
    """Run a scenario several times and print a line; return how many runs failed."""
    took, failures = [], []
    for _ in range(runs):
        try:
            took.append(SCENARIOS[name][0](stand))
        except Exception as error:
            failures.append(f"{type(error).__name__}: {error}"[:300])
    slow = sum(seconds > MOST_SECONDS for seconds in took)
    seconds = f"{statistics.median(took):6.1f} {max(took):6.1f} s" if took else ""
    print(f"{stand.setup:8} {name:26} {len(took):3} of {runs} well {seconds}", flush=True)
    for failure in failures:
        print(f"         {failure}", flush=True)
    return len(failures) + slow


def find_plants() -> int:
    """Plant each of our faults; return how many were not found."""
    missed = 0
    judging.AT_MOST = 100.0
    for plant, (name, setup) in FOUND.items():
        with planted(plant), a_stand(setup) as stand:
            begun = time.monotonic()
            try:
                SCENARIOS[name][0](stand)
            except Exception as error:
                found = f"found after {time.monotonic() - begun:.0f} s: {error}"[:120]
            else:
                found, missed = "NOT FOUND", missed + 1
            print(f"{plant:26} {name:26} {found}", flush=True)
    return missed


@contextmanager
def planted(plant: str) -> Iterator[None]:
    """Let every process of a gallery have a fault of ours."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(PLANTING))
        environment.setenv("PLANTED_FAULT", plant)
        yield


@contextmanager
def a_stand(setup: str) -> Iterator[Stand]:
    """Give a new running gallery."""
    key = secrets.token_hex(10), secrets.token_hex(20)
    with tempfile.TemporaryDirectory(prefix="unsilenced-faults-") as folder, credentials(*key):
        Path(folder).chmod(0o755)  # PostgreSQL runs as somebody else
        with open_stand(setup, Path(folder), key) as stand:
            with unit_of_work():
                create_edition()
            yield stand


def main() -> int:
    """Print the figures; 1 when a run failed, took too long, or a planted fault was not found."""
    parser = ArgumentParser()
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--setups", nargs="+", choices=SETUPS, default=SETUPS)
    parser.add_argument("--only", default="", help="part of a scenario's name")
    parser.add_argument("--hold", type=float, default=30.0, help="seconds a lock is held")
    parser.add_argument("--plants", action="store_true", help="plant our faults instead")
    said = parser.parse_args()
    compile_catalogues()
    scenarios.SECONDS = said.hold
    failed = find_plants() if said.plants else run_all(said)
    print(f"{failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    assert set(FOUND) == set(PLANTS) - {"sync nothing"}  # a power cut finds that, see test_power
    sys.exit(main())
