"""What a store promises, whatever it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol


@dataclass(frozen=True)
class ObjectStat:
    """What is known of a stored object: size in bytes, an opaque ETag, the moment in UTC."""

    key: str
    size: int
    etag: str
    modified: datetime


class Store(Protocol):
    """Objects under keys. Keys are paths of our own making, never a person's file name.

    A key is never the beginning of another one's path: beside ``a/b`` there is no ``a``. Every
    method raises StoreUnavailable when the store does not answer, ValueError for what is no key.
    Threads may share a store.
    """

    def put(
        self,
        key: str,
        body: bytes | BinaryIO,
        *,
        content_type: str = "application/octet-stream",
        cache_control: str = "",
    ) -> ObjectStat:
        """Store a body whole, or not at all; durable when it returns. Overwrites.

        A stream can be rewound and is read from its beginning; it stays open. Of two writers at
        once one wins, the other may be told StoreUnavailable. Raises StoreFull when there is no
        room. A folder keeps neither type nor cache_control.
        """

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """Open an object, or ``length`` bytes from ``start``; beyond its end there are none.

        What is read is a stream without a way back. Close it. Raises ObjectMissing.
        """

    def stat(self, key: str) -> ObjectStat:
        """Say what is known of an object. Raises ObjectMissing."""

    def delete(self, key: str) -> None:
        """Delete an object; an absent one is fine."""

    def list(self, prefix: str = "") -> Iterator[ObjectStat]:
        """Yield the objects whose keys begin with a prefix, in the order of their keys."""

    def check(self) -> None:
        """Write, read back and delete a probe; raise StoreUnavailable when that fails."""

    def tidy(self, *, before: datetime) -> int:
        """Remove what killed writers left half-written before a moment; return how many.

        Such bytes have no key, so nobody else can find them.
        """
