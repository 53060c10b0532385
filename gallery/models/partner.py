"""What a partner organisation may do with our galleries on its own pages."""

from datetime import date

from sqlalchemy import JSON, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Model
from gallery.models.supporter import Supporter

KEY = 16  # characters


class Partner(Model):
    """A partner organisation (a supporter by name, site and logo) that shows our galleries.

    Its key stands in the addresses of its frames: no secret, it only tells whose page they are on.
    """

    __tablename__ = "partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    supporter_id: Mapped[int] = mapped_column(
        ForeignKey("supporter.id", ondelete="CASCADE"), unique=True
    )
    key: Mapped[str] = mapped_column(String(KEY), unique=True)
    origins: Mapped[list[str]] = mapped_column(JSON, default=list)  # none: every site
    has_gallery: Mapped[bool] = mapped_column(default=False)  # of what came by its links
    made_on: Mapped[date] = mapped_column(Date)

    supporter: Mapped[Supporter] = relationship()


class PartnerView(Model):
    """How often frames of a partner were asked for on a day: at least, for copies are kept."""

    __tablename__ = "partner_view"

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    frames: Mapped[int] = mapped_column(default=0)
