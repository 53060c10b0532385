"""What trainees would decide: their word counts once a moderator confirms it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.account import Account


class Opinion(Model):
    """A trainee's decision on one version of a photo. Any change of the photo makes it lapse."""

    __tablename__ = "opinion"

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column()
    act: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    #: To the sender: a question, or a note beside the reason.
    question: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Instant)

    account: Mapped[Account] = relationship()
