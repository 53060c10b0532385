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

#: What we look at; ``photo`` is a random name of the client's own. With ``is_copy`` (``yes``) it is
#: a small copy, and the original comes later under the same name without it.
#: ``proof`` of work is looked at where one is asked for, when a draft begins.
METADATA = ("draft", "photo", "is_copy", "proof")
MOST_PARTS = 64  # of one concatenation


@dataclass(frozen=True)
class Concat:
    """Upload-Concat: a part of a later whole, or the whole made of parts (named by their tokens).

    ``said`` is the header as it came: a HEAD request is answered with it.
    """

    said: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wish:
    """What a creation asks for."""

    draft: str  # signed
    name: str  # the client's own for the photo, or none
    is_copy: bool
    proof: str
    concat: Concat | None
    length: int  # bytes; 0 for a whole made of parts, whose length is theirs


def read_wish() -> Wish:
    """Read the headers of a creation."""
    concat, metadata = _read_concat(), _read_metadata()
    name, is_copy = metadata.get("photo", ""), metadata.get("is_copy") == "yes"
    if is_copy and (concat or not name):
        raise BadInput("bad-header", header="Upload-Metadata")  # its original could not be known
    is_whole = concat is not None and bool(concat.parts)
    return Wish(
        draft=metadata.get("draft", ""),
        name=name,
        is_copy=is_copy,
        proof=metadata.get("proof", ""),
        concat=concat,
        length=0 if is_whole else read_number("Upload-Length"),
    )


def read_number(name: str) -> int:
    """Read a header that must be a whole number, not negative."""
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdecimal()) or len(text) > 15:
        raise BadInput("bad-header", header=name)
    return int(text)


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


def token_of(draft: Draft, name: str, *, is_copy: bool = False) -> str:
    """Return the address a client's own name for a photo leads to; empty without a name.

    So a creation whose answer was lost can be asked again and makes no second upload.
    """
    purpose = "upload of a copy" if is_copy else "upload"
    return tools().keys.hash(purpose, f"{draft.token}/{name}")[:32] if name else ""


def _read_metadata() -> dict[str, str]:
    """Read Upload-Metadata: pairs of a key and a base64 value. Names of files are not looked at."""
    pairs = (pair.split(" ", 1) for pair in request.headers.get("Upload-Metadata", "").split(","))
    known = {pair[0].strip(): pair[-1].strip() for pair in pairs if pair[0].strip() in METADATA}
    try:
        return {
            key: base64.b64decode(value, validate=True).decode() for key, value in known.items()
        }
    except (binascii.Error, UnicodeDecodeError) as error:
        raise BadInput("bad-header", header="Upload-Metadata") from error


def _read_concat() -> Concat | None:
    """Read Upload-Concat; the addresses of parts may be relative or absolute."""
    said = request.headers.get("Upload-Concat")
    if said is None or said == "partial":
        return Concat(said) if said else None
    kind, _, addresses = said.partition(";")
    parts = tuple(_token_in(address) for address in addresses.split())
    if kind != "final" or not 0 < len(parts) <= MOST_PARTS or len(set(parts)) != len(parts):
        raise BadInput("bad-header", header="Upload-Concat")
    return Concat(said, parts)


def _token_in(address: str) -> str:
    """Return the token in the address of an upload of ours."""
    found = split_address(address)
    folder, _, token = found.path.rpartition("/")
    if folder != "/files" or not token or (found.netloc and found.netloc not in own_hosts()):
        raise BadInput("bad-header", header="Upload-Concat")
    return token
