"""``gallery worker``: examine and publish photos until told to stop."""

from argparse import ArgumentParser, Namespace
from functools import partial

from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from gallery.heartbeat import begin_to_beat
from gallery.models import Kind
from uploads_worker.run import run_worker


def declare(_parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(_arguments: Namespace) -> None:
    """Work."""
    with gallery_here() as (app, _tools):
        require_newest()
        run_worker(app, begun=partial(begin_to_beat, app, Kind.WORKER))
