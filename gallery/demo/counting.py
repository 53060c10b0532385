"""Say in one sentence what became of the demonstration's photos."""

from sqlalchemy import func, select

from gallery.db import db
from gallery.models import Photo, Stage

WORDS = {
    Stage.PUBLISHED: "published",
    Stage.WAITING: "waiting for a moderator",
    Stage.HELD: "held",
    Stage.REJECTED: "rejected",
    Stage.HIDDEN: "hidden by a report",
    Stage.ERASED: "withdrawn",
}


def count_stages() -> str:
    """Return e.g. ``113 published, 7 waiting for a moderator``."""
    counted = select(Photo.stage, func.count(Photo.id)).group_by(Photo.stage)
    counts = dict(db.session.execute(counted).all())
    return ", ".join(
        f"{counts[stage]} {words}" for stage, words in WORDS.items() if stage in counts
    )
