"""What the doctor finds wrong in a gallery of the tests."""

from gallery.checkup.files import check_files
from gallery.checkup.finding import Case, Level
from gallery.checkup.promises import check_search, check_tallies
from gallery.toolbox import Toolbox


def case_of(tools: Toolbox) -> Case:
    """Return a gallery as the doctor is given it."""
    return Case(tools, lambda: True)


def troubles(tools: Toolbox) -> list[str]:
    """Return what is wrong with what a gallery holds."""
    case = case_of(tools)
    found = (*check_tallies(case), *check_search(case), *check_files(case))
    return [each.what for each in found if each.level is Level.WRONG]
