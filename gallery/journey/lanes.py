"""The lane beside the queue: photos that came without a proof of work, while one was asked for.

Who has an action link and no JavaScript may send without; a flood of such photos shall not keep
moderators from the others, so these are held from the start.
"""

from datetime import datetime

from gallery.models import Photo, Stage

UNPROVEN = "unproven"


def hold_unproven(photo: Photo, *, at: datetime) -> None:
    """Hold a waiting photo of a sent submission that came without the proof that was asked for."""
    sent = photo.submission
    if sent.is_unproven and sent.is_sent and photo.stage is Stage.WAITING:
        photo.move_to(Stage.HELD, at=at)
