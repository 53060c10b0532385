"""gunicorn's threaded worker, made patient: a request takes a thread only once it has arrived.

A thread that waits for a slow sender serves nobody else, and a few hundred slow senders would stop
every page (gunicorn reads heads, and bodies, in its threads). Here heads and small bodies are
collected in the event loop, where waiting costs nothing. Only larger bodies are read in threads;
``gallery.web.admission`` keeps those fewer than the threads.
"""

import logging
import re
import selectors
import socket
import time
from concurrent.futures import Future
from functools import partial
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.workers.gthread import TConn, ThreadWorker

from config import read_settings
from gallery.logs import write_log

READ_AHEAD = 65_536  # bytes of a body that are waited for here; also of a head
#: Seconds for a head, for a small body, between two reads of a large one, and after an answer.
HEAD_TIME, BODY_TIME, STALLED, FAREWELL = 15, 60, 45, 2
MOST_FAREWELL = 4 << 20  # bytes of an unwanted body that are thrown away
UNREAD_TIME = 0.05  # seconds for what is left of a body before a connection is used again

LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
#: The sender waits for a word, or nobody knows how long the body is.
IMPATIENT = re.compile(rb"\r\n(?:expect|transfer-encoding):", re.IGNORECASE)


class DoorLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's log in our words: its own lines name the address that somebody asked for."""

    def setup(self, cfg: Any) -> None:
        """Write with all else that we write, and nobody's address."""
        super().setup(cfg)
        write_log(read_settings().log)
        self.error_log.handlers.clear()
        self.error_log.filters[:] = [without_words]
        self.error_log.propagate = True


def without_words(record: logging.LogRecord) -> bool:
    """Leave numbers in a line (of processes, signals) and no words: they may be a capability."""
    if isinstance(record.args, tuple):
        record.args = tuple(each if isinstance(each, int) else "…" for each in record.args)
    return True


class Arrival(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection on which a request arrives."""

    def __init__(self, *said: Any) -> None:
        super().__init__(*said)
        self.came = bytearray()
        self.until = 0.0
        self.is_head_here = False
        self.farewell = 0  # bytes thrown away after the answer

    def expect(self) -> None:
        """Wait for the next request."""
        self.came.clear()
        self.is_head_here, self.data_ready = False, True
        self.until = time.monotonic() + HEAD_TIME

    def init(self) -> None:
        """Make the parser at the first request, and hand it what has come (in its thread)."""
        super().init()
        if self.came:
            self.parser.unreader.unread(bytes(self.came))
            self.came.clear()

    @property
    def is_here(self) -> bool:
        """Whether a thread would not have to wait: for a head, nor for a small body."""
        end = self.came.find(b"\r\n\r\n")
        if end < 0:
            return len(self.came) > READ_AHEAD  # the parser says what is wrong
        if not self.is_head_here:
            self.is_head_here, self.until = True, time.monotonic() + BODY_TIME
        head = bytes(self.came[: end + 2])
        found = LENGTH.search(head)
        length = int(found.group(1)) if found else 0
        is_large = length > READ_AHEAD or IMPATIENT.search(head) is not None
        return is_large or len(self.came) >= end + 4 + length


class Doorkeeper(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Lets requests in when they are here; slow ones wait outside, and go when it is too long."""

    def __init__(self, *said: Any, **named: Any) -> None:
        super().__init__(*said, **named)
        self.arriving: dict[Arrival, None] = {}  # oldest first
        self.leaving: dict[Arrival, float] = {}  # and until when

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection, if it is still there."""
        self._accept_one(listener)

    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001 (gunicorn's)
        """Let nobody knock at a door that is about to close: what knocked before is answered."""
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            for listener in self.sockets:
                while self._accept_one(listener):
                    pass
                # Who comes now is refused at once, and may ask another of our processes. Where a
                # new one takes over the same socket, they wait there for it.
                listener.close()

    def _accept_one(self, listener: socket.socket) -> bool:
        """Take a connection; when too many wait, the one that has waited longest goes."""
        try:
            client, address = listener.accept()
        except OSError:
            return False  # it went again, or there is no descriptor left
        self.nr_conns += 1
        conn = Arrival(self.cfg, client, address, listener.getsockname())
        if len(self.arriving) + len(self.leaving) >= self.max_keepalived - self.cfg.threads:
            self._drop(next(iter({**self.leaving, **self.arriving})))
        self._wait_for(conn)
        return True

    def on_client_socket_readable(self, conn: Arrival, client: socket.socket) -> None:
        """The next request on a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._wait_for(conn)

    def on_arriving(self, conn: Arrival, client: socket.socket) -> None:
        """Take what has come of a request; hand it to a thread when that is enough."""
        try:
            data = client.recv(READ_AHEAD)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(conn)
            return
        conn.came += data
        if conn.is_here:
            self.poller.unregister(client)
            del self.arriving[conn]
            self.enqueue_req(conn)

    def handle_request(self, req: Any, conn: Arrival) -> bool:
        """Answer in a thread; a large body may pause, but not for ever."""
        conn.sock.settimeout(STALLED)
        return bool(super().handle_request(req, conn))

    def finish_request(self, conn: Arrival, fs: "Future[Any]") -> None:
        """Keep the connection, or say goodbye without waiting for it."""
        if not fs.cancelled() and not fs.exception() and fs.result():
            super().finish_request(conn, fs)
        else:
            self._say_goodbye(conn)

    def on_leaving(self, conn: Arrival, client: socket.socket) -> None:
        """Throw away what still comes: a reset could lose the answer (RFC 9112, 9.6)."""
        try:
            data = client.recv(READ_AHEAD)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        conn.farewell += len(data)
        if not data or conn.farewell > MOST_FAREWELL:
            self._drop(conn)

    def murder_pending(self) -> None:
        """Close what takes too long; called every second."""
        super().murder_pending()
        now = time.monotonic()
        late = [conn for conn in self.arriving if conn.until < now]
        late += [conn for conn, until in self.leaving.items() if until < now]
        for conn in late:
            self._drop(conn)

    def _keepalive_after(self, conn: Arrival, keepalive: bool) -> bool:  # noqa: FBT001 (gunicorn's)
        """Use a connection again only when nothing is left of a body; a thread does not wait."""
        deadline = time.monotonic() + UNREAD_TIME
        return keepalive and bool(conn.parser.finish_body(deadline=deadline))

    def _wait_for(self, conn: Arrival) -> None:
        """Let a request arrive."""
        conn.expect()
        conn.sock.setblocking(False)
        self.arriving[conn] = None
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_arriving, conn))

    def _say_goodbye(self, conn: Arrival) -> None:
        """Say that nothing more comes from us, and close once the other side has heard."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_leaving, conn))
        except (OSError, ValueError):  # the other side has gone
            self.nr_conns -= 1
            conn.close()
            return
        self.leaving[conn] = time.monotonic() + FAREWELL

    def _drop(self, conn: Arrival) -> None:
        """Close a connection that arrives or leaves."""
        self.poller.unregister(conn.sock)
        self.arriving.pop(conn, None)
        self.leaving.pop(conn, None)
        self.nr_conns -= 1
        conn.close()
