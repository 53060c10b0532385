"""The tables of ladder and uploads for people: ratios first."""

from collections.abc import Iterator
from typing import Any

#: The ways in the order of the columns.
COLUMNS = {"ours": "ours", "room": "room", "sharp": "sharp", "pyvips": "pyvips", "floor": "floor"}


def ladder_lines(ladder: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the ladder: ratios, a row for each kind of photo, guards."""
    yield f"JPEG ladder of a 12 MP photo; medians of {ladder['rounds']} rounds in turn"
    for name, words in (
        ("vs_sharp", "ours / sharp"),
        ("vs_pyvips", "ours / pyvips"),
        ("vs_floor", "ours / the floor"),
        ("vs_naive", "ours / naive Pillow"),
        ("room_vs_bare", "in the dark room / bare"),
    ):
        yield f"  {words:<26} {_number(ladder[name], 2)}"
    yield f"  {'ms CPU (MB at most)':<22}" + "".join(f"{each:>12}" for each in COLUMNS.values())
    for row in ladder["rows"].values():
        cells = (_cell(row["ways"].get(name)) for name in COLUMNS)
        size = f"{row['words']}, {row['bytes'] / 1e6:.1f} MB"
        yield f"  {size:<28}" + "".join(f"{each:>12}" for each in cells).strip().rjust(54)
    for words, missing in _missing(ladder):
        yield f"  missing for {words}: {missing}"
    kept = (f"{name} {'kept' if is_so else 'BROKEN'}" for name, is_so in ladder["guards"].items())
    yield f"  guards: {', '.join(kept)}"


def upload_lines(upload: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of uploads."""
    whole, slow = upload["whole"], upload["slow"]
    memory = slow["memory_mb"]
    yield "Uploads; processor time of the web server"
    yield f"  whole photos                {whole['ms_per_mb']:6.1f} ms a MB, of {whole['mb']} MB"
    yield (
        f"  {slow['senders']} slow senders at once    {slow['ms_per_mb']:6.1f} ms a MB, pieces of"
        f" 50 KB; memory {memory['before']} MB before, {memory['most']} at most"
    )


def _missing(ladder: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield which ways could not be measured, and why."""
    for row in ladder["rows"].values():
        for name, why in row["missing"].items():
            yield row["words"], f"{name} ({why})"


def _cell(figures: dict[str, float] | None) -> str:
    """Return the figures of one way."""
    return f"{figures['cpu_ms']:.0f} ({figures['peak_mb']:.0f})" if figures else "–"


def _number(ratio: float | None, digits: int) -> str:
    """Return a ratio; a dash where there is none."""
    return f"{'–':>8}" if ratio is None else f"{ratio:8.{digits}f}"
