"""Where a partner wants to be told at once what was published and what was removed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.partner import Partner
from gallery.models.sealed import Sealed


class Webhook(Model):
    """An address of a partner, how far it was told, and whether it answers.

    Nothing is sent before an organiser has confirmed it.
    """

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True
    )
    url: Mapped[str] = mapped_column("url_sealed", Sealed("address of a webhook"))
    secret: Mapped[str] = mapped_column("secret_sealed", Sealed("secret of a webhook"))
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    told_until: Mapped[int] = mapped_column(default=0)  # a Change
    tries: Mapped[int] = mapped_column(default=0)  # since it last answered
    not_before: Mapped[datetime | None] = mapped_column(Instant)  # the next try, or a run has it
    failing_since: Mapped[datetime | None] = mapped_column(Instant)
    trouble: Mapped[str | None] = mapped_column(String(40))  # of the last try: a key
    is_stopped: Mapped[bool] = mapped_column(default=False)  # it failed for too long

    partner: Mapped[Partner] = relationship()
