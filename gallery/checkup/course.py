"""All checks in order. What cannot be checked is a finding, too."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from gallery.checkup import files, log, machine, promises
from gallery.checkup.finding import Case, Finding, Level, wrong
from gallery.db import db
from gallery.errors import GalleryError

Check = Callable[[Case], Iterator[Finding]]

#: What needs no rows, and what reads them.
MACHINE: dict[str, Check] = {
    "database": machine.check_database,
    "secret": machine.check_secret,
    "stores": machine.check_stores,
    "clock": machine.check_clock,
    "disk": machine.check_disk,
    "sandbox": machine.check_sandbox,
    "heads": machine.check_heads,
}
CONTENTS: dict[str, Check] = {
    "queue": promises.check_queue,
    "rows": files.check_files,
    "bytes": promises.check_bytes,
    "tallies": promises.check_tallies,
    "search": promises.check_search,
    "log": log.check_decisions,
}
LAST: dict[str, Check] = {"versions": machine.check_versions}


def examine(case: Case, *, repairs: bool) -> Iterator[Finding]:
    """Yield what is found, in order; contents only where the database can be read."""
    can_read = True
    for name, check in MACHINE.items():
        for found in _found(name, check, case):
            can_read = can_read and not found.stops
            yield _mended(found) if repairs else found
    for name, check in CONTENTS.items() if can_read else ():
        for found in _found(name, check, case):
            yield _mended(found) if repairs else found
    for name, check in LAST.items():
        yield from _found(name, check, case)


def _found(name: str, check: Check, case: Case) -> list[Finding]:
    """Return what a check finds, or that it could not be done."""
    try:
        return list(check(case))
    except (GalleryError, SQLAlchemyError, OSError) as error:
        why = error if isinstance(error, GalleryError) else type(error).__name__
        todo = "see that it runs and that its setting is right, then ask again"
        stops = name == "database"
        return [wrong(name, f"this could not be checked: {why}", todo, stops=stops)]
    finally:
        db.session.remove()


def _mended(found: Finding) -> Finding:
    """Mend what is wrong, where that is safe."""
    if found.level is not Level.WRONG or found.mend is None:
        return found
    done = found.mend()
    return replace(found, level=Level.MENDED, todo=done, mend=None)
