"""Bring what tests need and no wheel has: programs from Debian, clients and judges from npm."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.clients import BIN, CLIENTS
from tests.programs import PACKAGES


def main() -> int:
    """Install what is missing; 1 when that fails."""
    return 0 if install_programs() and install_clients() else 1


def install_programs() -> bool:
    """Install Debian's packages as root; without root, say the command."""
    missing = [package for name, package in PACKAGES.items() if shutil.which(name) is None]
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if not missing:
        return True
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"Some tests will be skipped. To run them all: {' '.join(command)}")
        return True
    print(f"Installing {', '.join(missing)} …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # What is known of the archive may be enough; where it is stale or empty, ask for it anew.
    return _run(command, quiet) or (
        _run(["apt-get", "update", "-qq"], quiet) and _run(command, quiet)
    )


def install_clients(folder: Path = CLIENTS) -> bool:
    """Install what a folder's package-lock.json names, unless it is there."""
    lock = folder / "package-lock.json"
    installed = folder / "node_modules" / ".package-lock.json"  # npm writes it last
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return True
    print("Installing the clients of others …", flush=True)
    return _run([str(BIN / "npm"), "ci", "--silent", "--prefix", str(folder)], dict(os.environ))


def _run(command: list[str], environment: dict[str, str]) -> bool:
    """Run a command in silence; show what it said when it fails."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{' '.join(command)}\n{done.stdout}{done.stderr}", file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
