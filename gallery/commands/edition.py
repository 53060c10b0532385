"""``gallery edition``: add or list editions."""

from argparse import ArgumentParser, Namespace
from datetime import date

from gallery.campaigns import OPEN_DAYS, NewEdition, add_edition, all_editions
from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from gallery.db import unit_of_work


def declare(parser: ArgumentParser) -> None:
    """Take ``add`` with its days, or ``list``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", help="list the editions")
    add = verbs.add_parser("add", help="add an edition")
    add.add_argument(
        "--day", type=date.fromisoformat, required=True, help="the action day, YYYY-MM-DD"
    )
    add.add_argument("--name", default="", help='what it is called; else "Action day 2010-12"')
    add.add_argument(
        "--first-day", type=date.fromisoformat, help="first day of its photos; else the day"
    )
    add.add_argument(
        "--closes-on", type=date.fromisoformat, help=f"last day; else {OPEN_DAYS} days on"
    )
    add.add_argument("--reported-cities", type=int, help="number of cities reported then")
    add.add_argument("--reported", default="", help='the report in words, e.g. "over 70"')
    add.add_argument("--source", default="", help="where that was reported")


def run(arguments: Namespace) -> None:
    """Add or list."""
    with gallery_here():
        require_newest()
        if arguments.verb == "add":
            with unit_of_work():
                print(f"added edition {add_edition(_new_edition(arguments)).slug}")
        else:
            for edition in all_editions():
                print(f"{edition.slug}  {edition.name}  {edition.first_day} to {edition.closes_on}")


def _new_edition(said: Namespace) -> NewEdition:
    """Fill in what was not said."""
    return NewEdition.on(
        said.day,
        name=said.name or f"Action day {said.day:%Y-%m}",
        first_day=said.first_day,
        closes_on=said.closes_on,
        reported_cities=said.reported_cities,
        reported_words=said.reported,
        reported_source=said.source,
    )
