"""What a sender asks moderators to change about a photo that they have decided on already."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.photo import Photo

#: What may be proposed; an empty field of a row is not asked for.
WORDS = ("geoname_id", "day", "credit", "caption", "statue")


class Proposal(Model):
    """Other words, another place or day, or more covering. Nothing of it is left once decided."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), unique=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    geoname_id: Mapped[int | None] = mapped_column()
    day: Mapped[date | None] = mapped_column(Date)
    credit: Mapped[str | None] = mapped_column(String(80))
    caption: Mapped[str | None] = mapped_column(Text)
    statue: Mapped[str | None] = mapped_column(String(120))
    cover: Mapped[str | None] = mapped_column(Text)  # what is to be covered, too; may be ""

    photo: Mapped[Photo] = relationship()

    @property
    def has_words(self) -> bool:
        """Whether there is something to accept or to decline."""
        return any(getattr(self, name) is not None for name in WORDS)
