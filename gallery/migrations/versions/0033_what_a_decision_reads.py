"""Indexes for what every decision asks: what somebody decided today, and what lies apart.

Revision: 0033, after: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

APART = sa.text("apart IS NOT NULL")


def upgrade() -> None:
    """Go up."""
    op.drop_index(op.f("ix_photo_apart"), table_name="photo")
    op.create_index(
        op.f("ix_photo_apart"), "photo", ["apart"], sqlite_where=APART, postgresql_where=APART
    )
    op.create_index(op.f("ix_decision_account_id_at"), "decision", ["account_id", "at"])


def downgrade() -> None:
    """Go down."""
    op.drop_index(op.f("ix_decision_account_id_at"), table_name="decision")
    op.drop_index(op.f("ix_photo_apart"), table_name="photo")
    op.create_index(op.f("ix_photo_apart"), "photo", ["apart"])
