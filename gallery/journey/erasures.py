"""Names of erased photos, in a file beside the database: a backup that is older has them still.

Who restores one gives this file along, and they are erased again. A name alone says nothing.
"""

import os
from pathlib import Path

from gallery.toolbox import Toolbox


def path_of(tools: Toolbox) -> Path:
    """Return where the file is: on another disk, if the operator is wise."""
    said = tools.settings.erased_file
    return Path(said) if said else tools.settings.folder / "erased.txt"


def note(public_id: str, *, tools: Toolbox) -> None:
    """Add a name, before its row forgets it; it lies on the disk when this returns."""
    handle = os.open(path_of(tools), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, f"{public_id}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read(tools: Toolbox) -> set[str]:
    """Return all names."""
    path = path_of(tools)
    return set(path.read_text().split()) if path.exists() else set()
