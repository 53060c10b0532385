"""The caches of others in front of us: a command of the operator's tells them what to forget.

We ourselves ask no host for anything: which service it is, and how it wants to be told, the command
knows. It reads the addresses from its input, a line each, and ends with 0 when all is done.
"""

import logging
import os
import shlex
import signal
import subprocess
from collections.abc import Collection
from contextlib import suppress

log = logging.getLogger(__name__)

PATIENCE = 30.0  # seconds a command may take


def tell(command: str, addresses: Collection[str], *, patience: float = PATIENCE) -> bool:
    """Let a command tell the caches; whether it did."""
    try:
        process = subprocess.Popen(
            shlex.split(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
        )
    except OSError as error:
        log.warning("the purge command cannot be started: %s", type(error).__name__)
        return False
    try:
        process.communicate("".join(f"{each}\n" for each in addresses), timeout=patience)
    except subprocess.TimeoutExpired:
        _end(process)
    if process.returncode:
        log.warning("the purge command ended with %s", process.returncode)
    return process.returncode == 0


def _end(process: subprocess.Popen[str]) -> None:
    """End a command that takes too long, with all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
