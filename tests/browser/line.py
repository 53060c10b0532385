"""A bad line to a server: slow, counted, and cut at will."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

BLOCK = 16_384  # bytes
BUFFER = 131_072  # bytes that may lie at our end uncounted, while they wait


class Line:
    """Passes bytes on between a browser and a server on loopback."""

    def __init__(self, port: int, *, per_second: int) -> None:
        self.sent = 0  # bytes from the browser to the server, headers and all
        self.received = 0  # and back
        self.heard: bytearray | None = None  # all of it, once somebody listens
        self.is_cut = False
        self._port, self._per_second = port, per_second
        self._turn = threading.Lock()
        self._open: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._let_in, daemon=True).start()

    @property
    def address(self) -> str:
        """Where browsers are to go."""
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def cut(self) -> None:
        """Tear every connection; new ones are torn at once, too."""
        self.is_cut = True
        for end in list(self._open):
            self._tear(end)

    def mend(self) -> None:
        """Let new connections through."""
        self.is_cut = False

    def close(self) -> None:
        """Let nobody in any more."""
        self.cut()
        self._door.close()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
                threading.Thread(target=self._connect, args=(caller,), daemon=True).start()

    def _connect(self, caller: socket.socket) -> None:
        try:
            if self.is_cut:
                raise ConnectionResetError
            called = socket.create_connection(("127.0.0.1", self._port))
        except OSError:
            self._tear(caller)
            return
        self._open |= {caller, called}
        threading.Thread(target=self._pass_on, args=(called, caller), daemon=True).start()
        self._pass_on(caller, called, is_up=True)

    def _pass_on(self, source: socket.socket, to: socket.socket, *, is_up: bool = False) -> None:
        with suppress(OSError):
            while data := source.recv(BLOCK):
                if is_up:
                    self._count(data)
                else:
                    self.received += len(data)
                to.sendall(data)
        self._tear(source)
        self._tear(to)

    def _count(self, data: bytes) -> None:
        with self._turn:  # one line for all connections
            self.sent += len(data)
            time.sleep(len(data) / self._per_second)
            if self.heard is not None:
                self.heard += data

    def _tear(self, end: socket.socket) -> None:
        self._open.discard(end)
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextmanager
def bad_line(port: int, *, per_second: int) -> Iterator[Line]:
    """Lay a line to a port of this machine."""
    line = Line(port, per_second=per_second)
    try:
        yield line
    finally:
        line.close()
