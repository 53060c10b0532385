"""Moderators are told by e-mail, in their language, what has waited too long.

Revision: 0031, after: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("account") as account:
        language = sa.Column("language", sa.String(length=10), nullable=False, server_default="en")
        account.add_column(language)
        wanted = sa.Column("wants_digest", sa.Boolean(), nullable=False, server_default=sa.true())
        account.add_column(wanted)
        account.add_column(sa.Column("told_at", sa.DateTime(timezone=True)))
        account.add_column(sa.Column("tell_not_before", sa.DateTime(timezone=True)))
        tries = sa.Column("tell_tries", sa.Integer(), nullable=False, server_default="0")
        account.add_column(tries)


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("account") as account:
        for name in ("language", "wants_digest", "told_at", "tell_not_before", "tell_tries"):
            account.drop_column(name)
