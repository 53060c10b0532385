"""Moderators and organisers: who may sign in, and as what."""

from datetime import date, datetime

from flask_security import RoleMixin, UserMixin
from sqlalchemy import JSON, Column, Date, ForeignKey, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gallery.db import Instant, Model
from gallery.models.city import City
from gallery.models.sealed import Sealed

TRAINEE, MODERATOR, ORGANISER = ROLES = ("trainee", "moderator", "organiser")
#: A country, and one of its cities by our number, or all of it.
Place = tuple[str, int | None]

account_role = Table(
    "account_role",
    Model.metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Model, RoleMixin):
    """What an account may do: one of ROLES."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


class Scope(Model):
    """A country or a city that an account is limited to; one without any sees everything."""

    __tablename__ = "account_scope"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    country: Mapped[str] = mapped_column(String(2))
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))  # None: all of the country

    city: Mapped[City | None] = relationship()


class Account(Model, UserMixin):
    """A moderator or an organiser. Nothing of their signing in is tracked.

    A seized database does not tell who they are: the name lies sealed, and ``gallery.accounts``
    reads and writes the e-mail.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email_hash: Mapped[str] = mapped_column(String(64), unique=True)  # keyed; to find it by
    email_sealed: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column("name_sealed", Sealed("name of an account"))
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    is_demonstration: Mapped[bool] = mapped_column(default=False)  # invented, or let in by such
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    seen_on: Mapped[date | None] = mapped_column(Date)  # the day of the last session's beginning
    left_on: Mapped[date | None] = mapped_column(Date)  # kept out since
    erased_on: Mapped[date | None] = mapped_column(Date)  # nothing but the number is left
    language: Mapped[str] = mapped_column(String(10), default="en")  # in which they signed in
    #: Whether they are told by e-mail of what waits, when they were, and the next try of a failed
    #: one: see ``journey.digests``.
    wants_digest: Mapped[bool] = mapped_column(default=True)
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    tell_not_before: Mapped[datetime | None] = mapped_column(Instant)
    tell_tries: Mapped[int] = mapped_column(default=0)
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]  # UserMixin: RoleMixin
        secondary=account_role, lazy="joined"
    )
    scopes: Mapped[list[Scope]] = relationship(
        cascade="all, delete-orphan", lazy="joined", order_by=Scope.id
    )

    @property
    def is_organiser(self) -> bool:
        """Organisers may do what moderators may."""
        return any(role.name == ORGANISER for role in self.roles)

    @property
    def is_moderator(self) -> bool:
        """Whether this account may review photos."""
        return self.is_organiser or any(role.name == MODERATOR for role in self.roles)

    @property
    def is_trainee(self) -> bool:
        """Whether a moderator must confirm what this account decides."""
        return not self.is_moderator and any(role.name == TRAINEE for role in self.roles)

    @property
    def may_review(self) -> bool:
        """Whether this account looks at photos at all."""
        return self.is_moderator or self.is_trainee

    @property
    def role(self) -> str:
        """The highest of its roles; "" without one."""
        names = {role.name for role in self.roles}
        return next((each for each in reversed(ROLES) if each in names), "")

    @property
    def sees_all(self) -> bool:
        """Whether no photo is kept from this account: organisers have no limits."""
        return self.is_organiser or not self.scopes


class SignedIn(Model):
    """A session: who is signed in, by the keyed hash of what their browser holds."""

    __tablename__ = "signed_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    begun_at: Mapped[datetime] = mapped_column(Instant)


class Invitation(Model):
    """A one-time sign-up link. Only its keyed hash is stored, and who it is for is sealed.

    ``places`` are pairs of a country and a city's number (or none) that the account will see.
    One of an ``account`` that is here already is its way back in, with a new password.
    """

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    email_sealed: Mapped[str | None] = mapped_column(Text)
    places: Mapped[list[tuple[str, int | None]]] = mapped_column(JSON, default=list)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used: Mapped[bool] = mapped_column(default=False)
    is_demonstration: Mapped[bool] = mapped_column(default=False)  # made by somebody invented
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    renews_factor: Mapped[bool] = mapped_column(default=False)  # the second factor is lost, too

    account: Mapped[Account | None] = relationship()

    @property
    def mark(self) -> str:
        """What the log calls it by: numbers are given again once a row is gone."""
        return self.token_hash[:8]
