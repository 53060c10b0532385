"""Campaigns speak other languages, and what was agreed to in them is kept.

Revision: 0013, after: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "campaign_text",
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("headline", sa.String(length=120), nullable=False),
        sa.Column("headline_taped", sa.String(length=40), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("lede", "about", "contact", "privacy", "consent_own", "consent_use")
        ),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("language", name=op.f("pk_campaign_text")),
    )
    op.create_table(
        "wording_text",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("consent_own", sa.Text(), nullable=False),
        sa.Column("consent_use", sa.Text(), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"],
            ["wording.version"],
            name=op.f("fk_wording_text_version_wording"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version", "language", name=op.f("pk_wording_text")),
    )
    by_whom = sa.Column("said_by", sa.String(12), nullable=False, server_default=sa.text("'self'"))
    op.add_column("submission", by_whom)


def downgrade() -> None:
    """Go down."""
    op.drop_column("submission", "said_by")
    op.drop_table("wording_text")
    op.drop_table("campaign_text")
