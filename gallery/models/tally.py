"""Counts that no page has to count: one row per scope, and one per scope and city."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Model
from gallery.models.city import City


class Tally(Model):
    """How many published photos, and from how many cities, a scope has.

    Scopes: ``all``, ``2010``, ``2010-12``, and each of them with a country: ``all/lt``,
    ``2010/lt``, ``2010-12/lt``.
    """

    __tablename__ = "tally"

    scope: Mapped[str] = mapped_column(String(16), primary_key=True)
    photos: Mapped[int] = mapped_column(default=0)
    cities: Mapped[int] = mapped_column(default=0)


class CityTally(Model):
    """How many published photos one city has in a scope (``all``, ``2010`` or ``2010-12``)."""

    __tablename__ = "city_tally"

    scope: Mapped[str] = mapped_column(String(16), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), primary_key=True, index=True)
    photos: Mapped[int] = mapped_column(default=0)

    city: Mapped[City] = relationship()
