"""The log of decisions: whether somebody changed it."""

from collections.abc import Iterator

from gallery.checkup.finding import Case, Finding, fine, wrong
from gallery.journey.checking import Known, check_log

#: What may be wrong with the log of decisions. A row is one of the table ``decision``.
TROUBLES = {
    "added": "row {row} was not written by the gallery",
    "behind": "the head was set back: it says {first}, the last decision is {last}",
    "broken": "at number {first} the log did not fit its head: decisions before it may be missing",
    "changed": "decision {first} (row {row}) was changed after it was written",
    "cut": "what stands for dropped decisions was changed (row {row} of decision_cut)",
    "head": "the head was changed",
    "missing": "decisions are missing: {first} to {last}",
    "moved": "decision {first} (row {row}) was moved: it was written as number {was}",
    "newest": "the newest decisions are missing: {first} to {last}",
    "no-head": "the head is missing",
    "twice": "number {first} is there twice (row {row})",
    "unlike": "decision {first} is not the one that you wrote down",
    "unlinked": "decision {first} (row {row}) does not follow the one before: one was replaced",
}
WHAT_NOW = (
    "whoever did this can write to the database: keep a copy of it as it is, change its password, "
    "and compare it with the last backup (docs/audit.md)"
)


def check_decisions(case: Case, *, known: Known | None = None) -> Iterator[Finding]:
    """Follow the log of decisions."""
    done = check_log(
        case.tools.keys,
        known=known,
        told=lambda count, total: case.told("Followed the log", count, total),
    )
    for each in done.troubles:
        yield wrong("log", TROUBLES[each.what].format(**each._asdict()), WHAT_NOW)
    if done.more:
        yield wrong("log", f"and {done.more:,} more troubles", WHAT_NOW)
    if done.is_whole:
        yield fine("log", f"whole: {done.count:,} decisions, the last one is {done.last}")
