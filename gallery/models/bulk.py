"""One act on many photos at once: what was asked, of which photos, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.account import Account


class BulkStage(StrEnum):
    """How far it has come."""

    PROPOSED = "proposed"  # a second person has to say yes
    DONE = "done"
    DECLINED = "declined"


class Bulk(Model):
    """What one moderator does with many photos, or proposes to another one.

    Each photo has a decision of its own that names this row. Of places and days nothing is kept
    here: they would outlive the photos.
    """

    __tablename__ = "bulk"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    second_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # who said yes or no
    act: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    stage: Mapped[BulkStage] = mapped_column(
        Enum(
            BulkStage, native_enum=False, length=12, values_callable=lambda e: [m.value for m in e]
        ),
        index=True,
    )
    at: Mapped[datetime] = mapped_column(Instant)
    #: Numbers and versions of the photos, as they were looked at.
    photos: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    done: Mapped[list[int]] = mapped_column(JSON, default=list)  # numbers of photos
    left: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)  # numbers, and why not

    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    second: Mapped[Account | None] = relationship(foreign_keys=[second_id])
