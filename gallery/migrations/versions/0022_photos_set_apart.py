"""Moderators take photos out of the queue: to ask organisers, or as illegal or shocking.

Revision: 0022, after: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("photo", sa.Column("apart", sa.String(length=12)))
    note = sa.Column("apart_note", sa.Text(), nullable=False, server_default="")
    op.add_column("photo", note)
    op.create_index(op.f("ix_photo_apart"), "photo", ["apart"])


def downgrade() -> None:
    """Go down."""
    op.drop_index(op.f("ix_photo_apart"), "photo")
    op.drop_column("photo", "apart_note")
    op.drop_column("photo", "apart")
