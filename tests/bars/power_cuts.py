"""Power cuts on a disk in a file: ``python -m tests.bars.power_cuts [--photos 200] [--cuts 40]``.

A cut takes what the disk has at that moment, opens it as the next start would, and looks for every
byte that was acknowledged before. Needs root.
"""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.catalogues import compile_catalogues
from tests.faults.power import lost_in_cuts


def main() -> int:
    """Print what is lost; 1 when something is."""
    parser = ArgumentParser()
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--cuts", type=int, default=40)
    said = parser.parse_args()
    compile_catalogues()
    with tempfile.TemporaryDirectory(prefix="unsilenced-power-") as folder:
        lost = list(lost_in_cuts(Path(folder), photos=said.photos, cuts=said.cuts))
    print("\n".join(lost) or f"{said.photos} photos acknowledged, {said.cuts} cuts, 0 lost")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
