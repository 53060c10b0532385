"""``gallery doctor``: look at everything, say what to do; ``--repair`` does what is safe.

``gallery doctor --audit`` checks the log of decisions alone; see docs/audit.md and
docs/operating.md.
"""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator
from string import hexdigits

from gallery.checkup.course import examine
from gallery.checkup.finding import Case, Finding, Level
from gallery.checkup.log import check_decisions
from gallery.commands.here import gallery_here
from gallery.commands.init import is_newest, require_newest
from gallery.demo.progress import Progress
from gallery.journey.checking import SHOWN_DIGITS, Known
from gallery.toolbox import Toolbox

SIGNS = {Level.FINE: " ", Level.NOTE: "–", Level.WRONG: "✗", Level.MENDED: "✓"}
WIDTH = max(map(len, ("database", "versions")))


def declare(parser: ArgumentParser) -> None:
    """Take ``--repair``, ``--json``, ``--audit``, and a decision that was written down."""
    parser.add_argument("--repair", action="store_true", help="mend what is safe to mend")
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.add_argument("--audit", action="store_true", help="check the log of decisions alone")
    parser.add_argument(
        "--known",
        type=_known,
        metavar="NUMBER:HASH",
        help="a decision that you wrote down, such as the last one of an earlier check",
    )


def run(arguments: Namespace) -> int:
    """Print every finding; 1 when something is wrong."""
    with gallery_here() as (_app, tools):
        findings = look(
            tools,
            audit=arguments.audit or arguments.known is not None,
            known=arguments.known,
            repairs=arguments.repair,
        )
        return tell_machines(findings) if arguments.json else tell_people(findings)


def look(
    tools: Toolbox, *, audit: bool = False, known: Known | None = None, repairs: bool = False
) -> Iterator[Finding]:
    """Yield what is found, of everything or of the log alone."""
    case = Case(tools, is_newest, Progress(sys.stderr).say)
    if audit:
        require_newest()
        yield from check_decisions(case, known=known)
    else:
        yield from examine(case, repairs=repairs)


def tell_people(findings: Iterable[Finding]) -> int:
    """Print a line for each finding as soon as it is known, and what to do below it."""
    wrong = 0
    for each in findings:
        print(f"{SIGNS[each.level]} {each.check:<{WIDTH}}  {each.what}", flush=True)
        if each.todo:
            print(f"  {'':<{WIDTH}}  → {each.todo}", flush=True)
        wrong += each.level is Level.WRONG
    print(f"\n{wrong} of these must be seen to" if wrong else "\nall is well")
    return 1 if wrong else 0


def tell_machines(findings: Iterable[Finding]) -> int:
    """Print all findings as JSON."""
    told = [
        {"check": each.check, "level": each.level.value, "what": each.what, "todo": each.todo}
        for each in findings
    ]
    is_well = all(each["level"] != Level.WRONG for each in told)
    print(json.dumps({"is_well": is_well, "findings": told}, ensure_ascii=False, indent=1))
    return 0 if is_well else 1


def _known(said: str) -> Known:
    """Read a number and the beginning of its hash."""
    number, _, hashed = said.partition(":")
    is_hash = len(hashed) >= SHOWN_DIGITS and set(hashed) <= set(hexdigits.lower())
    if not (number.isascii() and number.isdigit() and is_hash):
        raise ArgumentTypeError(f"write it as it was told, such as 12:{'0' * SHOWN_DIGITS}")
    return Known(int(number), hashed)
