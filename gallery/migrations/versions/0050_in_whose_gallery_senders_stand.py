"""In which partner's gallery senders were told that they stand, and did not say no.

Of what was sent before nobody was told: it stays out.

Revision: 0050, after: 0049
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up; what stood there untold leaves."""
    with op.batch_alter_table("submission") as changed:
        changed.add_column(sa.Column("partner_id", sa.Integer(), nullable=True))
        changed.create_foreign_key(
            op.f("fk_submission_partner_id_partner"),
            "partner",
            ["partner_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.execute("UPDATE photo SET partner_id = NULL WHERE partner_id IS NOT NULL")


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("submission") as changed:
        changed.drop_constraint(op.f("fk_submission_partner_id_partner"), type_="foreignkey")
        changed.drop_column("partner_id")
