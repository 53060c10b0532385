"""An acknowledged photo survives a power cut; and the cut is one, for it finds what is not synced.

More cuts: ``python -m tests.bars.power_cuts``.
"""

from pathlib import Path

import pytest

from tests.faults.power import can_mount, lost_in_cuts

pytestmark = [
    pytest.mark.contract,
    pytest.mark.skipif(not can_mount(), reason="disks in files can be mounted by root only"),
]
PLANTING = Path(__file__).parent / "planting"


def test_what_was_acknowledged_survives_a_power_cut(tmp_path: Path) -> None:
    assert list(lost_in_cuts(tmp_path, photos=6, cuts=3)) == []


def test_a_power_cut_finds_what_is_not_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(PLANTING))
    monkeypatch.setenv("PLANTED_FAULT", "sync nothing")

    assert list(lost_in_cuts(tmp_path, photos=2, cuts=1)) != []
