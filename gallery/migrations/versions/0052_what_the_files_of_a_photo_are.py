"""What the files of a photo are, so that a byte that changed by itself is noticed.

Of photos that are here already ``gallery storage check`` learns it.

Revision: 0052, after: 0051
"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "fingerprint",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("digests", sa.JSON(), nullable=False),
        sa.Column("broken", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["photo.id"],
            name=op.f("fk_fingerprint_photo_id_photo"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_fingerprint")),
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("fingerprint")
