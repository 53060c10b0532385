"""Bring the peers from lock files with hashes; what cannot be had is missing by its name."""

import subprocess
import sys
from pathlib import Path

from tests.clients import NODE
from tests.install import install_clients

WAYS = Path(__file__).resolve().parent
ENVIRONMENT = WAYS / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
REQUIREMENTS = WAYS / "requirements.txt"
INSTALLED = ENVIRONMENT / ".installed"
OURS = (sys.executable, "-m")

#: How each way is started. The first one is what the others are compared with.
COMMANDS: dict[str, tuple[str, ...]] = {
    "ours": (*OURS, "bench.ways.ours"),
    "room": (*OURS, "bench.ways.room"),
    "sharp": (str(NODE), str(WAYS / "sharp.mjs")),
    "pyvips": (str(PYTHON), "-m", "bench.ways.vips"),
    "floor": (str(PYTHON), "-m", "bench.ways.floor"),
    "naive": (*OURS, "bench.ways.naive"),
}


def install_peers() -> None:
    """Install what is not there yet; say what cannot be had, and go on without."""
    install_clients(WAYS)
    if not INSTALLED.exists() or INSTALLED.stat().st_mtime < REQUIREMENTS.stat().st_mtime:
        print("Installing what the ladder is measured beside …", file=sys.stderr, flush=True)
        _install_wheels()


def _install_wheels() -> None:
    """Make an environment of its own, so that nothing of the gallery ever sees these libraries."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    for command in (
        [sys.executable, "-m", "venv", str(ENVIRONMENT)],
        [*pip, "--use-pep517", "--require-hashes", "-r", str(REQUIREMENTS)],
    ):
        if subprocess.run(command, check=False).returncode:
            return
    INSTALLED.touch()
