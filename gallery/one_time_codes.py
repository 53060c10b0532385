"""The six digits of an app, another number every 30 seconds (TOTP, RFC 6238)."""

from datetime import datetime

from passlib.exc import TokenError
from passlib.totp import TOTP

SLACK = 30  # seconds that a phone's clock may be wrong


def new_secret() -> str:
    """Return a secret of 160 bits, as an app takes it: in base32."""
    return str(TOTP.new().base32_key)


def app_address(secret: str, *, person: str, site: str) -> str:
    """Return what the QR code says to an app (otpauth://, Google's Key URI Format)."""
    return str(TOTP(secret).to_uri(label=_plain(person), issuer=_plain(site)))


def code_at(secret: str, moment: datetime) -> str:
    """Return the code of a moment, as an app would show it."""
    return str(TOTP(secret).generate(int(moment.timestamp())).token)


def match(secret: str, code: str, *, now: datetime, last: int) -> int | None:
    """Return the number of a good code, later than the last one used; None for any other."""
    try:
        found = TOTP(secret).match(
            code, time=int(now.timestamp()), window=SLACK, last_counter=last or None
        )
    except TokenError:
        return None
    return int(found.counter)


def _plain(text: str) -> str:
    """Write a name without the one sign that a label may not have."""
    return text.replace(":", " ")
