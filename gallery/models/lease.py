"""Which moderator is looking at which photos, so that no two look at the same."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.account import Account
from gallery.models.photo import Photo


class Lease(Model):
    """One photo that one person has, for a short while. It decides nothing: the version does."""

    __tablename__ = "lease"

    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    lane: Mapped[str] = mapped_column(String(120))  # what they go through, see journey.lanes
    place: Mapped[int] = mapped_column()  # in what they have: where they are led next
    until: Mapped[datetime] = mapped_column(Instant, index=True)

    account: Mapped[Account] = relationship()
    photo: Mapped[Photo] = relationship()
