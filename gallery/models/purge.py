"""What caches in front of us are still to be told: a photo left, and these addresses changed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from gallery.db import Instant, Model


class Purge(Model):
    """The addresses that one photo was seen at, a line each; gone once caches were told."""

    __tablename__ = "purge"

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), index=True)
    paths: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant, index=True)  # or somebody's lease ends
    told: Mapped[int] = mapped_column(default=0)  # how often caches were told
    tries: Mapped[int] = mapped_column(default=0)  # that failed since
