"""What one participant sends at one time."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Date, Enum, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.city import City
from gallery.models.edition import ActionLink, Edition
from gallery.models.suggestion import CitySuggestion

#: What has no permission is erased then.
DRAFT_LIFE = timedelta(hours=24)
#: So long after a submission was sent the originals of its small copies may come.
LATE = timedelta(days=14)


class FaceWish(StrEnum):
    """What the participant said of the people in the photos."""

    HIDE = "hide"
    AGREED = "agreed"
    NOBODY = "nobody"


class SaidBy(StrEnum):
    """Who gives the permission: for somebody under 16 a parent or group leader does."""

    SELF = "self"
    GUARDIAN = "guardian"


class How(StrEnum):
    """How the participant chose to send: what may leave the phone, and how careful we are."""

    AS_TAKEN = "as-taken"
    COVER_FIRST = "cover-first"
    AT_RISK = "at-risk"


class Precision(StrEnum):
    """How precisely a place may be kept and shown."""

    CITY = "city"
    COUNTRY = "country"


def _stored(kind: type[StrEnum]) -> Enum:
    """Keep an enum as its readable value."""
    return Enum(kind, native_enum=False, length=12, values_callable=lambda e: [m.value for m in e])


class Submission(Model):
    """Photos, permission, credit and wishes. A draft until sent; no sender in it."""

    __tablename__ = "submission"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_hash: Mapped[str] = mapped_column(String(64), unique=True)
    receipt_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_id: Mapped[int | None] = mapped_column(ForeignKey("action_link.id"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    #: Where the city is not in the list; the photos are filed here until an organiser decides.
    said_country: Mapped[str | None] = mapped_column(String(2))
    suggestion_id: Mapped[int | None] = mapped_column(ForeignKey("city_suggestion.id"))
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    day: Mapped[date | None] = mapped_column(Date)
    faces: Mapped[FaceWish] = mapped_column(
        Enum(
            FaceWish, native_enum=False, length=10, values_callable=lambda e: [m.value for m in e]
        ),
        default=FaceWish.HIDE,
    )
    credit: Mapped[str] = mapped_column(String(80), default="")  # empty: anonymous
    how: Mapped[How] = mapped_column(_stored(How), default=How.AS_TAKEN)
    precision: Mapped[Precision] = mapped_column(_stored(Precision), default=Precision.CITY)
    publish_not_before: Mapped[date | None] = mapped_column(Date)
    keeps_original: Mapped[bool] = mapped_column(default=True)
    consent_version: Mapped[int | None] = mapped_column()
    consent_language: Mapped[str] = mapped_column(String(10), default="")
    said_by: Mapped[SaidBy] = mapped_column(_stored(SaidBy), default=SaidBy.SELF)
    consent_day: Mapped[date | None] = mapped_column(Date)
    #: It came without the proof of work that was asked for: its photos wait in a lane of their own.
    is_unproven: Mapped[bool] = mapped_column(default=False)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    #: In whose gallery it stands, too: its sender was told of that and did not say no.
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"))
    #: It mends a photo of this other one, whose receipt code holds for it, too.
    after_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"), index=True)

    link: Mapped[ActionLink | None] = relationship()
    city: Mapped[City | None] = relationship()
    suggestion: Mapped[CitySuggestion | None] = relationship()
    edition: Mapped[Edition | None] = relationship()

    @property
    def is_sent(self) -> bool:
        """Only photos of a sent submission can be reviewed."""
        return self.sent_at is not None

    @property
    def is_permitted(self) -> bool:
        """Whether both boxes were ticked."""
        return self.consent_version is not None
