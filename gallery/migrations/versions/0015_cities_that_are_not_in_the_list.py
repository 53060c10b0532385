"""Senders may suggest a city that is not in the list.

Revision: 0015, after: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SUGGESTION = "fk_submission_suggestion_id_city_suggestion"


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "city_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("suggested_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_city_suggestion"),
        sa.UniqueConstraint("country", "key", name="uq_city_suggestion_country_key"),
    )
    with op.batch_alter_table("submission") as submission:
        submission.add_column(sa.Column("said_country", sa.String(length=2), nullable=True))
        submission.add_column(sa.Column("suggestion_id", sa.Integer(), nullable=True))
        submission.create_foreign_key(SUGGESTION, "city_suggestion", ["suggestion_id"], ["id"])


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("submission") as submission:
        submission.drop_constraint(SUGGESTION, type_="foreignkey")
        submission.drop_column("suggestion_id")
        submission.drop_column("said_country")
    op.drop_table("city_suggestion")
