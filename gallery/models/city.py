"""Cities we have used, and the statues in them."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Model


class City(Model):
    """A place of the gazetteer, copied here with its slug at first use. The slug never changes."""

    __tablename__ = "city"
    __table_args__ = (UniqueConstraint("country", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    geoname_id: Mapped[int] = mapped_column(unique=True)
    country: Mapped[str] = mapped_column(String(2))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    region: Mapped[str] = mapped_column(String(80), default="")
    lat: Mapped[float] = mapped_column()  # the city's centre, degrees; never a photo's place
    lon: Mapped[float] = mapped_column()
    timezone: Mapped[str] = mapped_column(String(40), default="UTC")

    @property
    def path(self) -> str:
        """The city's part of an address, e.g. ``lt/vilnius``."""
        return f"{self.country}/{self.slug}"


class Statue(Model):
    """What was muzzled: a name in a city. Joins photos across years."""

    __tablename__ = "statue"
    __table_args__ = (UniqueConstraint("city_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    name: Mapped[str] = mapped_column(String(120))

    city: Mapped[City] = relationship()
