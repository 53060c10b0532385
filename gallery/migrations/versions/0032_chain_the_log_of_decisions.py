"""Decisions are chained by hashes; what is dropped of them leaves a link that stands for it.

Revision: 0032, after: 0031

Those that are there are chained here and not when the next one is added: here nobody else works on
this database, and afterwards a decision without a number is one that the gallery never wrote.
"""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

PURPOSE, BEGINNING = "log of decisions", "0" * 64
CHAINED = ("number", "previous", "hash")
# Only its place in the chain is written into a decision, once; it may go only where something
# stands for it.
SQLITE_GUARDS = (
    """CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision
       WHEN OLD.hash IS NOT NULL OR OLD.id IS NOT NEW.id OR OLD.photo_id IS NOT NEW.photo_id
         OR OLD.account_id IS NOT NEW.account_id OR OLD.act IS NOT NEW.act
         OR OLD.reason IS NOT NEW.reason OR OLD.details IS NOT NEW.details OR OLD.at IS NOT NEW.at
       BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END""",
    """CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision
       WHEN NOT EXISTS (SELECT 1 FROM decision_cut
                        WHERE OLD.number BETWEEN first_number AND last_number)
       BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END""",
    """CREATE TRIGGER decision_cut_no_update BEFORE UPDATE ON decision_cut
       BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END""",
    """CREATE TRIGGER decision_cut_no_delete BEFORE DELETE ON decision_cut
       BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END""",
)
POSTGRESQL_GUARDS = (
    """CREATE OR REPLACE FUNCTION refuse_decision_change() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'UPDATE' THEN
           IF OLD.hash IS NULL AND (OLD.id, OLD.photo_id, OLD.act, OLD.details::text, OLD.at)
               = (NEW.id, NEW.photo_id, NEW.act, NEW.details::text, NEW.at)
             AND OLD.account_id IS NOT DISTINCT FROM NEW.account_id
             AND OLD.reason IS NOT DISTINCT FROM NEW.reason THEN
             RETURN NEW;
           END IF;
         ELSIF EXISTS (SELECT 1 FROM decision_cut
                       WHERE OLD.number BETWEEN first_number AND last_number) THEN
           RETURN OLD;
         END IF;
         RAISE EXCEPTION 'decisions are append-only';
       END $$""",
    """CREATE FUNCTION refuse_cut_change() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'decisions are append-only'; END $$""",
    """CREATE TRIGGER decision_cut_append_only BEFORE UPDATE OR DELETE ON decision_cut
       FOR EACH ROW EXECUTE FUNCTION refuse_cut_change()""",
)
# As they were before: any decision might go once its photo had gone.
FORMER_SQLITE_GUARDS = (
    """CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision
       BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END""",
    """CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision
       WHEN EXISTS (SELECT 1 FROM photo WHERE photo.id = OLD.photo_id)
       BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END""",
)
FORMER_POSTGRESQL_GUARDS = (
    "DROP FUNCTION refuse_cut_change()",
    """CREATE OR REPLACE FUNCTION refuse_decision_change() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM photo WHERE photo.id = OLD.photo_id) THEN
           RAISE EXCEPTION 'decisions are append-only';
         END IF;
         RETURN OLD;
       END $$""",
)


def is_postgresql() -> bool:
    """Whether this is PostgreSQL (else SQLite)."""
    return op.get_bind().dialect.name == "postgresql"


def upgrade() -> None:
    """Go up."""
    _let_go_of_sqlite_guards()
    op.add_column("decision", sa.Column("number", sa.Integer()))
    op.add_column("decision", sa.Column("previous", sa.String(length=64)))
    op.add_column("decision", sa.Column("hash", sa.String(length=64)))
    op.create_index("ix_decision_number", "decision", ["number"], unique=True)
    op.create_table(
        "decision_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_head")),
    )
    op.create_table(
        "decision_cut",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_cut")),
    )
    op.create_index("ix_decision_cut_first_number", "decision_cut", ["first_number"])
    if is_postgresql():
        op.execute(POSTGRESQL_GUARDS[0])  # before: it lets nobody write a place
    _chain()
    for guard in POSTGRESQL_GUARDS[1:] if is_postgresql() else SQLITE_GUARDS:
        op.execute(guard)


def downgrade() -> None:
    """Go down."""
    _let_go_of_sqlite_guards()
    op.drop_table("decision_cut")
    op.drop_table("decision_head")
    op.drop_index("ix_decision_number", table_name="decision")
    for name in CHAINED:
        op.drop_column("decision", name)
    for guard in FORMER_POSTGRESQL_GUARDS if is_postgresql() else FORMER_SQLITE_GUARDS:
        op.execute(guard)


def _let_go_of_sqlite_guards() -> None:
    """Drop the triggers; PostgreSQL's stays, its function changes."""
    if not is_postgresql():
        op.execute("DROP TRIGGER decision_no_update")
        op.execute("DROP TRIGGER decision_no_delete")


def _chain() -> None:
    """Chain what is there, in the order in which it was written."""
    decision = sa.table(
        "decision", *(sa.column(name) for name in ("id", "photo_id", "account_id", "act", "reason")),
        sa.column("details", sa.JSON()), sa.column("at", sa.DateTime(timezone=True)),
        sa.column("number"), sa.column("previous"), sa.column("hash"),
    )  # fmt: skip
    place = sa.update(decision).where(decision.c.id == sa.bindparam("row")).values(
        number=sa.bindparam("n"), previous=sa.bindparam("p"), hash=sa.bindparam("h")
    )
    here, number, former = op.get_bind(), 0, BEGINNING
    for row in here.execute(sa.select(decision).order_by(decision.c.id)).all():
        number += 1
        hashed = _hash("Entry", number, former, *row[:6], _moment(row.at))
        here.execute(place, {"row": row.id, "n": number, "p": former, "h": hashed})
        former = hashed
    head = sa.text("INSERT INTO decision_head (id, number, hash, seal) VALUES (1, :n, :h, :s)")
    here.execute(head, {"n": number, "h": former, "s": _hash("Head", number, former)})


def _hash(*link: object) -> str:
    """Return the keyed hash of a link."""
    written = json.dumps(link, sort_keys=True, separators=(",", ":"))
    return current_app.extensions["toolbox"].keys.hash(PURPOSE, written)


def _moment(at: datetime) -> str:
    """Write a moment in UTC; SQLite forgets the zone."""
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return at.isoformat(timespec="microseconds")
