"""Which site passkeys are for, and the challenge that is to be signed next."""

from base64 import b64decode, b64encode
from ipaddress import ip_address

from flask import session

from gallery.passkeys import Site
from gallery.web.current import campaign, site_url, split_address, tools

CHALLENGE = "challenge"


def passkey_site() -> Site | None:
    """Return the site as browsers know it; None where they take no passkeys.

    They do so over HTTPS or on this very machine, and for a name only, never for a number.
    """
    address = split_address(site_url())
    host = address.hostname or ""
    is_safe = address.scheme == "https" or host == "localhost"
    if not is_safe or _is_number(host):
        return None
    return Site(host, f"{address.scheme}://{address.netloc}", campaign().name)


def new_challenge() -> bytes:
    """Return what is to be signed next, and remember it."""
    challenge = tools().keys.new_challenge()
    session[CHALLENGE] = b64encode(challenge).decode()
    return challenge


def take_challenge() -> bytes:
    """Return what was to be signed, once."""
    return b64decode(session.pop(CHALLENGE, ""))


def _is_number(host: str) -> bool:
    """Whether a host is an IP address."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
