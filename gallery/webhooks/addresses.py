"""Where a message may go: public machines only, whatever their names say.

What a name leads to is looked up at every sending, and the line is opened to what was looked at:
a name that leads somewhere else a moment later (DNS rebinding) leads nowhere.
"""

import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from gallery.errors import BadInput, Unavailable

LONGEST = 500  # characters of an address
HTTPS = 443
#: The names of machines, as DNS has them (RFC 1123); the last part is no number (a number is how
#: an IPv4 address hides: 2130706433, 0x7f.1).
NAME = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
#: Names that no public machine has (RFC 6761, 6762, 7686, 8375, and ICANN's .internal).
OURS_ALONE = (
    ".localhost", ".local", ".internal", ".onion", ".home.arpa", ".test", ".invalid", ".lan",
)  # fmt: skip
#: Ways in which an IPv6 address carries an IPv4 one, or belongs to a site: none is a public host.
DETOURS = tuple(
    IPv6Network(each)
    for each in (
        "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48",
        "2001::/32", "2002::/16", "fec0::/10", "100::/64", "5f00::/16",
    )
)  # fmt: skip
RELAY = "192.88.99."  # 6to4's, deprecated (RFC 7526)

Address = IPv4Address | IPv6Address
LookUp = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Target:
    """A machine and what is asked of it."""

    host: str
    path: str  # with its query


def read_target(url: str) -> Target:
    """Read the address of a partner's machine; raise BadInput for one that we send nothing to.

    Only ``https://`` and a public name: no port, name or password in it, no address in numbers.
    """
    try:
        said = urlsplit(url.strip())
        port = said.port
        host = (said.hostname or "").encode("idna").decode().lower().rstrip(".")
    except ValueError as error:
        raise BadInput("no-webhook") from error
    is_plain = said.scheme == "https" and port in (None, HTTPS) and "@" not in said.netloc
    is_public = bool(NAME.fullmatch(host)) and not f".{host}".endswith(OURS_ALONE)
    if not is_plain or not is_public or len(url) > LONGEST or not url.isprintable():
        raise BadInput("no-webhook")
    path = (said.path or "/") + (f"?{said.query}" if said.query else "")
    if not path.isascii() or " " in path:
        raise BadInput("no-webhook")
    return Target(host, path)


def look_up(host: str) -> list[str]:
    """Ask where a name leads; raise Unavailable where nobody knows."""
    try:
        found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unavailable("webhook-unknown-name") from error
    return [str(each[4][0]) for each in found]


def public_addresses(found: Iterable[str]) -> list[Address]:
    """Return where a name leads; raise BadInput where any of it is no public machine.

    One that leads to both is no mistake of a partner's: nothing goes to either.
    """
    addresses = list(dict.fromkeys(_read(each) for each in found))
    if not addresses or not all(each and is_public(each) for each in addresses):
        raise BadInput("no-webhook")
    return [each for each in addresses if each]


def is_public(address: Address) -> bool:
    """Whether an address is a machine of the public internet."""
    if isinstance(address, IPv6Address) and any(address in detour for detour in DETOURS):
        return False
    if str(address).startswith(RELAY):
        return False
    is_special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not is_special


def _read(text: str) -> Address | None:
    """Read an address; None for none, or for one of this machine's lines (fe80::1%eth0)."""
    try:
        return None if "%" in text else ip_address(text)
    except ValueError:
        return None
