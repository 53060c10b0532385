"""What this installation is about: one row; and every wording of the permission."""

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gallery.db import Model

#: Without these nobody can give an informed permission, so `/add/` stays closed.
NEEDED = ("contact", "imprint", "consent_own", "consent_use")

THE_ONE = 1  # the number of the only row
#: Until an organiser says otherwise.
LISTED = ("by", "ru")


class Campaign(Model):
    """The campaign's name, texts, contact, permission texts and licence."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), default="Unsilenced")
    headline: Mapped[str] = mapped_column(String(120), default="")
    headline_taped: Mapped[str] = mapped_column(String(40), default="")
    lede: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    press: Mapped[str] = mapped_column(Text, default="")  # whom newspapers ask
    imprint: Mapped[str] = mapped_column(Text, default="")
    privacy: Mapped[str] = mapped_column(Text, default="")
    consent_own: Mapped[str] = mapped_column(Text, default="")
    consent_use: Mapped[str] = mapped_column(Text, default="")
    consent_version: Mapped[int] = mapped_column(default=1)
    licence: Mapped[str] = mapped_column(String(40), default="CC BY 4.0")
    licence_url: Mapped[str] = mapped_column(
        String(200), default="https://creativecommons.org/licenses/by/4.0/"
    )
    #: Where people are in danger for such a photo: country only, later, no original (ISO 3166).
    listed_countries: Mapped[list[str]] = mapped_column(JSON, default=lambda: list(LISTED))
    needs_proof: Mapped[bool] = mapped_column(default=False)  # of work, from all senders
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    #: The texts as they were before a demonstration, to be put back when it goes.
    texts_before: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    #: Moves with every change a visitor could see; pages take their ETag from it.
    gallery_version: Mapped[int] = mapped_column(default=1)

    @property
    def missing(self) -> tuple[str, ...]:
        """What an organiser still has to write before photos can be taken."""
        return tuple(name for name in NEEDED if not (getattr(self, name) or "").strip())

    @property
    def is_open(self) -> bool:
        """Whether photos can be taken at all."""
        return self.is_demonstration or not self.missing


class CampaignText(Model):
    """The campaign's texts in another language than English; what is empty is said in English."""

    __tablename__ = "campaign_text"

    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    headline: Mapped[str] = mapped_column(String(120), default="")
    headline_taped: Mapped[str] = mapped_column(String(40), default="")
    lede: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    press: Mapped[str] = mapped_column(Text, default="")
    privacy: Mapped[str] = mapped_column(Text, default="")
    consent_own: Mapped[str] = mapped_column(Text, default="")
    consent_use: Mapped[str] = mapped_column(Text, default="")
    #: A person has read both permission texts beside the English ones: they count alone.
    is_read: Mapped[bool] = mapped_column(default=False)

    @property
    def is_whole(self) -> bool:
        """Whether both permission texts are there; one alone is none."""
        return bool(self.consent_own and self.consent_use)


class Wording(Model):
    """What was agreed to under one version of the permission. It outlives the campaign's texts."""

    __tablename__ = "wording"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    consent_own: Mapped[str] = mapped_column(Text)
    consent_use: Mapped[str] = mapped_column(Text)
    licence: Mapped[str] = mapped_column(String(40))
    licence_url: Mapped[str] = mapped_column(String(200))


class WordingText(Model):
    """What stood there in another language under one version; unread, English stood beside it."""

    __tablename__ = "wording_text"

    version: Mapped[int] = mapped_column(
        ForeignKey("wording.version", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    consent_own: Mapped[str] = mapped_column(Text)
    consent_use: Mapped[str] = mapped_column(Text)
    is_read: Mapped[bool] = mapped_column()
