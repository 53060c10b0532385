"""What happened last to a photo, for programs that follow our galleries: published, or removed."""

from datetime import date

from sqlalchemy import Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gallery.db import Model


class Change(Model):
    """One photo's last change. Numbers only grow, in the order in which changes were committed.

    Of its time the day alone is kept, and that only for as long as changes can be asked for: who
    takes a photo back is not to be found by the hour. A row without a photo says that everything
    up to it is forgotten.
    """

    __tablename__ = "change"
    __table_args__ = ({"sqlite_autoincrement": True},)  # else a number would be used twice

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int | None] = mapped_column(
        ForeignKey("photo.id", ondelete="CASCADE"), unique=True
    )
    is_removed: Mapped[bool] = mapped_column(default=False)
    day: Mapped[date | None] = mapped_column(Date)  # on which the sweeper first saw it
