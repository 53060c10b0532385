"""Groups can ask to start an action.

Revision: 0012, after: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STAGES = ("waiting", "confirmed", "declined")


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "start",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("geoname_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("statue", sa.String(length=120), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(*STAGES, name="startstage", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_start_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["action_link.id"], name=op.f("fk_start_link_id_action_link")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_start_code_hash")),
    )
    op.create_index(op.f("ix_start_stage"), "start", ["stage"])


def downgrade() -> None:
    """Go down."""
    op.drop_table("start")
