"""A question to whoever took a photo, of whom nobody knows who they are; and the answer."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, Enum, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Model
from gallery.models.photo import Photo


class InquiryStage(StrEnum):
    """Whose turn it is; a moderator reads everything before it goes on."""

    ASKED = "asked"  # a moderator reads the question
    PASSED = "passed"  # the sender may answer
    ANSWERED = "answered"  # a moderator reads the answer
    RETURNED = "returned"  # the sender may answer otherwise
    DELIVERED = "delivered"
    STOPPED = "stopped"  # the question was not passed on
    DECLINED = "declined"  # the sender does not want to answer


class Inquiry(Model):
    """Question and answer, sealed. Six words are the only way to it for who asks."""

    __tablename__ = "inquiry"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), index=True)
    stage: Mapped[InquiryStage] = mapped_column(
        Enum(
            InquiryStage,
            native_enum=False,
            length=12,
            values_callable=lambda e: [m.value for m in e],
        ),
        default=InquiryStage.ASKED,
        index=True,
    )
    question_sealed: Mapped[str] = mapped_column(Text)  # who asks, what, and where to write to
    answer_sealed: Mapped[str] = mapped_column(Text, default="")
    changed_on: Mapped[date] = mapped_column(Date)

    photo: Mapped[Photo] = relationship()

    @property
    def mark(self) -> str:
        """Its name in a form: it cannot be counted, and opens nothing by itself."""
        return self.code_hash[:16]
