"""``storage copy`` folder → S3 → folder with kills in the middle: the same, nothing sent twice.

``python -m tests.bars.storage_copy [--photos 5000]`` writes the files of so many photos (an
original, two previews, five renditions each), copies both stores to a real S3 server (rclone) and
back by the command, killed with SIGKILL in the middle of each way, and counts at the server.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from tests.servers import BIN, credentials, free_port, new_bucket, running

SIZES = {"private": (200_000, 60_000, 5_000), "public": (90_000, 40_000, 25_000, 12_000, 6_000)}
KILLS = 2  # on each way


def main() -> int:
    """Copy there and back; 1 when the bar is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=5000)
    photos = parser.parse_args().photos
    with tempfile.TemporaryDirectory(prefix="unsilenced-copy-") as name, s3(Path(name)) as url:
        folder = Path(name)
        _fill(folder / "from", photos)
        missed = [
            line
            for store in SIZES
            for line in _there_and_back(folder, store, bucket=new_bucket(url))
        ]
    print("\n".join(missed) or "reached")
    return int(bool(missed))


def _there_and_back(folder: Path, store: str, *, bucket: str) -> Iterator[str]:
    """Copy one store to the bucket and back; yield what is missed."""
    began, back = time.monotonic(), folder / "back" / store
    files = _digests(folder / "from" / store)
    ways = ((f"folder:{folder / 'from' / store}", bucket), (bucket, f"folder:{back}"))
    for number, (source, target) in enumerate(ways):
        data = folder / f"data-{store}-{number}"
        verified = [_copy(data, source, target, dies=True) for _ in range(KILLS)]
        verified.append(_copy(data, source, target, dies=False))
        twice = [key for key, times in _journal(data).items() if times > 1]
        print(f"{store}: {len(files)} files, verified after each run {verified}", flush=True)
        if not 0 < verified[0] < len(files):
            yield f"{store}: no kill fell into the copying"
        if twice:
            yield f"{store}: {len(twice)} files were verified twice"
    if files != _digests(back):
        yield f"{store}: what came back is something else"
    print(f"{store}: there and back in {time.monotonic() - began:.0f} s", flush=True)


def _copy(data: Path, source: str, target: str, *, dies: bool) -> int:
    """Run the command to its end, or kill it once it has copied; return what is verified."""
    command = [sys.executable, "-m", "gallery", "storage", "copy", source, target]
    environment = {**os.environ, "GALLERY_DATA_DIR": str(data)}
    before = len(_journal(data))
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    while (
        dies and process.poll() is None and len(_journal(data)) < before + random.randint(50, 500)
    ):
        time.sleep(0.05)
    if dies:
        process.send_signal(signal.SIGKILL)
    if process.wait() and not dies:
        raise SystemExit("the command failed")
    return len(_journal(data))


def _journal(data: Path) -> Counter[str]:
    """Count how often each file was verified."""
    lines = [line for path in data.glob("copy-*.journal") for line in path.read_text().splitlines()]
    return Counter(line.partition(" ")[2] for line in lines)


def _fill(folder: Path, photos: int) -> None:
    """Write files as the gallery names them."""
    for number in range(photos):
        for store, sizes in SIZES.items():
            kind = "originals" if store == "private" else "media"
            for index, size in enumerate(sizes):
                path = folder / store / kind / f"p{number:015}" / f"t{index}-{size}.jpg"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(random.randbytes(size // 10))


def _digests(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and ".drafts" not in path.parts
    }


@contextmanager
def s3(folder: Path) -> Iterator[str]:
    """Run a real S3 server with keys of its own."""
    key, secret, port = "bar", "secret-of-the-bar", free_port()
    (folder / "s3").mkdir()
    command = [
        str(BIN / "rclone"), "serve", "s3", "--auth-key", f"{key},{secret}",
        "--addr", f"127.0.0.1:{port}", str(folder / "s3"), "--vfs-cache-mode", "off",
        "--config", str(folder / "rclone.conf"),
    ]  # fmt: skip
    with credentials(key, secret), running(command, port=port):
        yield f"http://127.0.0.1:{port}"


if __name__ == "__main__":
    sys.exit(main())
