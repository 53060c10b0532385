"""A message and its signature (standardwebhooks.com, version 1)."""

import base64
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

PREFIX = "whsec_"
SECRET = 32  # bytes
VERSION = "v1"


def new_secret() -> str:
    """Return a secret for a partner: 256 random bits."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET)).decode()


def write_body(kind: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Write what is told: its kind, when it was sent, and what happened."""
    said = {"type": kind, "timestamp": at.isoformat(), "data": data}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def sign(body: bytes, *, number: str, at: datetime, secret: str) -> dict[str, str]:
    """Return the headers that prove who sends a message, and that it is none of yesterday.

    A message that is sent again has the number of the first time.
    """
    moment = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.digest(key, f"{number}.{moment}.".encode() + body, "sha256")
    return {
        "webhook-id": number,
        "webhook-timestamp": moment,
        "webhook-signature": f"{VERSION},{base64.b64encode(digest).decode()}",
    }
