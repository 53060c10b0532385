"""A partner's machine: it takes messages over TLS, keeps them, and answers as it is told to."""

import ipaddress
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from gallery.webhooks.addresses import Address
from gallery.webhooks.carrying import Carrier

HOST = "partner.example"
HOOK = f"https://{HOST}/hook"


@dataclass
class Partner:
    """What came, and what is answered."""

    port: int = 0
    status: int = 204
    location: str = ""
    drip: float = 0.0  # seconds between two bytes of the answer
    came: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def carrier(self, tls: ssl.SSLContext, **said: Any) -> Carrier:
        """Return who takes messages here, past the guard, where nothing else is said."""
        return Carrier(port=self.port, tls=tls, **{"look_up": lead_here, "judge": let_pass, **said})


def lead_here(_host: str) -> list[str]:
    """Lead every name to this machine."""
    return ["127.0.0.1"]


def let_pass(found: Iterable[str]) -> list[Address]:
    """Let everything pass: what there would be without the guard."""
    return [ipaddress.ip_address(each) for each in found]


@contextmanager
def open_partner(folder: Path) -> Iterator[tuple[Partner, ssl.SSLContext]]:
    """Open a partner's machine; yield it, and the TLS that trusts it."""
    certificate = _make_certificate(folder)
    partner = Partner()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(partner))
    shows = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shows.load_cert_chain(certificate)
    server.socket = shows.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    partner.port = server.server_address[1]
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield partner, ssl.create_default_context(cafile=str(certificate))
    finally:
        server.shutdown()
        server.server_close()


def _handler(partner: Partner) -> type[BaseHTTPRequestHandler]:
    """Return what answers."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            partner.came.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            if partner.drip:
                self._drip()
            self.send_response(partner.status)
            if partner.location:
                self.send_header("Location", partner.location)
            self.end_headers()

        def _drip(self) -> None:
            for _ in range(1000):
                self.wfile.write(b"H")
                sleep(partner.drip)

        def log_message(self, *_said: object) -> None:
            pass

    return Answers


def _make_certificate(folder: Path) -> Path:
    """Write a certificate for the partner's name, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "partner.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path
