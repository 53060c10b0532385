"""What a tus client says in its headers."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from flask import request

from gallery.errors import BadInput
from gallery.web.current import split_address, tools
from gallery.web.drafts import Draft
from gallery.web.guards import own_hosts

METADATA = ("draft", "photo")  # what we look at; ``photo`` is a random name of the client's own
MOST_PARTS = 64  # of one concatenation


@dataclass(frozen=True)
class Concat:
    """Upload-Concat: a part of a later whole, or the whole made of parts (named by their tokens).

    ``said`` is the header as it came: a HEAD request is answered with it.
    """

    said: str
    parts: tuple[str, ...] = ()


def read_number(name: str) -> int:
    """Read a header that must be a whole number, not negative."""
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdecimal()) or len(text) > 15:
        raise BadInput("bad-header", header=name)
    return int(text)


def read_metadata() -> dict[str, str]:
    """Read Upload-Metadata: pairs of a key and a base64 value. Names of files are not looked at."""
    pairs = (pair.split(" ", 1) for pair in request.headers.get("Upload-Metadata", "").split(","))
    known = {pair[0].strip(): pair[-1].strip() for pair in pairs if pair[0].strip() in METADATA}
    try:
        return {
            key: base64.b64decode(value, validate=True).decode() for key, value in known.items()
        }
    except (binascii.Error, UnicodeDecodeError) as error:
        raise BadInput("bad-header", header="Upload-Metadata") from error


def read_checksum() -> bytes | None:
    """Read Upload-Checksum: ``sha256`` and a base64 digest of the body."""
    text = request.headers.get("Upload-Checksum")
    if text is None:
        return None
    algorithm, _, value = text.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise BadInput("bad-header", header="Upload-Checksum") from error
    if algorithm != "sha256" or len(digest) != hashlib.sha256().digest_size:
        raise BadInput("bad-header", header="Upload-Checksum")
    return digest


def read_concat() -> Concat | None:
    """Read Upload-Concat; the addresses of parts may be relative or absolute."""
    said = request.headers.get("Upload-Concat")
    if said is None or said == "partial":
        return Concat(said) if said else None
    kind, _, addresses = said.partition(";")
    parts = tuple(_token_in(address) for address in addresses.split())
    if kind != "final" or not 0 < len(parts) <= MOST_PARTS or len(set(parts)) != len(parts):
        raise BadInput("bad-header", header="Upload-Concat")
    return Concat(said, parts)


def chosen_token(draft: Draft, name: str) -> str:
    """Return the address a client's own name for a photo leads to; empty without a name.

    So a creation whose answer was lost can be asked again and makes no second upload.
    """
    return tools().keys.hash("upload", f"{draft.token}/{name}")[:32] if name else ""


def _token_in(address: str) -> str:
    """Return the token in the address of an upload of ours."""
    found = split_address(address)
    folder, _, token = found.path.rpartition("/")
    if folder != "/files" or not token or (found.netloc and found.netloc not in own_hosts()):
        raise BadInput("bad-header", header="Upload-Concat")
    return token
