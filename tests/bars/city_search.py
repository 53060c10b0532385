"""Twenty people look for their cities at once in all 34,006: what comes first, and how soon.

``python -m tests.bars.city_search``: a real gallery; each client asks with every letter, as a
field on ``/add/`` does (a question each 150 ms), then as fast as answers come. Times are taken at
the clients, so they hold the network of this machine and the waiting for each other, too: run it
on a calm one. The processor time of the server for each question does not depend on that.
"""

import http.client
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from random import Random
from urllib.parse import quote

from config import Settings
from tests.running import Running, running_gallery
from tests.servers import free_port

WANTED = {
    "Мін": "Minsk", "Брус": "Brussels", "თბ": "Tbilisi", "北": "Beijing", "lodz": "Łódź",
    "Łódź": "Łódź", "koln": "Köln", "st pe": "Saint Petersburg", "min": "Minsk",
}  # fmt: skip
CITIES, CLIENTS, QUESTIONS = 34_006, 20, 100  # of each client
PACE = 0.15  # seconds between two letters
MOST_MS = 50.0


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), port=free_port())
        with running_gallery(settings) as gallery:
            with sqlite3.connect(settings.folder / "cities.db") as database:
                names = [name for (name,) in database.execute("SELECT name FROM city")]
            wrong = _find_wrong(settings.port)
            typed = _p95(settings.port, names, pace=PACE)
            before = _processor_ms(gallery)
            hurried = _p95(settings.port, names, pace=0)
            spent = (_processor_ms(gallery) - before) / CLIENTS / QUESTIONS
    for text, first in wrong.items():
        print(f"{text!r} finds {first}, not {WANTED[text]}")
    print(f"{len(WANTED) - len(wrong)} of {len(WANTED)} searches find the expected city first")
    print(f"{len(names):,} cities, {CLIENTS} clients: p95 {typed:.1f} ms while typing")
    print(f"without a pause between answer and question: p95 {hurried:.1f} ms")
    print(f"processor time of the server: {spent:.1f} ms a question; load {os.getloadavg()[0]:.1f}")
    return int(bool(wrong) or len(names) != CITIES or typed > MOST_MS)


def _find_wrong(port: int) -> dict[str, str]:
    """Return what comes first where it is not what is expected."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    found = {text: _ask(connection, text) for text in WANTED}
    connection.close()
    return {text: first for text, first in found.items() if first != WANTED[text]}


def _processor_ms(gallery: Running) -> float:
    """Return the processor time that the gallery's processes have used, in ms."""
    ticks = 0
    for number in gallery.children():
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # user and system, see proc(5)
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def _p95(port: int, names: list[str], *, pace: float) -> float:
    """Let all clients type at once; return the 95th percentile of their waiting, in ms."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        waits = clients.map(lambda seed: _type(port, names, seed=seed, pace=pace), range(CLIENTS))
        ordered = sorted(wait for each in waits for wait in each)
    return ordered[int(len(ordered) * 0.95)]


def _type(port: int, names: list[str], *, seed: int, pace: float) -> list[float]:
    """Type names letter by letter; return how long each answer took, in ms."""
    chance = Random(seed)
    time.sleep(chance.random() * pace)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    waits = []
    for text in islice(_letters(names, chance), QUESTIONS):
        begun = time.perf_counter()
        _ask(connection, text)
        waits.append((time.perf_counter() - begun) * 1000)
        time.sleep(pace)
    connection.close()
    return waits


def _letters(names: list[str], chance: Random) -> Iterator[str]:
    """Yield what somebody has typed so far, of one name after the other."""
    while True:
        name = chance.choice(names)
        yield from (name[:length] for length in range(1, min(len(name), 8) + 1))


def _ask(connection: http.client.HTTPConnection, text: str) -> str:
    """Search; return the name of the first city."""
    connection.request("GET", f"/add/cities?q={quote(text)}")
    cities = json.load(connection.getresponse())["cities"]
    return str(cities[0]["name"]) if cities else ""


if __name__ == "__main__":
    sys.exit(main())
