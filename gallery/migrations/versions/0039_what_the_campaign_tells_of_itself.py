"""What the campaign tells of itself: its history, who stands by it, whom newspapers ask.

Revision: 0039, after: 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

WITH_TEXTS = "campaign", "campaign_text"


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
            name=op.f("fk_milestone_edition_id_edition"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_table(
        "supporter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("about", sa.String(120), nullable=False),
        sa.Column("site", sa.String(200), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_token", sa.String(32), nullable=True),
        sa.Column("logo_width", sa.Integer(), nullable=True),
        sa.Column("logo_height", sa.Integer(), nullable=True),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporter")),
        sa.UniqueConstraint("logo_token", name=op.f("uq_supporter_logo_token")),
    )
    for name in WITH_TEXTS:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("press", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go down."""
    for name in WITH_TEXTS:
        with op.batch_alter_table(name) as table:
            table.drop_column("press")
    op.drop_table("supporter")
    op.drop_table("milestone")
