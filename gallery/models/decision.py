"""What moderators did to photos, and why. Append-only."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.account import Account


class Decision(Model):
    """One act on one photo. It outlives the photo, so it names it by number alone."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # None: the sender
    act: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(Instant, index=True)

    account: Mapped[Account | None] = relationship()


@event.listens_for(Decision, "before_update")
@event.listens_for(Decision, "before_delete")
def _refuse_change(mapper: Mapper[Decision], connection: Connection, row: Decision) -> None:
    """Decisions are added, never changed (the migration says so to the database, too)."""
    raise TypeError("decisions are append-only")
