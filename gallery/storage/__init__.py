"""Where bytes lie: one contract (``contract``), and a file per kind of store.

``folder`` is the default, ``s3`` the next size up, ``memory`` for tests. ``keys`` says which keys
are safe on all of them.
"""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from gallery.errors import BadSetting
from gallery.storage.contract import ObjectStat, Store
from gallery.storage.folder import FolderStore
from gallery.storage.memory import MemoryStore
from gallery.storage.s3 import S3Store

__all__ = ["ObjectStat", "Store", "open_store"]

S3_OPTIONS = {"endpoint_url", "region"}


def open_store(url: str) -> Store:
    """Open the store that a URL names: ``folder:/path``, ``memory:`` or ``s3://bucket/prefix?…``."""
    parts = urlsplit(url)
    if parts.scheme in ("folder", "file") and parts.path.startswith("/"):
        return FolderStore(Path(parts.path))
    if parts.scheme == "memory":
        return MemoryStore()
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme == "s3" and parts.netloc and options.keys() <= S3_OPTIONS:
        return S3Store(
            parts.netloc,
            prefix=parts.path,
            endpoint_url=options.get("endpoint_url"),
            region=options.get("region"),
        )
    raise BadSetting("bad-setting", setting="GALLERY_STORAGE_URL")
