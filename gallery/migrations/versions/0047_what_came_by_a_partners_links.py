"""Which links are a partner's, and which photos stand in its gallery.

Revision: 0047, after: 0046
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

TABLES = ("action_link", "photo")
WITH_PARTNER = sa.text("partner_id IS NOT NULL")
PARTS = (1, 5, 9, 13)  # of a likeness, as in 0038


def upgrade() -> None:
    """Go up."""
    drop_alike()
    for table in TABLES:
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column("partner_id", sa.Integer(), nullable=True))
            changed.create_foreign_key(
                op.f(f"fk_{table}_partner_id_partner"),
                "partner",
                ["partner_id"],
                ["id"],
                ondelete="SET NULL",
            )
    op.create_index(op.f("ix_action_link_partner_id"), "action_link", ["partner_id"])
    op.create_index(
        op.f("ix_photo_partner"), "photo", ["partner_id", "published_at", "id"],
        sqlite_where=WITH_PARTNER, postgresql_where=WITH_PARTNER,
    )  # fmt: skip
    create_alike()


def downgrade() -> None:
    """Go down."""
    drop_alike()
    op.drop_index(op.f("ix_photo_partner"), table_name="photo")
    op.drop_index(op.f("ix_action_link_partner_id"), table_name="action_link")
    for table in TABLES:
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(op.f(f"fk_{table}_partner_id_partner"), type_="foreignkey")
            changed.drop_column("partner_id")
    create_alike()


def drop_alike() -> None:
    """Drop the indexes of expressions: SQLite copies a table, and cannot read these to copy them."""
    for first in PARTS:
        op.drop_index(f"ix_photo_alike_{first}", table_name="photo")


def create_alike() -> None:
    """Make them again."""
    for first in PARTS:
        part = sa.text(f"substr(likeness, {first}, 4)")
        op.create_index(f"ix_photo_alike_{first}", "photo", ["city_id", part])
