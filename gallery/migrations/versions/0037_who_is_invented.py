"""Who is invented, and whom they let in: these accounts and links go with a demonstration.

Revision: 0037, after: 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

TABLES = "account", "invitation"


def upgrade() -> None:
    """Go up. People of a demonstration that is there are recognised by their addresses later."""
    for name in TABLES:
        known = sa.Column(
            "is_demonstration", sa.Boolean(), nullable=False, server_default=sa.false()
        )
        with op.batch_alter_table(name) as table:
            table.add_column(known)


def downgrade() -> None:
    """Go down."""
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_column("is_demonstration")
