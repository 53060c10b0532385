"""Ways to neighbours: bytes pass through them until a test closes one, or lets it lie."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from time import sleep
from urllib.parse import unquote, urlsplit

CHUNK = 65_536
ERROR = "<?xml version='1.0'?><Error><Code>{code}</Code><Message>no</Message></Error>"
#: What belongs to one connection, and is not passed on.
OURS = ("connection", "expect", "keep-alive", "transfer-encoding", "date", "server")


class Gate:
    """A way to a server that speaks any protocol. Closed, it hangs up on everybody."""

    def __init__(self, reach: Callable[[], socket.socket]) -> None:
        self._reach, self._is_open = reach, True
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        Thread(target=self._welcome, daemon=True).start()

    def close(self) -> None:
        """Cut every line, and let nobody in."""
        self._is_open = False
        for line in list(self._open):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def open(self) -> None:
        """Let everybody in again."""
        self._is_open = True

    def end(self) -> None:
        """Stop listening."""
        self.close()
        self._listener.close()

    def _welcome(self) -> None:
        with suppress(OSError):  # the end of the listener
            while True:
                here, _ = self._listener.accept()
                Thread(target=self._join, args=(here,), daemon=True).start()

    def _join(self, here: socket.socket) -> None:
        """Pass bytes on in both directions until one side has enough."""
        with here:
            if not self._is_open:
                return
            with suppress(OSError), self._reach() as there:
                self._open |= {here, there}
                back = Thread(target=_pump, args=(there, here), daemon=True)
                back.start()
                _pump(here, there)
                back.join()
                self._open -= {here, there}


class StoreGate(ThreadingHTTPServer):
    """A way to an S3 server whose buckets are folders. Its next answers may be wrong."""

    daemon_threads = True

    def __init__(self, port: int, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.behind, self.folder = port, folder
        self.seconds = 0.0  # that a slow answer takes
        self.done = 0  # wrong answers so far
        self._manner, self._left, self._methods = "", 0, ("PUT",)
        self._lock = Lock()

    def lie(self, manner: str, times: int, *, methods: tuple[str, ...] = ("PUT",)) -> None:
        """Answer wrongly so often: reset, lost, slow, corrupt, or an error's status and code."""
        with self._lock:
            self._manner, self._left, self._methods, self.done = manner, times, methods, 0

    def manner_of(self, method: str) -> str:
        """Return how this request is answered; honestly, mostly."""
        with self._lock:
            if not self._left or method not in self._methods:
                return ""
            self._left -= 1
            self.done += 1
            return self._manner


class _Passing(BaseHTTPRequestHandler):
    """Passes a request on, and its answer back."""

    server: StoreGate
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Read."""
        self._answer_somehow()

    def do_HEAD(self) -> None:
        """Look."""
        self._answer_somehow()

    def do_PUT(self) -> None:
        """Keep."""
        self._answer_somehow()

    def do_POST(self) -> None:
        """Delete several, or begin something large."""
        self._answer_somehow()

    def do_DELETE(self) -> None:
        """Delete."""
        self._answer_somehow()

    def log_message(self, *values: object) -> None:
        """Say nothing."""

    def _answer_somehow(self) -> None:
        """Pass a request on, unless it is to fail."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        manner = self.server.manner_of(self.command)
        if " " in manner:
            status, code = manner.split()
            self._answer(int(status), [], ERROR.format(code=code).encode())
        elif manner == "reset":
            self._hang_up()
        else:
            self._pass_on(body, manner)

    def _pass_on(self, body: bytes, manner: str) -> None:
        """Ask the server behind, and answer as it did, or not at all."""
        try:
            found, said = self._ask(body)
        except (OSError, HTTPException):
            self._hang_up()
            return
        if manner == "corrupt" and found.status < 300:
            _flip_byte(self.server.folder / unquote(urlsplit(self.path).path).lstrip("/"))
        if manner == "slow":
            sleep(self.server.seconds)
        if manner == "lost":
            self._hang_up()
        else:
            self._answer(found.status, found.getheaders(), said)

    def _ask(self, body: bytes) -> tuple[HTTPResponse, bytes]:
        there = HTTPConnection("127.0.0.1", self.server.behind, timeout=60)
        there.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in OURS:
                there.putheader(name, value)
        there.endheaders(body)
        found = there.getresponse()
        said = found.read()
        there.close()
        return found, said

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in (*OURS, "content-length"):
                self.send_header(name, value)
        length = {name.lower(): value for name, value in headers}.get("content-length")
        is_head = self.command == "HEAD"
        self.send_header("Content-Length", length or "0" if is_head else str(len(body)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(b"" if is_head else body)

    def _hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def gate_to(reach: Callable[[], socket.socket]) -> Iterator[Gate]:
    """Keep a gate until it is no longer needed."""
    gate = Gate(reach)
    try:
        yield gate
    finally:
        gate.end()


@contextmanager
def gate_to_store(port: int, folder: Path) -> Iterator[StoreGate]:
    """Keep a gate to an S3 server until it is no longer needed."""
    with StoreGate(port, folder) as gate:
        Thread(target=gate.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield gate
        finally:
            gate.shutdown()


def _pump(source: socket.socket, target: socket.socket) -> None:
    """Pass bytes on until there are no more; then the other side hears that, too."""
    with suppress(OSError):
        while data := source.recv(CHUNK):
            target.sendall(data)
    for line in (source, target):
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


def _flip_byte(file: Path) -> None:
    """Change a byte of what a server keeps."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
