"""Progress is a bar on a terminal and a few lines elsewhere; it never goes backwards."""

import io

from gallery.demo.progress import LINES, Progress


class Terminal(io.StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_a_terminal_has_one_line_that_fills():
    out = Terminal()
    progress = Progress(out)

    for done in range(11):
        progress.say("Published", done, 10)

    assert out.getvalue().count("\n") == 1
    assert out.getvalue().rstrip().endswith("10 of 10")
    assert out.getvalue().count("\r") == 10


def test_elsewhere_a_few_plain_lines_are_said():
    out = io.StringIO()
    progress = Progress(out)

    for done in range(124):
        progress.say("Published", done, 123)

    lines = out.getvalue().splitlines()
    assert len(lines) == LINES
    assert lines[-1] == "Published: 123 of 123"
    assert "\r" not in out.getvalue()


def test_it_never_goes_backwards():
    out = io.StringIO()
    progress = Progress(out)

    for done in (5, 3, 5, 10):
        progress.say("Published", done, 10)

    assert out.getvalue().splitlines() == ["Published: 5 of 10", "Published: 10 of 10"]
