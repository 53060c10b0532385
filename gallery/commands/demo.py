"""``gallery demo``: fill an empty gallery with a demonstration or a rehearsal, or clear it away."""

import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from flask import Flask

from gallery.commands.here import gallery_here
from gallery.commands.init import prepare
from gallery.db import unit_of_work
from gallery.demo.counting import count_stages
from gallery.demo.making import make_demonstration, make_rehearsal
from gallery.demo.people import invite_people
from gallery.demo.progress import Progress
from gallery.demo.rehearsal import MOST
from gallery.demo.removing import remove_demonstration
from gallery.demo.sending import receipt_to_show
from gallery.toolbox import Toolbox

HINT = (
    "Ctrl-C may stop it at any time: the same command goes on, --remove clears. "
    "A gallery that is being served need not be stopped."
)


WHO_REHEARSES = (
    "These people are invented. A link is good once and for seven days: choose a password, sign in "
    "with the e-mail, set up a second key. Until then nobody can sign in as them."
)
ALREADY_HERE = (
    "People work here already, so none were invented: sign in as yourself, and invite others with "
    "gallery account invite."
)


def declare(parser: ArgumentParser) -> None:
    """Take ``--photos``, ``--queue`` or ``--remove``."""
    parser.epilog = HINT
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--photos", type=_number, metavar="N", help="make a small one of at most N photos"
    )
    either.add_argument(
        "--queue", type=_number, metavar="N",
        help=f"rehearse: N photos that wait (300, say; {MOST} at most), and who decides them",
    )  # fmt: skip
    either.add_argument("--remove", action="store_true", help="take all of it away")


def run(arguments: Namespace) -> None:
    """Make or remove the demonstration."""
    with gallery_here() as (app, tools):
        prepare(app, tools=tools)
        try:
            if arguments.remove:
                _remove(app, tools)
            elif arguments.queue:
                _rehearse(app, tools, min(arguments.queue, MOST))
            else:
                _make(app, tools, arguments.photos)
        except KeyboardInterrupt:
            print("\nStopped. The same command goes on; gallery demo --remove clears.")
            raise


def _make(app: Flask, tools: Toolbox, photos: int | None) -> None:
    """Make it, and say what became of its photos."""
    started = time.monotonic()
    make_demonstration(tools, app.app_context, progress=Progress(sys.stdout), photos=photos)
    print(f"Done in {time.monotonic() - started:.0f} seconds: {count_stages()}.")
    if code := receipt_to_show(tools, photos=photos):
        print(f"A receipt to look at, on the page /receipt/: {code}")
    print("To take all of it away: gallery demo --remove")


def _rehearse(app: Flask, tools: Toolbox, photos: int) -> None:
    """Let photos wait, and people decide them."""
    started = time.monotonic()
    make_rehearsal(tools, app.app_context, progress=Progress(sys.stdout), photos=photos)
    print(f"Done in {time.monotonic() - started:.0f} seconds: {count_stages()}.")
    with unit_of_work():
        people = invite_people(tools=tools)
    print(WHO_REHEARSES if people else ALREADY_HERE)
    for each in people:
        way = each.link or "has been here and knows the password"
        print(f"  {each.role:<10} {each.email:<29} {way}")
    print("To take all of it away: gallery demo --remove")


def _remove(app: Flask, tools: Toolbox) -> None:
    """Remove it."""
    remove_demonstration(tools, app.app_context, progress=Progress(sys.stdout))
    print("The demonstration is gone; the gallery is as it was before.")


def _number(text: str) -> int:
    """Read how many photos."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("a whole number, 1 or more")
    return int(text)
