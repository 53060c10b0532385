"""A file on its way here, piece by piece (tus 1.0)."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.submission import DRAFT_LIFE, LATE, Submission

PART = "partial"  # Upload-Concat of an upload that is only a part of a photo


class Upload(Model):
    """One file being sent. Its pieces are whole objects in the private store."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    length: Mapped[int] = mapped_column(BigInteger)  # bytes promised
    offset: Mapped[int] = mapped_column(BigInteger, default=0)  # bytes safe here
    begun_at: Mapped[datetime] = mapped_column(Instant)
    #: Upload-Concat as it came: a part, a whole made of parts, or (mostly) neither.
    concat: Mapped[str | None] = mapped_column(Text)
    #: Of a small copy: the token of the upload by which its original may come.
    original_token: Mapped[str | None] = mapped_column(String(32), index=True)

    submission: Mapped[Submission] = relationship()
    pieces: Mapped[list["Piece"]] = relationship(
        order_by="Piece.offset", cascade="all, delete-orphan"
    )

    @property
    def is_whole(self) -> bool:
        """Whether every promised byte is here."""
        return self.offset == self.length

    @property
    def is_part(self) -> bool:
        """Whether it makes no photo by itself."""
        return self.concat == PART

    @property
    def is_joined(self) -> bool:
        """Whether it was made of parts; nothing can be added to it."""
        return self.concat is not None and not self.is_part

    @property
    def expires_at(self) -> datetime:
        """When it can no longer go on. Once a submission is sent only originals still come."""
        sent_at = self.submission.sent_at
        return sent_at + LATE if sent_at else self.submission.begun_at + DRAFT_LIFE


class Piece(Model):
    """Some acknowledged bytes of an upload: one object in the private store."""

    __tablename__ = "piece"

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"), index=True)
    offset: Mapped[int] = mapped_column(BigInteger)
    size: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str] = mapped_column(String(120), unique=True)
