"""Organisers may ask senders for a proof of work.

Revision: 0016, after: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COLUMNS = (("action_link", "needs_proof"), ("campaign", "needs_proof"), ("submission", "is_unproven"))


def upgrade() -> None:
    """Go up."""
    for table, name in COLUMNS:
        column = sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column(table, column)


def downgrade() -> None:
    """Go down."""
    for table, name in COLUMNS:
        op.drop_column(table, name)
