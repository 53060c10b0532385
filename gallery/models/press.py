"""Which photos of an edition newspapers are given, in their order."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gallery.db import Model


class PressPhoto(Model):
    """A photo that an organiser chose for the press kit of its edition."""

    __tablename__ = "press_photo"

    edition_id: Mapped[int] = mapped_column(
        ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True
    )
    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    place: Mapped[int] = mapped_column(default=0)
