"""What is told of a year: a line of the campaign's history."""

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Model
from gallery.models.edition import Edition


class Milestone(Model):
    """A sentence or two about a year, in one language or several."""

    __tablename__ = "milestone"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column()
    place: Mapped[int] = mapped_column(default=0)  # among those of its year
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="SET NULL"))
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # by language
    is_demonstration: Mapped[bool] = mapped_column(default=False)

    edition: Mapped[Edition | None] = relationship()
