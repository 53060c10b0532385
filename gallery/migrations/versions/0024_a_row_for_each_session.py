"""A row for each session of somebody who is signed in, and the day they were last here.

Revision: 0024, after: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up: who is signed in now has to sign in once more."""
    op.create_table(
        "signed_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name="fk_signed_in_account_id_account",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_signed_in"),
        sa.UniqueConstraint("token_hash", name="uq_signed_in_token_hash"),
    )
    op.create_index("ix_signed_in_account_id", "signed_in", ["account_id"])
    op.add_column("account", sa.Column("seen_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Go down."""
    op.drop_column("account", "seen_on")
    op.drop_table("signed_in")
