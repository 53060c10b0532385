"""Keep every wording of the permission.

Revision: 0003, after: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up; what stands there is what the newest version said."""
    op.create_table(
        "wording",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("consent_own", sa.Text(), nullable=False),
        sa.Column("consent_use", sa.Text(), nullable=False),
        sa.Column("licence", sa.String(length=40), nullable=False),
        sa.Column("licence_url", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_wording")),
    )
    op.execute(
        "INSERT INTO wording (version, consent_own, consent_use, licence, licence_url)"
        " SELECT consent_version, consent_own, consent_use, licence, licence_url FROM campaign"
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("wording")
