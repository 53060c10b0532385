"""Bytes that all machines of a gallery keep together in Redis, for a few minutes.

It may be away or slow at any time, and nobody waits for that: then nothing is found and nothing is
kept, the log says so once, and it is tried again in the background.
"""

import hmac
import logging
import zlib
from collections.abc import Callable
from hashlib import sha256
from threading import Lock, Thread
from time import monotonic

from redis import ConnectionError as Cut
from redis import ConnectionPool, Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from gallery.errors import BadSetting

log = logging.getLogger(__name__)

#: Redis never holds more than these two numbers multiplied: 256 MB at the very most. What comes
#: later takes the slot of what was there.
SLOTS, LARGEST = 4096, 64 << 10
KEPT_SECONDS = 300
#: How long a request may wait; and how long Redis is left alone after it did not answer in time.
PATIENCE, PAUSE = 0.05, 30.0
SIGNED = 32  # bytes in front of what is kept


class SharedCache:
    """What was kept last. Each entry is signed: nobody but us can put a page there."""

    def __init__(
        self,
        url: str,
        *,
        key: bytes,
        patience: float = PATIENCE,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._redis = Redis(connection_pool=_pool(url, patience))
        self._key, self._clock = key, clock
        self._lock = Lock()
        self.is_there, self._ask_at = False, 0.0

    def find(self, name: str) -> bytes | None:
        """Return what is kept under a name, if it is here and ours."""
        if not self._may_ask():
            return None
        try:
            found = self._redis.get(_slot(name))
        except (RedisError, OSError) as error:
            self._leave_alone(error)
            return None
        if not isinstance(found, bytes):
            return None
        data = found[SIGNED:]
        return data if hmac.compare_digest(self._sign(name, data), found[:SIGNED]) else None

    def keep(self, name: str, data: bytes) -> None:
        """Keep something for a few minutes, unless it is large."""
        if len(data) > LARGEST or not self._may_ask():
            return
        try:
            self._redis.set(_slot(name), self._sign(name, data) + data, ex=KEPT_SECONDS)
        except (RedisError, OSError) as error:
            self._leave_alone(error)

    def _may_ask(self) -> bool:
        """Whether Redis answered a moment ago; if not, let it be asked in the background."""
        if self.is_there:
            return True
        with self._lock:
            if self._clock() < self._ask_at:
                return False
            self._ask_at = self._clock() + PAUSE
        Thread(target=self._look, daemon=True, name="shared pages").start()
        return False

    def _look(self) -> None:
        """Look whether Redis is there: where names have to be found first, that may take long."""
        try:
            self._redis.ping()
        except (RedisError, OSError) as error:
            log.warning("pages are not shared with other machines: %s", type(error).__name__)
            return
        self.is_there = True

    def _leave_alone(self, error: Exception) -> None:
        """Do without it for a while; say so once."""
        with self._lock:
            was_there, self.is_there = self.is_there, False
            self._ask_at = self._clock() + PAUSE
        if was_there:
            log.warning("pages are not shared for a while: %s", type(error).__name__)

    def _sign(self, name: str, data: bytes) -> bytes:
        """Return what only we can write before something of this name."""
        return hmac.digest(self._key, sha256(name.encode()).digest() + data, "sha256")


def _pool(url: str, patience: float) -> ConnectionPool:
    """Return connections that wait for nothing; one that was cut while idle is opened again."""
    try:
        return ConnectionPool.from_url(
            url,
            socket_timeout=patience,
            socket_connect_timeout=patience,
            retry=Retry(NoBackoff(), 1, supported_errors=(Cut,)),
        )
    except ValueError as error:
        raise BadSetting("bad-setting", setting="GALLERY_PAGES_URL") from error


def _slot(name: str) -> str:
    """Return where something is kept, by its name."""
    return f"gallery:page:{zlib.crc32(name.encode()) % SLOTS}"
