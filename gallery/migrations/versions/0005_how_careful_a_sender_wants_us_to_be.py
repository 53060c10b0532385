"""Submissions say how careful a sender wants us to be.

Revision: 0005, after: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = ("how", "precision", "publish_not_before", "keeps_original")


def upgrade() -> None:
    """Go up; what came before was sent as taken."""
    how, precision, keeps = sa.text("'as-taken'"), sa.text("'city'"), sa.true()
    with op.batch_alter_table("submission") as submission:
        submission.add_column(sa.Column("how", sa.String(12), nullable=False, server_default=how))
        submission.add_column(
            sa.Column("precision", sa.String(12), nullable=False, server_default=precision)
        )
        submission.add_column(sa.Column("publish_not_before", sa.Date(), nullable=True))
        submission.add_column(
            sa.Column("keeps_original", sa.Boolean(), nullable=False, server_default=keeps)
        )
    with op.batch_alter_table("submission") as submission:
        for name in ("how", "precision", "keeps_original"):
            submission.alter_column(name, server_default=None)


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("submission") as submission:
        for name in COLUMNS:
            submission.drop_column(name)
