"""Steps at which a process kills itself because a test asked for it; else they do nothing.

``GALLERY_FAIL_AT`` names steps, or is ``any``. A step kills once: the file ``died-at-STEP`` in the
data folder tells that it did, and says no to another time until somebody removes it.
"""

import os
import signal
from pathlib import Path

from gallery.errors import BadSetting

ANY = "any"
#: Every step on the way of a photo, in the order in which it comes there.
STEPS = (
    # A store: a folder of this machine, or S3.
    "put-written", "put-synced", "put-named", "put-sent", "put-compared",
    # A web server takes bytes, and promises to look at a photo.
    "piece-inserted", "promise-made", "answer-sent",
    # A worker looks at a photo, publishes it, erases it.
    "examine-claimed", "examine-developed", "examine-stored", "examine-recorded",
    "examine-released",
    "publish-claimed", "publish-developed", "publish-stored", "publish-recorded",
    "publish-released",
    "erase-claimed", "erase-erased",
)  # fmt: skip


class _Armed:
    """What this process was told: nothing, on every machine that is no test's."""

    steps: frozenset[str] = frozenset()
    folder = Path()


def arm(said: str, folder: Path) -> None:
    """Let steps kill; raise BadSetting for one that there is not."""
    steps = frozenset(STEPS if said == ANY else said.split())
    if not steps <= set(STEPS):
        raise BadSetting("bad-setting", setting="GALLERY_FAIL_AT")
    _Armed.steps, _Armed.folder = steps, folder


def reach(step: str) -> None:
    """Die here as in a power cut, if this step was asked for and has not killed yet."""
    if step not in _Armed.steps:
        return
    try:
        os.close(os.open(_Armed.folder / f"died-at-{step}", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
