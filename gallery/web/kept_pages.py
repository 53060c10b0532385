"""Pages as they were answered, kept in this process: nobody draws the same page twice.

A page is kept under the mark that its ETag is made of, and a withdrawn photo changes every mark: so
nothing has to be thrown away in time. What nobody asks for any more makes room for what is asked.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from flask import Response

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


class KeptPages:
    """The pages that were asked for last, by whatever makes them what they are."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most, self.size = most, 0
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._lock = Lock()

    def find(self, key: str) -> KeptPage | None:
        """Return a page, if it is here."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, key: str, answer: Response) -> None:
        """Keep what was answered, and forget the pages that nobody asked for the longest time."""
        if answer.is_streamed or len(answer.data) > LARGEST:
            return
        headers = tuple((name, said) for name, said in answer.headers if name not in NOT_KEPT)
        with self._lock:
            self._forget(key)
            self._pages[key] = KeptPage(answer.data, headers)
            self.size += len(answer.data)
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
