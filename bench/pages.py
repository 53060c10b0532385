"""Visitors' pages at any size of the archive: processor time, requests per second, memory, bytes.

Each size has a process of its own. A page is asked for uncached (drawn anew), cached (drawn before)
and unchanged (304); then two gunicorn workers answer one client and eight.
"""

import http.client
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from bench.archive import open_archive
from bench.measuring import Told
from gallery.db import db
from gallery.models import City, Edition, Photo
from tests.architecture import ROOT
from tests.running import below
from tests.servers import free_port, wait_for

SIZES = (1_000, 100_000)
ROUNDS = 30  # each page is asked for
SECONDS = 3.0  # a number of clients ask the workers
WORKERS, CLIENTS = 2, (1, 8)
BROWSER = {"Accept-Encoding": "br", "Accept": "text/html"}


def measure_pages(told: Told, sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """Return the figures of each size, and how they grow from the smallest to the largest."""
    by_size: dict[str, Any] = {}
    for size in sizes:
        told(f"pages of {size:,} photos")
        asked = [sys.executable, "-m", "bench.pages", str(size)]
        answer = subprocess.run(asked, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        by_size[str(size)] = json.loads(answer.stdout)
    first, last = by_size[str(sizes[0])]["pages"], by_size[str(sizes[-1])]["pages"]
    growth = {name: round(last[name]["drawn"] / first[name]["drawn"], 2) for name in first}
    return {"sizes": by_size, "growth": growth}


def measure_size(size: int) -> dict[str, Any]:
    """Return the figures of one archive."""
    with TemporaryDirectory(prefix="unsilenced-bench-") as folder:
        app = open_archive(Path(folder), size)
        with app.app_context():
            pages = _addresses()
        costs = {name: _costs(app, path) for name, path in pages.items()}
        return {"pages": costs, **_served_figures(Path(folder), list(pages.values()))}


def _addresses() -> dict[str, str]:
    """Return what is asked for, by the names in the table."""
    city = db.session.get_one(City, 1)
    edition = db.session.get_one(Edition, 5)
    wanted = select(Photo.public_id).where(Photo.edition_id == edition.id)
    newest = wanted.order_by(Photo.published_at.desc(), Photo.id.desc())
    first = db.session.scalars(newest.limit(1)).one()
    middle = (db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0) // 2
    far = db.session.scalars(newest.offset(middle).limit(1)).one()
    return {
        "home": "/",
        "year": f"/{edition.year}/",
        "far behind": f"/{edition.year}/?after={far}",
        "country": f"/{edition.year}/{city.country}/",
        "city": f"/cities/{city.country}/{city.slug}/",
        "city in year": f"/{edition.year}/{city.country}/{city.slug}/",
        "photo": f"/photos/{first}",
        "map": "/map/",
        "map data": "/map/cities.json",
        "country ever": f"/cities/{city.country}/",
        "cities": "/cities/",
        "feed": f"/{edition.year}/feed.atom",
        "frame": f"/embed/{edition.year}/",
    }


def _costs(app: Flask, path: str) -> dict[str, float]:
    """Return the processor time of a page in ms: drawn, kept and unchanged; and its size in KB."""
    client = app.test_client()
    first = client.get(path, headers=BROWSER)
    if first.status_code != 200:
        raise RuntimeError(f"{path} answers {first.status_code}")
    known = {**BROWSER, "If-None-Match": first.headers["ETag"]}

    def draw() -> None:
        app.extensions["kept_pages"].forget_all()
        client.get(path, headers=BROWSER)

    return {
        "drawn": _cpu(draw),
        "kept": _cpu(lambda: client.get(path, headers=BROWSER)),
        "unchanged": _cpu(lambda: client.get(path, headers=known)),
        "kb": round(len(client.get(path).data) / 1024, 1),
        "packed_kb": round(len(first.data) / 1024, 1),
    }


def _cpu(work: Callable[[], object]) -> float:
    """Return the processor time of a piece of work in ms: of many times that of a quick one, for
    what others do on the machine only adds to it.
    """
    work()
    spans = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        spans.append((time.process_time() - start) * 1000)
    return round(statistics.quantiles(spans, n=10)[0], 2)


def _served_figures(folder: Path, paths: list[str]) -> dict[str, Any]:
    """Return the answers per second of the workers by the number of clients, and their memory."""
    with _served(folder) as (port, workers):
        for path in paths * WORKERS:  # each is warm
            _ask(http.client.HTTPConnection("127.0.0.1", port), path)
        own, rates = workers(), dict[str, int]()
        before, answered = sum(map(_cpu_seconds, own)), 0.0
        for clients in CLIENTS:
            rates[str(clients)] = round(_rate(port, paths, clients=clients))
            answered += rates[str(clients)] * SECONDS
        per_core = round(answered / (sum(map(_cpu_seconds, own)) - before))
        return {
            "per_second": rates,
            "per_core": per_core,
            "worker_mb": max(map(_memory_mb, own)),
            "worker_own_mb": max(map(_own_memory_mb, own)),
        }


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
def _served(folder: Path) -> Iterator[tuple[int, Callable[[], list[int]]]]:
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


if __name__ == "__main__":
    print(json.dumps(measure_size(int(sys.argv[1]))))
