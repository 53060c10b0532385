"""``gallery sweep``: do now what the worker does every minute."""

from argparse import ArgumentParser, Namespace

from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from uploads_worker.tasks import Tasks


def declare(_parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(_arguments: Namespace) -> None:
    """Sweep once."""
    with gallery_here() as (_app, tools):
        require_newest()
        Tasks(tools).sweep()
