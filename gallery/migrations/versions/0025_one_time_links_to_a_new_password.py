"""One-time links with which somebody who is here chooses a new password.

Revision: 0025, after: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ACCOUNT = "fk_invitation_account_id_account"


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("invitation") as invitation:
        invitation.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        invitation.create_foreign_key(ACCOUNT, "account", ["account_id"], ["id"], ondelete="CASCADE")


def downgrade() -> None:
    """Go down."""
    op.execute("DELETE FROM invitation WHERE account_id IS NOT NULL")
    with op.batch_alter_table("invitation") as invitation:
        invitation.drop_constraint(ACCOUNT, type_="foreignkey")
        invitation.drop_column("account_id")
