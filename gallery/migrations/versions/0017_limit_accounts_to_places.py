"""An account may be limited to countries and cities.

Revision: 0017, after: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "account_scope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name="fk_account_scope_account_id_account",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name="fk_account_scope_city_id_city"),
        sa.PrimaryKeyConstraint("id", name="pk_account_scope"),
    )
    op.create_index("ix_account_scope_account_id", "account_scope", ["account_id"])


def downgrade() -> None:
    """Go down."""
    op.drop_table("account_scope")
