"""Second factors: what somebody has, besides the password that they know."""

from datetime import date

from sqlalchemy import BigInteger, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gallery.db import Model

APP, PASSKEY = "app", "passkey"


class Factor(Model):
    """An app that shows codes, or a passkey. Its secret is sealed; ``last`` lets none be replayed.

    Of an app ``last`` is the number of the code that was used last, of a passkey how often it says
    that it was used.
    """

    __tablename__ = "factor"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(10))
    secret_sealed: Mapped[str] = mapped_column(Text)
    last: Mapped[int] = mapped_column(BigInteger, default=0)
    added_on: Mapped[date] = mapped_column(Date)


class RecoveryCode(Model):
    """A code that stands in once for a lost factor. Only its keyed hash is stored."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
