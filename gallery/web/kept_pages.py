"""Pages as they were answered, kept in this process: nobody draws the same page twice.

A page is kept under the mark that its ETag is made of, and a withdrawn photo changes every mark: so
nothing has to be thrown away in time. What nobody asks for any more makes room for what is asked.
With several machines what one has drawn the others find in a cache that they share.
"""

import json
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from flask import Response

if TYPE_CHECKING:
    from gallery.caches.shared import SharedCache


MOST_BYTES = 24 << 20  # of all pages, and of each
LARGEST = 1 << 20
#: Said again with each answer.
NOT_KEPT = {"Content-Length", "Date", "Connection"}


@dataclass(frozen=True)
class KeptPage:
    """A page, packed as it was sent."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    def answer(self) -> Response:
        """Answer with it."""
        return Response(self.body, headers=list(self.headers))

    def pack(self) -> bytes:
        """Write it for others."""
        return json.dumps(self.headers).encode() + b"\n" + self.body


def unpack(data: bytes) -> KeptPage:
    """Read what another machine wrote."""
    headers, _, body = data.partition(b"\n")
    return KeptPage(body, tuple((name, said) for name, said in json.loads(headers)))


class KeptPages:
    """The pages that were asked for last, by whatever makes them what they are."""

    def __init__(self, most: int = MOST_BYTES, *, shared: "SharedCache | None" = None) -> None:
        self.most, self.size = most, 0
        self._shared = shared
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._lock = Lock()

    def find(self, key: str, *, is_shared: bool = False) -> KeptPage | None:
        """Return a page, if it is here, or where other machines keep theirs."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        packed = self._shared.find(key) if self._shared and is_shared else None
        if packed is None:
            return None
        page = unpack(packed)
        self._put(key, page)
        return page

    def keep(self, key: str, answer: Response, *, is_shared: bool = False) -> None:
        """Keep what was answered, and forget the pages that nobody asked for the longest time."""
        if answer.is_streamed or len(answer.data) > LARGEST:
            return
        headers = tuple((name, said) for name, said in answer.headers if name not in NOT_KEPT)
        page = KeptPage(answer.data, headers)
        self._put(key, page)
        if self._shared and is_shared:
            self._shared.keep(key, page.pack())

    def _put(self, key: str, page: KeptPage) -> None:
        """Take a page in; others make room for it."""
        with self._lock:
            self._forget(key)
            self._pages[key] = page
            self.size += len(page.body)
            while self.size > self.most:
                self._forget(next(iter(self._pages)))

    def forget_all(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self.size = 0

    def _forget(self, key: str) -> None:
        """Forget a page."""
        if page := self._pages.pop(key, None):
            self.size -= len(page.body)
