"""A passkey in software: it makes and signs what a site asks, as a browser would hand it over."""

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

#: Flags: somebody was there; it made sure who; a key comes along (6.1).
PRESENT, VERIFIED, MADE = 0x01, 0x04, 0x40


class Authenticator:
    """One key for one site; ``origin`` is what the browser says the page is from.

    ``presence`` says whether it only felt a finger, or made sure whose it is.
    """

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = secrets.token_bytes(16)
        self.count, self.presence = 0, PRESENT

    def make(self, asked: dict[str, Any]) -> str:
        """Answer ``navigator.credentials.create``."""
        point = self.key.public_key().public_numbers()
        x, y = (side.to_bytes(32) for side in (point.x, point.y))
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        made = bytes(16) + struct.pack(">H", len(self.name)) + self.name + cose
        data = self._data(asked["rp"]["id"], flags=self.presence | MADE) + made
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked)
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def sign(self, asked: dict[str, Any]) -> str:
        """Answer ``navigator.credentials.get``."""
        self.count += 1
        data = self._data(asked["rpId"], flags=self.presence)
        client = self._client("webauthn.get", asked)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signed)

    def _data(self, site: str, *, flags: int) -> bytes:
        """Return whom it is for, that somebody was there, and how often it was used."""
        return hashlib.sha256(site.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        """Return what the browser says beside it."""
        said = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, **response: bytes) -> str:
        """Write an answer as our script does."""
        said = {name: _letters(value) for name, value in response.items()}
        name = _letters(self.name)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": said})


def _letters(data: bytes) -> str:
    """Write bytes in base64url."""
    return urlsafe_b64encode(data).decode().rstrip("=")
