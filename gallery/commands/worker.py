"""``gallery worker``: examine and publish photos until told to stop."""

import logging
from argparse import ArgumentParser, Namespace

from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from uploads_worker.run import run_worker


def declare(_parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(_arguments: Namespace) -> None:
    """Work."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s worker %(levelname)s %(message)s")
    for name in ("huey", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    with gallery_here() as (app, _tools):
        require_newest()
        run_worker(app)
