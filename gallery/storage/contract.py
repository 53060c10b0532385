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

    Every method raises StoreUnavailable when the store does not answer.
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

        A stream is read from its beginning. Raises StoreFull when there is no room.
        """

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """Open an object, or ``length`` bytes from ``start``. Raises ObjectMissing. Close it."""

    def stat(self, key: str) -> ObjectStat:
        """Say what is known of an object. Raises ObjectMissing."""

    def delete(self, key: str) -> None:
        """Delete an object; an absent one is fine."""

    def list(self, prefix: str = "") -> Iterator[ObjectStat]:
        """Yield the objects whose keys begin with a prefix, in the order of their keys."""

    def check(self) -> None:
        """Write, read back and delete a probe; raise StoreUnavailable when that fails."""
