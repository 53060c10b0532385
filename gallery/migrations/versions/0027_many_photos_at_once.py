"""Moderators act on many photos at once, and find those that look alike.

Revision: 0027, after: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "bulk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column(
            "stage",
            sa.Enum("proposed", "done", "declined", native_enum=False, length=12, name="bulkstage"),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("left", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_bulk_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["account.id"], name=op.f("fk_bulk_second_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk")),
        sa.UniqueConstraint("public_id", name=op.f("uq_bulk_public_id")),
    )
    op.create_index(op.f("ix_bulk_stage"), "bulk", ["stage"])
    op.create_index(op.f("ix_photo_city_id_likeness"), "photo", ["city_id", "likeness"])


def downgrade() -> None:
    """Go down."""
    op.drop_index(op.f("ix_photo_city_id_likeness"), table_name="photo")
    op.drop_table("bulk")
