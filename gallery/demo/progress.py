"""How far we are: a bar on a terminal, a few plain lines elsewhere."""

import shutil
from typing import TextIO

BAR, LINES = 30, 5  # characters; lines of a thing where there is no terminal


class Progress:
    """Tells of one thing after another, never backwards."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.is_lively = out.isatty()
        self._steps: dict[str, int] = {}

    def say(self, what: str, done: int, total: int) -> None:
        """Tell how much of something is done; a bar stays on its line until all is."""
        step = done if self.is_lively else done * LINES // total
        if step <= self._steps.get(what, 0):
            return
        self._steps[what] = step
        if self.is_lively:
            self._draw(what, done, total)
        else:
            print(f"{what}: {done} of {total}", file=self.out, flush=True)

    def _draw(self, what: str, done: int, total: int) -> None:
        """Draw the bar over the one before."""
        filled = BAR * done // total
        line = f"{what:<18} {'█' * filled}{'░' * (BAR - filled)} {done} of {total}"
        width = shutil.get_terminal_size().columns - 1
        self.out.write(f"\r{line[:width]:<{width}}" + ("\n" if done == total else ""))
        self.out.flush()
