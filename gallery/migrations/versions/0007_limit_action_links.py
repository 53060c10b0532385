"""Pause, limit and trust action links; an action knows its statue.

Revision: 0007, after: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up; links that are there stay as open as they are."""
    with op.batch_alter_table("action_link") as link:
        for name in ("is_paused", "is_trusted"):
            link.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        link.add_column(sa.Column("closes_on", sa.Date()))
        link.add_column(sa.Column("max_photos", sa.Integer()))
    with op.batch_alter_table("action_link") as link:
        for name in ("is_paused", "is_trusted"):
            link.alter_column(name, existing_type=sa.Boolean(), server_default=None)
    with op.batch_alter_table("action") as action:
        action.add_column(sa.Column("statue_id", sa.Integer()))
        action.create_foreign_key(
            op.f("fk_action_statue_id_statue"), "statue", ["statue_id"], ["id"]
        )
    op.create_index(op.f("ix_submission_link_id"), "submission", ["link_id"])


def downgrade() -> None:
    """Go down."""
    op.drop_index(op.f("ix_submission_link_id"), "submission")
    with op.batch_alter_table("action") as action:
        action.drop_constraint(op.f("fk_action_statue_id_statue"), type_="foreignkey")
        action.drop_column("statue_id")
    with op.batch_alter_table("action_link") as link:
        for name in ("max_photos", "closes_on", "is_trusted", "is_paused"):
            link.drop_column(name)
