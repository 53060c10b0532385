"""A crowd, real or hired: uploads come faster than they can be taken, while visitors look on.

``python -m tests.bars.flood [--rate 200] [--seconds 60]`` starts a gallery, sends photos at that
rate from many addresses, and looks at galleries meanwhile. Refused uploads must say when to come
again, memory must stay flat, galleries quick, and every upload that was acknowledged must be there.
"""

import argparse
import asyncio
import base64
import hashlib
import os
import statistics
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from config import Settings
from gallery.db import db
from gallery.errors import ObjectMissing
from gallery.models import Photo, Upload
from gallery.toolbox import Toolbox
from tests.factories import create_published
from tests.pictures import make_photo
from tests.running import Running, running_gallery
from tests.servers import free_port

GALLERIES = ("/", "/2010-12/", "/2010-12/lt/vilnius/", "/2010/")
LEAST = 2  # looks, however busy the machine is: of one there are no percentiles
BETWEEN_LOOKS = 0.1  # seconds
PATIENCE = 30  # seconds for one upload
MOST_OPEN = 2000  # sockets at a time: a phone that gets no answer waits, too
REFUSED = (429, 503, 507)


@dataclass
class Sent:
    """What became of the uploads."""

    statuses: Counter[str] = field(default_factory=Counter)
    acknowledged: dict[str, str] = field(default_factory=dict)  # token and SHA-256
    without_advice: int = 0  # refused without saying when to come again

    @property
    def unanswered(self) -> int:
        """How many got no answer at all."""
        return sum(count for status, count in self.statuses.items() if not status.isdigit())


@dataclass(frozen=True)
class Figures:
    """What the bar is about."""

    sent: Sent
    lost: int
    p95: float  # seconds a gallery took
    slowest: float
    looks: int
    failed_looks: int
    memory: tuple[float, float, float]  # MB before, at most, after

    def misses(self) -> list[str]:
        """Say what is not as it must be."""
        before, most, _ = self.memory
        wrong = {
            f"{self.lost} acknowledged uploads are lost": self.lost,
            f"{self.sent.unanswered} uploads got no answer": self.sent.unanswered,
            f"{self.sent.without_advice} were refused without Retry-After": (
                self.sent.without_advice
            ),
            f"galleries took {self.p95 * 1000:.0f} ms (p95)": self.p95 > 0.3,
            f"{self.failed_looks} galleries failed": self.failed_looks,
            f"memory grew from {before:.0f} to {most:.0f} MB": most > before + 150,
            "nothing was taken": not self.sent.acknowledged,
        }
        strange = set(self.sent.statuses) - {"201", *map(str, REFUSED)}
        return [name for name, is_so in wrong.items() if is_so] + [f"status {s}" for s in strange]


def flood(running: Running, *, rate: int, seconds: int) -> Figures:
    """Send for some seconds, look at galleries meanwhile, then look for what was acknowledged."""
    drafts = [running.draft() for _ in range(rate * seconds)]
    urllib.request.urlopen(f"{running.address}/", timeout=PATIENCE).read()
    # Not forked: it would hold open what others of this process have, and they would wait for it.
    ours, theirs = get_context("spawn").Pipe()
    visitor = get_context("spawn").Process(
        target=_look_on, args=(running.address, theirs), daemon=True
    )
    visitor.start()
    ours.recv()  # it is there
    memory = _Memory(running)
    # In a thread of its own: where a browser was tested, this one has a loop already.
    with ThreadPoolExecutor(1) as aside:
        sending = _send_all(running, drafts, rate=rate, memory=memory)
        sent = aside.submit(asyncio.run, sending).result()
    ours.send("stop")
    times, failed = ours.recv()
    visitor.join()
    lost = sum(not is_there(running, token, digest) for token, digest in sent.acknowledged.items())
    p95 = statistics.quantiles(times, n=20)[-1]
    return Figures(sent, lost, p95, max(times), len(times), failed, memory.figures())


class _Memory:
    """The memory of the web server's processes, in MB."""

    def __init__(self, running: Running) -> None:
        self.numbers = running.children("gunicorn")
        self.before = self.most = self.now()

    def now(self) -> float:
        """Measure."""
        files = [Path(f"/proc/{number}/statm") for number in self.numbers]
        pages = sum(int(file.read_text().split()[1]) for file in files)
        return pages * os.sysconf("SC_PAGE_SIZE") / 1_048_576

    def note(self) -> None:
        """Measure, and remember the most."""
        self.most = max(self.most, self.now())

    def figures(self) -> tuple[float, float, float]:
        """Return what it was before, at most, and is now."""
        return self.before, self.most, self.now()


async def _send_all(running: Running, drafts: list[str], *, rate: int, memory: _Memory) -> Sent:
    """Send an upload for each draft, at a steady rate whatever the answers are."""
    sent, photo = Sent(), make_photo(size=(640, 480))
    room, tasks = asyncio.Semaphore(MOST_OPEN), set()
    begun = time.monotonic()
    for number, draft in enumerate(drafts):
        await asyncio.sleep(begun + number / rate - time.monotonic())
        await room.acquire()
        data = photo + str(number).encode()
        task = asyncio.create_task(_send(running, draft, data, number=number, sent=sent))
        task.add_done_callback(lambda _: room.release())
        task.add_done_callback(tasks.discard)
        tasks.add(task)
        if number % rate == 0:
            memory.note()
    await asyncio.gather(*tasks)
    memory.note()
    return sent


async def _send(running: Running, draft: str, data: bytes, *, number: int, sent: Sent) -> None:
    """Send one upload; note its answer."""
    try:
        async with asyncio.timeout(PATIENCE):
            status, headers = await _ask(running, draft, data, number=number)
    except (OSError, asyncio.IncompleteReadError, ValueError) as error:
        sent.statuses[type(error).__name__] += 1
        return
    sent.statuses[str(status)] += 1
    if status in REFUSED and not headers.get("retry-after", "").isdecimal():
        sent.without_advice += 1
    if status == 201 and headers["upload-offset"] == str(len(data)):
        token = headers["location"].rpartition("/")[2]
        sent.acknowledged[token] = hashlib.sha256(data).hexdigest()


async def _ask(
    running: Running, draft: str, data: bytes, *, number: int
) -> tuple[int, dict[str, str]]:
    """Send a creation with all its bytes; return status and headers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", running.settings.port)
    with closing(writer):
        encoded = base64.b64encode(draft.encode()).decode()
        head = (
            f"POST /files/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            f"X-Forwarded-For: 10.{number % 3}.{number // 7 % 250}.{number % 250}\r\n"
            "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
            f"Upload-Length: {len(data)}\r\nContent-Length: {len(data)}\r\n"
            f"Upload-Metadata: draft {encoded}\r\n\r\n"
        )
        writer.write(head.encode() + data)
        text = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = text.split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return int(first.split()[1]), headers


def _look_on(address: str, pipe: Connection) -> None:
    """Be a visitor, in a process of one's own, until told to stop."""
    times, failed = [], 0
    pipe.send("here")
    while not pipe.poll(BETWEEN_LOOKS) or len(times) < LEAST:
        page = address + GALLERIES[len(times) % len(GALLERIES)]
        begun = time.monotonic()
        try:
            with urllib.request.urlopen(page, timeout=PATIENCE) as answer:
                answer.read()
        except OSError:
            failed += 1
        times.append(time.monotonic() - begun)
    pipe.send((times, failed))


def is_there(running: Running, token: str, digest: str) -> bool:
    """Whether the bytes of an acknowledged upload are here, read or not read yet."""
    tools: Toolbox = running.app.extensions["toolbox"]
    db.session.rollback()
    upload = db.session.query(Upload).filter_by(token=token).one_or_none()
    if upload is None:
        return False
    photo = db.session.query(Photo).filter_by(upload_id=upload.id).one_or_none()
    if photo and photo.file_hash:
        return photo.file_hash == tools.keys.hash("file", bytes.fromhex(digest))
    hashed = hashlib.sha256()
    try:
        for piece in upload.pieces:
            with closing(tools.private.open(piece.key)) as file:
                hashed.update(file.read())
    except ObjectMissing:  # it is being read at this very moment
        return running.until(lambda: is_there(running, token, digest), seconds=5)
    return hashed.hexdigest() == digest


def main() -> int:
    """Run the bar; say its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=200, help="uploads a second")
    parser.add_argument("--seconds", type=int, default=60)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), port=free_port(), proxies=1)
        with running_gallery(settings) as running:
            for _ in range(24):
                create_published()
            figures = flood(running, rate=said.rate, seconds=said.seconds)
    before, most, after = figures.memory
    print(f"load of the machine   {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"answers               {dict(figures.sent.statuses)}")
    print(f"acknowledged          {len(figures.sent.acknowledged)}, of them lost {figures.lost}")
    print(f"galleries             p95 {figures.p95 * 1000:.0f} ms, slowest {figures.slowest:.2f} s")
    print(f"                      {figures.looks} looked at, {figures.failed_looks} failed")
    print(f"memory                {before:.0f} MB before, {most:.0f} at most, {after:.0f} after")
    for miss in figures.misses():
        print(f"MISSED: {miss}")
    return bool(figures.misses())


if __name__ == "__main__":
    sys.exit(main())
