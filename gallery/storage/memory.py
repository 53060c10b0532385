"""A store in memory, for tests."""

import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Lock
from typing import BinaryIO

from gallery.errors import ObjectMissing
from gallery.storage.contract import ObjectStat
from gallery.storage.keys import checked_key, probe


class MemoryStore:
    """Keeps objects as long as the process lives."""

    def __init__(self) -> None:
        self._objects: dict[str, tuple[bytes, ObjectStat]] = {}
        self._lock = Lock()

    def put(
        self,
        key: str,
        body: bytes | BinaryIO,
        *,
        content_type: str = "application/octet-stream",
        cache_control: str = "",
    ) -> ObjectStat:
        """Keep a body."""
        data = body if isinstance(body, bytes) else _read_whole(body)
        etag = hashlib.sha256(data).hexdigest()[:32]
        stat = ObjectStat(checked_key(key), len(data), etag, datetime.now(UTC))
        with self._lock:
            self._objects[key] = (data, stat)
        return stat

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """Open a copy."""
        data, _ = self._find(key)
        return io.BytesIO(data[start : None if length is None else start + length])

    def stat(self, key: str) -> ObjectStat:
        """Say what is known."""
        return self._find(key)[1]

    def delete(self, key: str) -> None:
        """Forget an object."""
        with self._lock:
            self._objects.pop(checked_key(key), None)

    def list(self, prefix: str = "") -> Iterator[ObjectStat]:
        """Yield what is there now."""
        with self._lock:
            found = [stat for key, (_, stat) in self._objects.items() if key.startswith(prefix)]
        yield from sorted(found, key=lambda stat: stat.key)

    def check(self) -> None:
        """Try it."""
        probe(self)

    def tidy(self, *, before: datetime) -> int:
        """Nothing here is ever half-written."""
        return 0

    def _find(self, key: str) -> tuple[bytes, ObjectStat]:
        """Return body and stat; raise ObjectMissing."""
        try:
            return self._objects[checked_key(key)]
        except KeyError as error:
            raise ObjectMissing(key=key) from error


def _read_whole(body: BinaryIO) -> bytes:
    """Read a stream from its beginning."""
    body.seek(0)
    return body.read()
