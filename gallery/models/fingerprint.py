"""What the files of a photo are, so that a byte that changed by itself is noticed."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gallery.db import Instant, Model


class Fingerprint(Model):
    """The files of one photo that its own row has no hash of: previews, renditions, what is sealed.

    Beside the photo, so that a gallery does not read it with every picture that it shows.
    """

    __tablename__ = "fingerprint"

    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True
    )
    #: Keyed digests by the end of the key; see ``journey.intact``.
    digests: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: The ends of the keys of what was found damaged or missing, and is not made anew yet.
    broken: Mapped[list[str]] = mapped_column(JSON, default=list)
    read_at: Mapped[datetime | None] = mapped_column(Instant)  # when all of them were read last
