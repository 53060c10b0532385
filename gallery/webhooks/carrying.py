"""A message is taken to a partner's machine: over TLS, once, and no further than that machine."""

import http.client
import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Timer

from gallery.errors import Unavailable
from gallery.webhooks.addresses import (
    HTTPS,
    Address,
    LookUp,
    Target,
    look_up,
    public_addresses,
    read_target,
)

PATIENCE = 5  # seconds for each step
DEADLINE = 15  # seconds for all of them: an answer that drips holds nobody up
AGENT = "Unsilenced (webhooks)"


@dataclass(frozen=True)
class Carrier:
    """Takes messages away. Only tests, whose partners live on this machine, change how."""

    look_up: LookUp = look_up
    judge: Callable[[Iterable[str]], list[Address]] = public_addresses
    port: int = HTTPS
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def carry(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Hand a message over and return the status of the answer, of which no byte is read.

        Raises BadInput where nothing may go, Unavailable where nobody takes it. A redirect is an
        answer like any other: nothing follows it.
        """
        target = read_target(url)
        addresses = self.reach(target)
        try:
            return self._ask(target, addresses, body, headers)
        except (OSError, http.client.HTTPException) as error:
            raise Unavailable("webhook-no-answer", why=type(error).__name__) from error

    def reach(self, target: Target) -> list[Address]:
        """Return the addresses of a machine, all of them public; raise as carry."""
        return self.judge(self.look_up(target.host))

    def _ask(
        self, target: Target, addresses: list[Address], body: bytes, headers: Mapping[str, str]
    ) -> int:
        """Open a line to the first machine that answers, and ask it."""
        line = self.tls.wrap_socket(
            _open(addresses, self.port), server_hostname=target.host, do_handshake_on_connect=False
        )
        watch = Timer(DEADLINE, _cut, [line])
        watch.start()
        try:
            with line:
                line.do_handshake()
                return _post(line, target, body, headers)
        finally:
            watch.cancel()


def _open(addresses: list[Address], port: int) -> socket.socket:
    """Open a line to what was looked at, not to a name that may lead elsewhere by now."""
    trouble: OSError = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((str(address), port), timeout=PATIENCE)
        except OSError as error:
            trouble = error
    raise trouble


def _post(line: ssl.SSLSocket, target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a message over an open line."""
    asking = http.client.HTTPConnection(target.host, timeout=PATIENCE)
    asking.sock = line
    said = {"Content-Type": "application/json", "User-Agent": AGENT, "Connection": "close"}
    asking.request("POST", target.path, body, {**said, **headers})
    return asking.getresponse().status


def _cut(line: ssl.SSLSocket) -> None:
    """End a line that somebody holds open, whatever its TLS thinks of it."""
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)
