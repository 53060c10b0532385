"""``gallery worker``: examine and publish photos until told to stop."""

from argparse import ArgumentParser, Namespace

from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from uploads_worker.run import run_worker


def declare(_parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(_arguments: Namespace) -> None:
    """Work."""
    with gallery_here() as (app, _tools):
        require_newest()
        run_worker(app)
