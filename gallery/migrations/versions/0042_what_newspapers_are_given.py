"""What newspapers are given: the chosen photos of an edition.

Revision: 0042, after: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "press_photo",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
            name=op.f("fk_press_photo_edition_id_edition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["photo.id"],
            name=op.f("fk_press_photo_photo_id_photo"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition_id", "photo_id", name=op.f("pk_press_photo")),
    )
    op.create_index(op.f("ix_press_photo_photo_id"), "press_photo", ["photo_id"])


def downgrade() -> None:
    """Go down."""
    op.drop_table("press_photo")
