"""An S3 server that does wrong on purpose: it keeps corrupt bytes, is full, busy, or hangs up."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

ERROR = "<?xml version='1.0'?><Error><Code>{code}</Code><Message>no</Message></Error>"


class Liar(ThreadingHTTPServer):
    """Holds objects; ``manner`` is honest, corrupt, cut, or an error's status and code."""

    manner: str = "honest"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.objects: dict[str, bytes] = {}

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    """Answers put, get and head."""

    server: Liar
    protocol_version = "HTTP/1.1"  # else clients wait for leave to send a body

    def do_PUT(self) -> None:
        """Keep a body; a bit of it flips where the manner is to corrupt."""
        body = bytearray(self.rfile.read(int(self.headers["Content-Length"])))
        if " " in self.server.manner:
            self._refuse(*self.server.manner.split())
            return
        if self.server.manner == "corrupt":
            body[len(body) // 2] ^= 1
        self.server.objects[self.path] = bytes(body)
        self._answer(b"")

    def do_GET(self) -> None:
        """Send a body, or half of it."""
        body = self.server.objects[self.path]
        self._answer(body, sent=len(body) // 2 if self.server.manner == "cut" else len(body))

    def do_HEAD(self) -> None:
        """Send no body."""
        self._answer(self.server.objects[self.path], sent=0)

    def log_message(self, *values: object) -> None:
        """Say nothing."""

    def _answer(self, body: bytes, *, sent: int | None = None) -> None:
        """Promise a whole body and send a part of it."""
        self.send_response(200)
        self.send_header("ETag", '"0123456789abcdef0123456789abcdef"')
        self.send_header("Last-Modified", "Sat, 19 Dec 2026 12:00:00 GMT")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:sent])
        self.close_connection = True

    def _refuse(self, status: str, code: str) -> None:
        """Answer with an error."""
        said = ERROR.format(code=code).encode()
        self.send_response(int(status))
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)


@contextmanager
def lying_server() -> Iterator[Liar]:
    """Run such a server until it is no longer needed."""
    with Liar() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
