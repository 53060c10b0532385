"""Indexes in the order of the galleries, so that none grows slower with the archive.

Revision: 0034, after: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

NEWEST = ["published_at", "id"]
INDEXES = {
    "ix_photo_edition": ["stage", "edition_id", *NEWEST],
    "ix_photo_country": ["stage", "country", *NEWEST],
    "ix_photo_edition_country": ["stage", "edition_id", "country", *NEWEST],
}
WITH_STATUE = sa.text("statue_id IS NOT NULL")


def upgrade() -> None:
    """Go up."""
    for name, columns in INDEXES.items():
        op.create_index(op.f(name), "photo", columns)
    op.create_index(
        op.f("ix_photo_statue"), "photo", ["statue_id"],
        sqlite_where=WITH_STATUE, postgresql_where=WITH_STATUE,
    )  # fmt: skip


def downgrade() -> None:
    """Go down."""
    op.drop_index(op.f("ix_photo_statue"), table_name="photo")
    for name in INDEXES:
        op.drop_index(op.f(name), table_name="photo")
