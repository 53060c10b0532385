"""``gallery web``: a web server alone, where somebody else starts the rest (systemd, containers).

It becomes the web server, so that signals reach it: TERM lets it finish what it answers. A socket
that is handed over (systemd's socket activation) is taken instead of the address of the settings.
"""

import os
import sys
from argparse import ArgumentParser, Namespace

from config import Settings
from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from gallery.db import db

DRAINED = 25  # seconds that answers may take once the server is told to stop


def declare(_parser: ArgumentParser) -> None:
    """Take no arguments; see the settings."""


def run(_arguments: Namespace) -> None:
    """Prepare what this machine needs, and serve."""
    with gallery_here() as (_app, tools):
        require_newest()
        db.engine.dispose()
    os.execv(sys.executable, command_of(tools.settings))


def command_of(settings: Settings) -> list[str]:
    """Return the command line of the web server."""
    return [
        sys.executable, "-m", "gunicorn", "wsgi:app",
        "--bind", f"{settings.host}:{settings.port}",
        "--workers", str(settings.web_processes),
        "--worker-class", "gallery.doorkeeper.Doorkeeper",
        "--logger-class", "gallery.doorkeeper.DoorLog",
        "--threads", str(settings.web_threads),
        "--timeout", "120", "--graceful-timeout", str(DRAINED),
        "--limit-request-line", "8190",  # as nginx has it; below that we say what is wrong
        "--log-level", "error",  # its warnings tell who asked
        "--no-control-socket",
    ]  # fmt: skip
