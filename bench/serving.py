"""What two gunicorn workers give: pages and frames a second, and what memory they take."""

import http.client
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.drawing import BROWSER
from tests.architecture import ROOT
from tests.running import below
from tests.servers import free_port, wait_for

SECONDS = 3.0  # a number of clients ask the workers
WORKERS, CLIENTS = 2, (1, 8)
Workers = Callable[[], list[int]]


def served_figures(folder: Path, paths: dict[str, list[str]]) -> dict[str, Any]:
    """Return the answers per second by their kind and the number of clients, and the memory."""
    with _served(folder) as (port, workers):
        found = {kind: _here(port, addresses) for kind, addresses in paths.items()}
        for path in [*itertools.chain(*found.values())] * 2 * WORKERS:  # all are warm
            _ask(http.client.HTTPConnection("127.0.0.1", port), path)
        return {
            "served": {kind: _rates(port, workers, each) for kind, each in found.items()},
            "worker_mb": max(map(_memory_mb, workers())),
            "worker_own_mb": max(map(_own_memory_mb, workers())),
        }


def _here(port: int, paths: list[str]) -> list[str]:
    """Return addresses as they are here; some name the site in what they ask."""
    return [path.replace("localhost", f"127.0.0.1%3A{port}") for path in paths]


def _rates(port: int, workers: Workers, paths: list[str]) -> dict[str, Any]:
    """Return the answers a second by the number of clients, and per core of the workers' own."""
    own, rates = workers(), dict[str, int]()
    before, answered = sum(map(_cpu_seconds, own)), 0.0
    for clients in CLIENTS:
        rate = _rate(port, paths, clients=clients)
        rates[str(clients)], answered = round(rate), answered + rate * SECONDS
    per_core = round(answered / (sum(map(_cpu_seconds, own)) - before))
    return {"per_second": rates, "per_core": per_core}


def _memory_mb(process: int) -> int:
    """Return the most memory that a process had."""
    said = Path(f"/proc/{process}/status").read_text()
    return int(said.partition("VmHWM:")[2].split()[0]) // 1024


def _own_memory_mb(process: int) -> int:
    """Return the memory of a process, of what it shares with others its part (PSS)."""
    said = Path(f"/proc/{process}/smaps_rollup").read_text()
    return int(said.partition("Pss:")[2].split()[0]) // 1024


def _cpu_seconds(process: int) -> float:
    """Return the processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, Workers]]:
    """Let gunicorn serve an archive on loopback."""
    port = free_port()
    asked = [sys.executable, "-m", "gunicorn", "wsgi:app", "--workers", str(WORKERS)]
    asked += ["--worker-class", "gallery.doorkeeper.Doorkeeper", "--threads", "4"]
    said = {
        "GALLERY_DATA_DIR": str(folder),
        "GALLERY_STORAGE_URL": "memory:",
        "GALLERY_PUBLIC_STORAGE_URL": "memory:",
    }
    process = subprocess.Popen(
        [*asked, "--bind", f"127.0.0.1:{port}", "--log-level", "error"],
        cwd=ROOT,
        env={**os.environ, **said},
    )
    try:
        wait_for(port, process)
        yield port, lambda: list(below(process.pid))
    finally:
        process.terminate()
        process.wait()


def _rate(port: int, paths: list[str], *, clients: int) -> float:
    """Return the answers per second that clients get who ask one after the other."""
    until = time.monotonic() + SECONDS
    with ThreadPoolExecutor(clients) as pool:
        counts = list(pool.map(lambda _: _ask_until(port, paths, until), range(clients)))
    return sum(counts) / SECONDS


def _ask_until(port: int, paths: list[str], until: float) -> int:
    """Ask for pages in turn until a moment; return how many came."""
    connection, count = http.client.HTTPConnection("127.0.0.1", port), 0
    for path in itertools.cycle(paths):
        if time.monotonic() >= until:
            connection.close()
            return count
        _ask(connection, path)
        count += 1
    return count


def _ask(connection: http.client.HTTPConnection, path: str) -> None:
    """Ask for a page and read it whole."""
    connection.request("GET", path, headers=BROWSER)
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{path} answers {answer.status}")
