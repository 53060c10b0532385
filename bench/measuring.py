"""What all parts of the benchmark count with."""

import statistics
from collections.abc import Callable, Iterable

#: Hears what is being done now.
Told = Callable[[str], None]


def median(values: Iterable[float]) -> float:
    """Return the median, to a tenth."""
    return round(statistics.median(values), 1)
