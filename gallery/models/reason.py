"""Why photos are not published, as organisers word it. What was once said stays as it was said."""

from enum import StrEnum

from sqlalchemy import JSON, Enum, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Model


class Mend(StrEnum):
    """What its sender may do about a photo that was rejected."""

    AGAIN = "again"  # send another one in its place
    COVER = "cover"  # or say what is to be covered
    CORRECT = "correct"  # or say where and when it was taken
    NOTHING = "nothing"


class ReasonWording(Model):
    """The words of a reason at one time: another wording is another row."""

    __tablename__ = "reason_wording"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    mend: Mapped[Mend] = mapped_column(
        Enum(Mend, native_enum=False, length=10, values_callable=lambda e: [m.value for m in e])
    )
    #: By language: the short words for moderators and the kind ones for senders.
    texts: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)

    def words(self, language: str) -> tuple[str, str]:
        """Return what was written in a language; empty words were not."""
        short, kind = self.texts.get(language, ["", ""])
        return short, kind


class Reason(Model):
    """A reason that moderators may choose. Without a wording it has the words of the house."""

    __tablename__ = "reason"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    place: Mapped[int] = mapped_column()  # among the others; the open ones have the digits
    is_hidden: Mapped[bool] = mapped_column(default=False)
    wording_id: Mapped[int | None] = mapped_column(ForeignKey("reason_wording.id"))

    wording: Mapped[ReasonWording | None] = relationship()
