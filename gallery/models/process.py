"""The processes that work here, on any machine: when each was seen last, and what it counted."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Enum, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gallery.db import Instant, Model


class Kind(StrEnum):
    """What a process does."""

    WEB = "web"
    WORKER = "worker"
    GONE = "gone"  # not one, but the sums of all that ended


class Process(Model):
    """A process. It names no machine; its counts tell of no photo and of nobody."""

    __tablename__ = "process"

    mark: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[Kind] = mapped_column(
        Enum(
            Kind,
            native_enum=False,
            length=12,
            values_callable=lambda kinds: [k.value for k in kinds],
        )
    )
    seen_at: Mapped[datetime] = mapped_column(Instant, index=True)
    measures: Mapped[str] = mapped_column(Text)  # see gallery.measures
