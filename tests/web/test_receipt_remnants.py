"""Of withdrawn photos nothing is left: the small version of ``tests.bars.receipts``."""

from tests.bars.remnants import count_remnants


def test_withdrawn_photos_leave_nothing_in_rows_journal_and_stores() -> None:
    left = count_remnants(5)

    assert left.before > 5 * 9
    assert (left.after, left.files, left.columns) == (0, 0, ())
