"""What moderators did to photos, and why: a log that is only ever added to, chained by hashes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.account import Account

HASH = 64  # hex digits


class Decision(Model):
    """One act on one photo. It outlives the photo, so it names it by number alone.

    Its place in the chain is written at the end of its unit of work, once (see ``journey.audit``).
    """

    __tablename__ = "decision"
    #: What somebody decided today is asked with every decision.
    __table_args__ = (Index("ix_decision_account_id_at", "account_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # None: the sender
    act: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    number: Mapped[int | None] = mapped_column(index=True, unique=True)  # from 1, without gaps
    previous: Mapped[str | None] = mapped_column(String(HASH))  # the hash of the one before
    hash: Mapped[str | None] = mapped_column(String(HASH))

    account: Mapped[Account | None] = relationship()


class DecisionHead(Model):
    """Where the log ends: without it nobody could tell that the newest decisions are missing."""

    __tablename__ = "decision_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1: there is one
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(HASH))
    seal: Mapped[str] = mapped_column(String(HASH))


class DecisionCut(Model):
    """Decisions that were dropped because their time was over: it stands for them in the chain."""

    __tablename__ = "decision_cut"

    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[int] = mapped_column("first_number", index=True)
    last: Mapped[int] = mapped_column("last_number")
    previous: Mapped[str] = mapped_column(String(HASH))
    hash: Mapped[str] = mapped_column(String(HASH))  # of the last one that was dropped
    why: Mapped[str] = mapped_column(String(20))
    counts: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)  # by year and act
    at: Mapped[datetime] = mapped_column(Instant)
    seal: Mapped[str] = mapped_column(String(HASH))


@event.listens_for(Decision, "before_update")
@event.listens_for(Decision, "before_delete")
def _refuse_change(mapper: Mapper[Decision], connection: Connection, row: Decision) -> None:
    """Decisions are added, never changed (the migration says so to the database, too)."""
    raise TypeError("decisions are append-only")
