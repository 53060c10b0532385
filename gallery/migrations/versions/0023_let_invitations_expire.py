"""Invitations expire, and say which places the account will see.

Revision: 0023, after: 0022
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up: what was made before is good for a week from now."""
    op.add_column(
        "invitation", sa.Column("places", sa.JSON(), nullable=False, server_default="[]")
    )
    op.add_column("invitation", sa.Column("expires_at", sa.DateTime(timezone=True)))
    invitation = sa.table("invitation", sa.column("expires_at", sa.DateTime(timezone=True)))
    op.execute(invitation.update().values(expires_at=datetime.now(UTC) + timedelta(days=7)))
    with op.batch_alter_table("invitation") as changed:
        changed.alter_column(
            "expires_at", existing_type=sa.DateTime(timezone=True), nullable=False
        )


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("invitation") as invitation:
        invitation.drop_column("expires_at")
        invitation.drop_column("places")
