"""Somebody who may be a stranger says that something is wrong with a public photo."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Enum, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.photo import Photo


class ReportKind(StrEnum):
    """What is wrong."""

    IN_IT = "in-it"  # who reports is in the photo
    DANGER = "danger"
    CHILD = "child"
    FACTS = "facts"  # wrong place or day
    COPYRIGHT = "copyright"
    OTHER = "other"
    ALARM = "alarm"  # a moderator took it out of sight, and an organiser found it harmless


#: What strangers may say.
TOLD = tuple(kind for kind in ReportKind if kind is not ReportKind.ALARM)


class Report(Model):
    """All reports of one photo that say the same; who sent them is known to nobody.

    Whether it hid the photo is kept as long as the photo: no photo is hidden by reports twice.
    """

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_open", "decided_at", "photo_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ReportKind] = mapped_column(
        Enum(
            ReportKind,
            native_enum=False,
            length=12,
            values_callable=lambda e: [m.value for m in e],
        )
    )
    words: Mapped[str] = mapped_column(Text, default="")  # erased some time after the decision
    times: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime] = mapped_column(Instant)  # of the first; the hour it came in
    hid_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    #: It would have hidden the photo, had there not been so many of its like.
    is_over: Mapped[bool] = mapped_column(default=False)
    #: When organisers were written to because of it.
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)  # nothing: open

    photo: Mapped[Photo] = relationship()
