"""Photos may come in parts (tus concatenation).

Revision: 0006, after: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("upload") as batch_op:
        batch_op.add_column(sa.Column("concat", sa.Text(), nullable=True))


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("upload") as batch_op:
        batch_op.drop_column("concat")
