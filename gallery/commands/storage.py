"""``gallery storage check``: write to both stores, read back, delete."""

from argparse import ArgumentParser, Namespace

from gallery.commands.here import gallery_here


def declare(parser: ArgumentParser) -> None:
    """Take ``check``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("check", help="write to both stores, read back, delete")


def run(_arguments: Namespace) -> None:
    """Raise when a store cannot be used."""
    with gallery_here() as (_app, tools):
        for name, store in (("private", tools.private), ("public", tools.public)):
            store.check()
            print(f"the {name} store works")
