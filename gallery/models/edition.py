"""Editions (worldwide action days) and the actions of cities in them."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, Enum, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Model
from gallery.models.city import City, Statue
from gallery.models.partner import Partner
from gallery.models.sealed import Sealed


class ActionStage(StrEnum):
    """How far one city's action has come."""

    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    PHOTOGRAPHED = "photographed"
    CANCELLED = "cancelled"
    HIDDEN = "hidden"


#: An action in one of these took place, as far as we know.
TOOK_PART = (ActionStage.CONFIRMED, ActionStage.PHOTOGRAPHED)


class Edition(Model):
    """One worldwide action day. Its window runs from ``first_day`` until ``closes_on``, both in."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("year", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column()
    month: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(80))
    day: Mapped[date] = mapped_column(Date)
    first_day: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)
    reported_cities: Mapped[int | None] = mapped_column()
    reported_words: Mapped[str] = mapped_column(String(40), default="")  # "over 70"
    reported_source: Mapped[str] = mapped_column(Text, default="")
    is_noindex: Mapped[bool] = mapped_column(default=False)  # search engines leave it out
    is_demonstration: Mapped[bool] = mapped_column(default=False)

    actions: Mapped[list["Action"]] = relationship(back_populates="edition")

    @property
    def slug(self) -> str:
        """The edition's part of an address, e.g. ``2010-12``."""
        return f"{self.year}-{self.month:02}"

    def is_to_come(self, today: date) -> bool:
        """Whether no photo can be of it yet."""
        return today < self.first_day

    def holds(self, day: date) -> bool:
        """Whether a photo of this day belongs here."""
        return self.first_day <= day <= self.closes_on


class Action(Model):
    """What one city does in one edition."""

    __tablename__ = "action"
    __table_args__ = (UniqueConstraint("edition_id", "city_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    statue_id: Mapped[int | None] = mapped_column(ForeignKey("statue.id"))
    stage: Mapped[ActionStage] = mapped_column(
        Enum(
            ActionStage,
            native_enum=False,
            length=20,
            values_callable=lambda e: [m.value for m in e],
        )
    )

    edition: Mapped[Edition] = relationship(back_populates="actions")
    city: Mapped[City] = relationship()
    statue: Mapped[Statue | None] = relationship()
    links: Mapped[list["ActionLink"]] = relationship(
        back_populates="action", order_by="ActionLink.id"
    )


class ActionLink(Model):
    """A private upload address of one organisation: photos sent through it know their city.

    Trust allows one person to approve its photos in bulk; nothing approves itself.
    """

    __tablename__ = "action_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    organisation: Mapped[str] = mapped_column(
        "organisation_sealed", Sealed("group of a link"), default=""
    )
    made_on: Mapped[date] = mapped_column(Date)
    is_revoked: Mapped[bool] = mapped_column(default=False)
    is_paused: Mapped[bool] = mapped_column(default=False)
    is_trusted: Mapped[bool] = mapped_column(default=False)
    closes_on: Mapped[date | None] = mapped_column(Date)  # the last day, in the city
    max_photos: Mapped[int | None] = mapped_column()
    needs_proof: Mapped[bool] = mapped_column(default=False)  # of work, against floods
    let_go: Mapped[int] = mapped_column(default=0)  # photos that came by it and forgot that
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("partner.id", ondelete="SET NULL"), index=True
    )

    partner: Mapped[Partner | None] = relationship()
    action: Mapped[Action] = relationship(back_populates="links")
