"""The thing people sent, from its first bytes to its last day."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, Enum, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.errors import Conflict
from gallery.images.covers import Box
from gallery.images.heads import is_covered
from gallery.models.account import Account
from gallery.models.city import City, Statue
from gallery.models.edition import Edition
from gallery.models.reason import ReasonWording
from gallery.models.stage import NEXT_STAGES, Stage
from gallery.models.submission import FaceWish, Submission
from gallery.models.upload import Upload

#: A likeness in four parts, by their first digit: of the same picture one is nearly the same.
LIKENESS_PARTS = [(first, f"substr(likeness, {first}, 4)") for first in (1, 5, 9, 13)]


class Source(StrEnum):
    """How we know a place or a day."""

    LINK = "link"
    SENDER = "sender"
    CAMERA = "camera"
    EDITION = "edition"
    MODERATOR = "moderator"


class Faces(StrEnum):
    """What a moderator confirmed about the faces in a photo."""

    COVERED = "covered"
    NONE = "none"


def _stored(kind: type[StrEnum]) -> Enum:
    """Keep an enum as its readable value."""
    return Enum(kind, native_enum=False, length=12, values_callable=lambda e: [m.value for m in e])


def _where(condition: str) -> dict[str, Any]:
    """Keep only some rows in an index, on either database."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Original(StrEnum):
    """What became of the file that was sent."""

    KEPT = "kept"  # as it came; we can read it
    SEALED = "sealed"  # only who has the offline key can
    GIVEN_UP = "given-up"  # erased, as its sender or its country asks


class Mark(StrEnum):
    """Why a moderator says that a photo is sensitive."""

    CHILD = "child"  # who can be recognised
    DANGER = "danger"  # for somebody, because of it


class Apart(StrEnum):
    """Why a photo is kept apart from the queue."""

    ASKED = "asked"  # a moderator asks organisers about it
    ALARM = "alarm"  # illegal or shocking: nobody sees it by chance


class Photo(Model):
    """One photo. The stage is the promise; only ``move_to`` changes it."""

    __tablename__ = "photo"
    __table_args__ = (
        Index("ix_photo_stage_since", "stage", "stage_since"),
        Index("ix_photo_gallery", "stage", "edition_id", "city_id", "published_at", "id"),
        Index("ix_photo_latest", "stage", "published_at", "id"),
        Index("ix_photo_edition", "stage", "edition_id", "published_at", "id"),
        Index("ix_photo_edition_day", "stage", "edition_id", "day"),
        Index("ix_photo_country", "stage", "country", "published_at", "id"),
        Index("ix_photo_edition_country", "stage", "edition_id", "country", "published_at", "id"),
        Index("ix_photo_city", "stage", "city_id", "published_at", "id"),
        Index(
            "ix_photo_partner",
            "partner_id",
            "published_at",
            "id",
            **_where("partner_id IS NOT NULL"),
        ),
        Index("ix_photo_statue", "statue_id", **_where("statue_id IS NOT NULL")),
        # What is the same picture in a city, see journey.alike; and what came just before or after.
        *(Index(f"ix_photo_alike_{at}", "city_id", text(part)) for at, part in LIKENESS_PARTS),
        Index("ix_photo_burst", "city_id", "stage", "id"),
        # Few photos are apart: of all the others it would only lead astray.
        Index("ix_photo_apart", "apart", **_where("apart IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id", ondelete="SET NULL"))
    #: Moves with every change; a decision names the one it was made on (compare-and-set).
    version: Mapped[int] = mapped_column(default=1)

    stage: Mapped[Stage] = mapped_column(_stored(Stage), default=Stage.RECEIVED)
    stage_since: Mapped[datetime] = mapped_column(Instant)
    claim: Mapped[str | None] = mapped_column(String(16))  # which run of which task has it
    claimed_until: Mapped[datetime | None] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    publish_after: Mapped[datetime | None] = mapped_column(Instant)
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    was_withdrawn: Mapped[bool] = mapped_column(default=False)  # its page says so for good

    # The file. Keys lead into the private store; hashes are keyed.
    original_key: Mapped[str | None] = mapped_column(String(120))
    original: Mapped[Original] = mapped_column(_stored(Original), default=Original.KEPT)
    preview_key: Mapped[str | None] = mapped_column(String(120))  # prefix of the previews
    previews: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: Of a small copy: the token of the upload by which its original comes, see ``originals``.
    original_token: Mapped[str | None] = mapped_column(String(32), unique=True, index=True)
    size: Mapped[int] = mapped_column(default=0)  # bytes
    file_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    likeness: Mapped[str | None] = mapped_column(String(16))  # 64 bits, masked with a key
    format: Mapped[str | None] = mapped_column(String(8))
    width: Mapped[int] = mapped_column(default=0)  # pixels, upright
    height: Mapped[int] = mapped_column(default=0)
    colour: Mapped[str] = mapped_column(String(7), default="")

    # When and where: a day and a city, never more.
    day: Mapped[date | None] = mapped_column(Date)
    day_source: Mapped[Source | None] = mapped_column(_stored(Source))
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    country: Mapped[str | None] = mapped_column(String(2))
    place_source: Mapped[Source | None] = mapped_column(_stored(Source))
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    #: In whose gallery it stands besides, see ``care.partner_of``.
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"))
    #: What the participant said of this photo alone.
    said_day: Mapped[date | None] = mapped_column(Date)
    said_city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    camera_day: Mapped[date | None] = mapped_column(Date)
    camera_country: Mapped[str | None] = mapped_column(String(2))
    camera_city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    flags: Mapped[list[str]] = mapped_column(JSON, default=list)  # why it may be wrong

    # What moderators said.
    reason: Mapped[str | None] = mapped_column(String(40))  # why refused, rejected or held
    #: The words in which that was said; without any they are ours.
    reason_wording_id: Mapped[int | None] = mapped_column(ForeignKey("reason_wording.id"))
    note: Mapped[str] = mapped_column(Text, default="")  # to its sender, besides
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id", ondelete="SET NULL"))
    caption: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text, default="")
    statue_id: Mapped[int | None] = mapped_column(ForeignKey("statue.id"))
    covers: Mapped[list[list[float]]] = mapped_column(
        JSON, default=list
    )  # boxes, see images.covers
    crop: Mapped[list[float] | None] = mapped_column(JSON(none_as_null=True))
    #: Boxes around heads that were seen, see images.heads; None: nobody looked. Only suggestions.
    heads: Mapped[list[list[float]] | None] = mapped_column(JSON(none_as_null=True))
    faces_confirmed: Mapped[Faces | None] = mapped_column(_stored(Faces))
    #: Without its original we go on from what was published, in which covers and crop are pixels.
    is_burnt_in: Mapped[bool] = mapped_column(default=False)
    #: Its sender asked for more covering afterwards.
    asks_cover: Mapped[bool] = mapped_column(default=False)
    mark: Mapped[Mark | None] = mapped_column(_stored(Mark))
    apart: Mapped[Apart | None] = mapped_column(_stored(Apart))
    apart_note: Mapped[str] = mapped_column(Text, default="")  # what organisers are asked
    #: Who approved it first, where two people must, and which version of it they saw.
    approved_first_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    approved_first_on: Mapped[int | None] = mapped_column()
    question: Mapped[str] = mapped_column(Text, default="")  # to its sender, while it is held
    answer: Mapped[str] = mapped_column(Text, default="")

    # What the public sees. The token is new with every publication.
    media_token: Mapped[str | None] = mapped_column(String(16))
    renditions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    public_width: Mapped[int] = mapped_column(default=0)
    public_height: Mapped[int] = mapped_column(default=0)

    submission: Mapped[Submission] = relationship()
    upload: Mapped[Upload | None] = relationship()
    city: Mapped[City | None] = relationship(foreign_keys=[city_id])
    said_city: Mapped[City | None] = relationship(foreign_keys=[said_city_id])
    camera_city: Mapped[City | None] = relationship(foreign_keys=[camera_city_id])
    edition: Mapped[Edition | None] = relationship()
    statue: Mapped[Statue | None] = relationship()
    approved_first_by: Mapped[Account | None] = relationship()
    reason_wording: Mapped[ReasonWording | None] = relationship()

    def move_to(self, stage: Stage, *, at: datetime) -> None:
        """Change the stage by the table; raise Conflict where the table has no such way."""
        if stage not in NEXT_STAGES[self.stage]:
            raise Conflict("no-such-way", photo=self.id, stage=self.stage.value, to=stage.value)
        self.stage, self.stage_since = stage, at
        self.claim = self.claimed_until = None
        self.tries = 0
        self.version += 1
        if self.apart is Apart.ASKED:  # whoever moves it on has answered
            self.end_asking()

    def end_asking(self) -> None:
        """Let it be in the queue again."""
        self.apart, self.apart_note = None, ""

    @property
    def wants_faces_hidden(self) -> bool:
        """The wish of the sender that nobody may skip."""
        return self.asks_cover or self.submission.faces is FaceWish.HIDE

    @property
    def may_be_shown(self) -> bool:
        """Whether the wish to hide faces, where there is one, has been fulfilled."""
        if not self.wants_faces_hidden:
            return True
        if self.faces_confirmed is Faces.COVERED:
            return bool(self.covers) or self.crop is not None or self.is_burnt_in
        return self.faces_confirmed is Faces.NONE

    @property
    def is_out_of_sight(self) -> bool:
        """Whether nobody may see it by chance, not even who sent it."""
        return self.apart is Apart.ALARM

    @property
    def first_approver(self) -> Account | None:
        """Who approved it just as it is now, while a second person is still to approve it."""
        is_same = self.approved_first_on == self.version
        return self.approved_first_by if is_same else None

    @property
    def bare_heads(self) -> list[Box]:
        """The heads that were seen and that nothing covers or cuts away."""
        covers = tuple(Box(*each) for each in self.covers)
        crop = Box(*self.crop) if self.crop else None
        heads = (Box(*each) for each in self.heads or ())
        return [each for each in heads if not is_covered(each, covers, crop)]

    @property
    def source_key(self) -> str:
        """Where its pixels come from: the original, or our own largest copy where it is gone."""
        if self.original is Original.KEPT:
            return self.original_key or ""
        widest = max((int(each["width"]) for each in self.previews), default=0)
        return f"{self.preview_key}/{widest}.jpg"

    def burn_in(self) -> None:
        """Forget where covers and crop were: from now on they are pixels of its source."""
        self.covers, self.crop, self.heads, self.is_burnt_in = [], None, None, True

    @property
    def media_names(self) -> list[str]:
        """The names of its public files: of this publication, by width in pixels and format."""
        return [f"{self.media_token}-{each['width']}.{each['format']}" for each in self.renditions]

    @property
    def is_placed(self) -> bool:
        """Whether it has an edition and a place, without which it cannot be approved."""
        return self.edition_id is not None and self.country is not None
