"""Campaigns remember their texts from before a demonstration.

Revision: 0004, after: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("campaign") as batch_op:
        batch_op.add_column(sa.Column("texts_before", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("campaign") as batch_op:
        batch_op.drop_column("texts_before")
