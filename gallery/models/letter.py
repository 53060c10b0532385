"""Where one participant wants to hear from us; gone as soon as there is nothing more to say."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.submission import Submission


class Letter(Model):
    """An e-mail address, sealed, and how far its owner has been told."""

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), unique=True
    )
    email_sealed: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(10))
    kept_since: Mapped[date] = mapped_column(Date)
    told_until: Mapped[datetime | None] = mapped_column(Instant)  # decisions of then are told
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None] = mapped_column(Instant)  # the next try, or another's lease

    submission: Mapped[Submission] = relationship()
