"""Whether more photos should be taken just now. Asked before any of a body is read, so it must be
known already: whoever looks at the stores and at what waits says so here from time to time.
"""

import time
from dataclasses import dataclass

#: What was said is forgotten: with nobody left who looks, nobody is turned away for ever.
GOOD_FOR = 60.0  # seconds


@dataclass
class Pressure:
    """What was said last."""

    is_high: bool = False
    said_at: float = 0.0

    def say(self, *, is_high: bool) -> None:
        """Say how it is."""
        self.is_high, self.said_at = is_high, time.monotonic()

    @property
    def is_too_high(self) -> bool:
        """Whether photos have to wait."""
        return self.is_high and time.monotonic() - self.said_at < GOOD_FOR
