"""Where bytes lie: one contract (``contract``), and a file per kind of store.

``folder`` is the default, ``s3`` the next size up, ``memory`` for tests; ``copying`` leads from one
to another. ``keys`` says which keys
are safe on all of them.
"""

import re
from importlib import import_module
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from gallery.errors import BadSetting
from gallery.storage.contract import ObjectStat, Store
from gallery.storage.folder import FolderStore
from gallery.storage.memory import MemoryStore

__all__ = ["ObjectStat", "Store", "open_store"]

S3_OPTIONS = {"endpoint_url", "region"}
BUCKET = re.compile(r"[A-Za-z0-9._-]+")  # no "key:secret@": credentials belong in no address


def open_store(url: str) -> Store:
    """Open the store that a URL names; raise BadSetting for one that names none.

    ``folder:/path`` (the path as it is), ``file:///path`` (percent-encoded), ``memory:`` or
    ``s3://bucket/prefix?endpoint_url=…&region=…`` with the credentials that AWS clients find in
    their usual places.
    """
    kind, _, rest = url.partition(":")
    if kind == "folder" and rest.startswith("/"):
        return FolderStore(Path(rest))
    if kind == "file" and rest.startswith("///"):
        return FolderStore(Path(unquote(rest.removeprefix("//"))))
    if url == "memory:":
        return MemoryStore()
    if kind == "s3":
        return _open_bucket(urlsplit(url))
    raise BadSetting("bad-setting", setting="GALLERY_STORAGE_URL")


def _open_bucket(parts: SplitResult) -> Store:
    """Open a store on an S3 server."""
    said = parse_qs(parts.query, keep_blank_values=True)
    is_known = said.keys() <= S3_OPTIONS and all(len(values) == 1 for values in said.values())
    if not (is_known and BUCKET.fullmatch(parts.netloc)) or parts.fragment:
        raise BadSetting("bad-setting", setting="GALLERY_STORAGE_URL")
    options = {name: values[0] for name, values in said.items()}
    # Loaded where there is such a store only: folders need none of it.
    store: Store = import_module("gallery.storage.s3").S3Store(
        parts.netloc,
        prefix=parts.path,
        endpoint_url=options.get("endpoint_url") or None,
        region=options.get("region") or None,
    )
    return store
