"""An erased photo knows that it was withdrawn: its page says so when its decisions are dropped.

Revision: 0035, after: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    known = sa.Column("was_withdrawn", sa.Boolean(), nullable=False, server_default=sa.false())
    with op.batch_alter_table("photo") as photo:
        photo.add_column(known)
    photo, decision = (
        sa.table("photo", sa.column("id", sa.Integer), sa.column("was_withdrawn", sa.Boolean)),
        sa.table("decision", sa.column("photo_id", sa.Integer), sa.column("act", sa.String)),
    )
    withdrawn = sa.select(decision.c.photo_id).where(decision.c.act == "withdraw")
    op.execute(sa.update(photo).where(photo.c.id.in_(withdrawn)).values(was_withdrawn=sa.true()))


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("photo") as photo:
        photo.drop_column("was_withdrawn")
