"""Some of the thousand tamperings of ``python -m tests.bars.tampering``, each of them found."""

from pathlib import Path

import pytest

from gallery.journey.checking import check_log
from tests.bars.tampering import WAYS, open_log, tamper_often, write

FEW, SMALL = 3 * len(WAYS), 45


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.contract)])
def test_every_tampering_is_found(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    of_postgresql = kind == "postgresql"
    url = request.getfixturevalue("postgres_url") if of_postgresql else f"sqlite:///{tmp_path}/x"
    with open_log(url) as log:
        write(log, SMALL)
        whole = check_log(log.keys)

        made, found = tamper_often(log, FEW)

    assert whole.is_whole
    assert (made.total(), found) == (FEW, made)
