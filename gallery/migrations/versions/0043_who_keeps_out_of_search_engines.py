"""Which editions keep out of search engines.

Revision: 0043, after: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("edition") as table:
        known = sa.Column("is_noindex", sa.Boolean(), nullable=False, server_default=sa.false())
        table.add_column(known)


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("edition") as table:
        table.drop_column("is_noindex")
