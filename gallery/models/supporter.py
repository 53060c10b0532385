"""Who stands by the campaign: patrons, partner organisations, and campaigns of others."""

from enum import StrEnum

from sqlalchemy import JSON, Enum, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from gallery.db import Model


class SupporterKind(StrEnum):
    """In which list a supporter stands."""

    PATRON = "patron"
    PARTNER = "partner"
    CAMPAIGN = "campaign"


class Supporter(Model):
    """A name with what it stands for. Its logo is small and public, so its row holds it."""

    __tablename__ = "supporter"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SupporterKind] = mapped_column(
        Enum(
            SupporterKind,
            native_enum=False,
            length=10,
            values_callable=lambda e: [m.value for m in e],
        )
    )
    place: Mapped[int] = mapped_column(default=0)  # among those of its kind
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(String(120), default="")  # "writer", "Brussels"
    site: Mapped[str] = mapped_column(String(200), default="")
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # a quote, by language
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)  # a JPEG of ours
    logo_token: Mapped[str | None] = mapped_column(String(32), unique=True)
    logo_width: Mapped[int | None] = mapped_column()
    logo_height: Mapped[int | None] = mapped_column()
    is_demonstration: Mapped[bool] = mapped_column(default=False)
