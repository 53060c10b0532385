"""Which keys a store takes, and the probe that every store is checked with."""

import secrets
from contextlib import closing

from gallery.errors import StoreUnavailable
from gallery.storage.contract import Store

LONGEST = 512  # characters


def checked_key(key: str) -> str:
    """Return a key that is safe as a path on every store; raise ValueError for another."""
    # A part that begins with a dot would be "..", or a hidden file, or a folder's own drafts.
    is_safe = all(part and not part.startswith(".") for part in key.split("/"))
    is_plain = key.isascii() and key.isprintable() and "\\" not in key
    if not (is_safe and is_plain and len(key) <= LONGEST):
        raise ValueError(f"not a key: {key!r}")
    return key


def probe(store: Store) -> None:
    """Write, read back and delete a small object."""
    key, body = f"probes/{secrets.token_hex(8)}", secrets.token_bytes(32)
    store.put(key, body)
    with closing(store.open(key)) as stored:
        if stored.read() != body:
            raise StoreUnavailable("store-corrupts")
    store.delete(key)
