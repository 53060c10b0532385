"""What taking photos costs the web server: processor time per MB, and memory of slow senders."""

import asyncio
import base64
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from bench.measuring import Told
from bench.photos import make_photo
from config import Settings
from tests.running import Running, running_gallery
from tests.servers import free_port

PHOTOS = 12  # are sent whole, one after the other
SENDERS, SECONDS = 100, 20.0
RATE = 50_000  # bytes a second of one sender
#: A slow phone sends small pieces, and each in drops.
PIECE, DROPS = 50_000, 5
MEGA = 1e6
LATER = ("429", "503")  # come again: a sender does


class Server(NamedTuple):
    """The processes of a web server, as the kernel tells of them."""

    numbers: list[int]

    def cpu_ms(self) -> float:
        """Return the processor time they have taken."""
        return sum(map(_cpu_ms, self.numbers))

    def memory_mb(self) -> float:
        """Return the memory that they have now."""
        files = [Path(f"/proc/{number}/statm") for number in self.numbers]
        pages = sum(int(file.read_text().split()[1]) for file in files)
        return pages * os.sysconf("SC_PAGE_SIZE") / MEGA


def _cpu_ms(process: int) -> float:
    """Return the processor time of a process."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def open_gallery() -> Iterator[tuple[Running, Server]]:
    """Serve a fresh gallery as an operator would."""
    with TemporaryDirectory(prefix="unsilenced-bench-") as folder:
        settings = Settings(data_dir=Path(folder), port=free_port(), proxies=1)
        with running_gallery(settings) as gallery:
            yield gallery, Server(gallery.children("gunicorn"))


def measure_uploads(told: Told, *, seconds: float = SECONDS) -> dict[str, Any]:
    """Return ms per MB of whole photos and of slow senders' pieces, and the memory of these."""
    with open_gallery() as (gallery, server):
        told("uploads")
        whole = _whole_photos(gallery, server)
        told(f"{SENDERS} slow senders")
        return {"whole": whole, "slow": measure_slow(gallery, server, seconds=seconds)}


def _whole_photos(gallery: Running, server: Server) -> dict[str, float]:
    """Send photos in one request each."""
    photo = make_photo()
    gallery.send_photo(photo, draft=gallery.draft())  # it is warm then
    before = server.cpu_ms()
    for number in range(PHOTOS):
        gallery.send_photo(photo + bytes([number]), draft=gallery.draft())
    megabytes = PHOTOS * len(photo) / MEGA
    return {"mb": round(megabytes, 1), "ms_per_mb": _round(server.cpu_ms() - before, megabytes)}


def measure_slow(gallery: Running, server: Server, *, seconds: float) -> dict[str, Any]:
    """Let many slow senders send at once; return what they cost, and memory over time."""
    drafts = [gallery.draft() for _ in range(SENDERS)]
    asyncio.run(_send_all(gallery, drafts[:8], seconds=1, memory=[], server=server))  # it is warm
    before, cpu = server.memory_mb(), server.cpu_ms()
    memory: list[float] = []
    taken = asyncio.run(_send_all(gallery, drafts, seconds=seconds, memory=memory, server=server))
    return {
        "senders": SENDERS,
        "seconds": seconds,
        "mb": round(taken / MEGA, 1),
        "ms_per_mb": _round(server.cpu_ms() - cpu, taken / MEGA),
        "memory_mb": {
            "before": round(before),
            "most": round(max(memory)),
            "grown": round(max(memory[len(memory) // 5 :]) - min(memory[len(memory) // 5 :])),
        },
    }


def _round(cost: float, megabytes: float) -> float:
    """Return ms per MB."""
    return round(cost / megabytes, 2)


async def _send_all(
    gallery: Running, drafts: list[str], *, seconds: float, memory: list[float], server: Server
) -> int:
    """Let each draft's sender send for some seconds; return the bytes that were taken."""
    until = time.monotonic() + seconds
    senders = [
        asyncio.create_task(_send(gallery, draft, number=number, until=until))
        for number, draft in enumerate(drafts)
    ]
    while time.monotonic() < until:
        memory.append(server.memory_mb())
        await asyncio.sleep(0.5)
    return sum(await asyncio.gather(*senders))


async def _send(gallery: Running, draft: str, *, number: int, until: float) -> int:
    """Be one sender: make an upload, then send it piece by piece; return the bytes taken."""
    encoded = base64.b64encode(draft.encode()).decode()
    size = PIECE * (2 + int(until - time.monotonic()))
    made = {"Upload-Length": str(size), "Upload-Metadata": f"draft {encoded}"}
    location = (await _ask(gallery, "POST", "/files/", made, number=number))["location"]
    path, offset = "/files/" + location.rpartition("/")[2], 0
    while time.monotonic() < until and offset + PIECE < size:
        said = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        answer = await _ask(gallery, "PATCH", path, said, number=number, body=os.urandom(PIECE))
        offset = int(answer["upload-offset"])
    return offset


async def _ask(
    gallery: Running,
    method: str,
    path: str,
    said: dict[str, str],
    *,
    number: int,
    body: bytes = b"",
) -> dict[str, str]:
    """Send a request from an address of one's own, its body in drops; return the headers."""
    heads = {
        "Host": "127.0.0.1",
        "Connection": "close",
        "X-Forwarded-For": f"10.9.{number // 250}.{number % 250}",
        "Tus-Resumable": "1.0.0",
        "Content-Length": str(len(body)),
        **said,
    }
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in heads.items())]
    async with _connected(gallery) as (reader, writer):
        writer.write("\r\n".join([*lines, "", ""]).encode())
        for at in range(0, len(body), PIECE // DROPS):
            writer.write(body[at : at + PIECE // DROPS])
            await writer.drain()
            await asyncio.sleep(PIECE / DROPS / RATE)
        text = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *rest = text.split("\r\n")
    if first.split()[1] in LATER:
        await asyncio.sleep(1)
        return await _ask(gallery, method, path, said, number=number, body=body)
    if first.split()[1] not in ("201", "204"):
        raise RuntimeError(f"{method} answers {first}")
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}


@asynccontextmanager
async def _connected(
    gallery: Running,
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Open a connection, and close it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", gallery.settings.port)
    try:
        yield reader, writer
    finally:
        writer.close()
