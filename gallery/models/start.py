"""Somebody wants to start an action in their city, and waits for an organiser's answer."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, Enum, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.edition import ActionLink, Edition
from gallery.models.sealed import Sealed


class StartStage(StrEnum):
    """What was answered."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Start(Model):
    """A wish to start an action. Who wishes it is sealed; six words are the only way to the answer.

    The city is one of the gazetteer's: it is adopted when an organiser says yes.
    """

    __tablename__ = "start"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    geoname_id: Mapped[int] = mapped_column()
    organisation: Mapped[str] = mapped_column("organisation_sealed", Sealed("group that asks"))
    statue: Mapped[str] = mapped_column(String(120), default="")
    sealed: Mapped[str] = mapped_column(Text)  # name, contact and reason
    stage: Mapped[StartStage] = mapped_column(
        Enum(
            StartStage,
            native_enum=False,
            length=20,
            values_callable=lambda e: [m.value for m in e],
        ),
        default=StartStage.WAITING,
        index=True,
    )
    answer: Mapped[str] = mapped_column(Text, default="")  # why it was declined
    link_id: Mapped[int | None] = mapped_column(ForeignKey("action_link.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    answered_on: Mapped[date | None] = mapped_column(Date)

    edition: Mapped[Edition] = relationship()
    link: Mapped[ActionLink | None] = relationship()
