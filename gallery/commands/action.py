"""``gallery action``: add or list the actions of cities and their upload links."""

from argparse import ArgumentParser, Namespace

from gallery.actions import add_action, add_link, revoke_link
from gallery.campaigns import find_edition_by_slug
from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.journey.links import why_closed
from gallery.models import ActionLink, ActionStage
from gallery.toolbox import Toolbox


def declare(parser: ArgumentParser) -> None:
    """Take ``add``, ``list`` or ``revoke``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    add = verbs.add_parser("add", help="add a city's action and an upload link")
    add.add_argument("edition", help="e.g. 2010-12")
    add.add_argument("city", help='in any script, e.g. "Vilnius" or "Vilnius, LT"')
    add.add_argument("--organisation", default="", help="who gets the link")
    add.add_argument(
        "--stage",
        choices=[stage.value for stage in ActionStage],
        help="how far it has come; else announced before the action day, confirmed after it",
    )
    verbs.add_parser("list", help="list an edition's actions").add_argument("edition")
    verbs.add_parser("revoke", help="close an upload link").add_argument("token")


def run(arguments: Namespace) -> None:
    """Add, list or revoke."""
    with gallery_here() as (_app, tools), unit_of_work():
        require_newest()
        {"add": _add, "list": _list, "revoke": _revoke}[arguments.verb](arguments, tools)


def _add(said: Namespace, tools: Toolbox) -> None:
    """Add an action and print its link."""
    found = tools.cities.search(said.city, limit=1)
    if not found:
        raise BadInput("unknown-city", city=said.city)
    edition = find_edition_by_slug(said.edition)
    stage = ActionStage(said.stage) if said.stage else None
    action = add_action(edition, geoname_id=found[0].geoname_id, tools=tools, stage=stage)
    link = add_link(action, organisation=said.organisation, tools=tools)
    where = f"{action.city.name} ({action.city.country}) in {edition.slug}"
    print(f"{where}: {_address(link, tools)}")


def _list(said: Namespace, tools: Toolbox) -> None:
    """Print an edition's actions and links."""
    for action in find_edition_by_slug(said.edition).actions:
        print(f"{action.city.path}  {action.stage.value}")
        for link in action.links:
            state = (why_closed(link, now=tools.now()) or "open").removesuffix("-link")
            print(f"  {_address(link, tools)}  {state}  {link.organisation}")


def _address(link: ActionLink, tools: Toolbox) -> str:
    """Return the whole address of a link, to be handed on."""
    return f"{tools.settings.address}/add/{link.token}"


def _revoke(said: Namespace, _tools: Toolbox) -> None:
    """Close a link."""
    revoke_link(said.token)
    print("closed; photos that came through it stay")
