"""A city that the gazetteer does not know, until an organiser has decided about it."""

from datetime import date

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gallery.db import Model


class CitySuggestion(Model):
    """What senders call a city that is not in the list. Erased when it is decided."""

    __tablename__ = "city_suggestion"
    __table_args__ = (UniqueConstraint("country", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(120))
    key: Mapped[str] = mapped_column(String(120))  # by which two spellings are one
    suggested_on: Mapped[date] = mapped_column(Date)
