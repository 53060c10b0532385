"""Photos are leased to moderators for a short while; decisions are counted by their time.

Revision: 0018, after: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "lease",
        sa.Column("photo_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("lane", sa.String(length=120), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name="fk_lease_photo_id_photo", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_lease_account_id_account", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("photo_id", name="pk_lease"),
    )
    op.create_index("ix_lease_account_id", "lease", ["account_id"])
    op.create_index("ix_lease_until", "lease", ["until"])
    op.create_index("ix_decision_at", "decision", ["at"])


def downgrade() -> None:
    """Go down."""
    op.drop_index("ix_decision_at", table_name="decision")
    op.drop_table("lease")
