"""Organisers word the reasons for which photos are rejected, and moderators add a note.

Revision: 0030, after: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

WORDING = "fk_photo_reason_wording_id_reason_wording"


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "reason_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("mend", sa.String(length=10), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason_wording")),
    )
    op.create_table(
        "reason",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("wording_id", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["wording_id"],
            ["reason_wording.id"],
            name=op.f("fk_reason_wording_id_reason_wording"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reason")),
    )
    with op.batch_alter_table("photo") as photo:
        photo.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        photo.add_column(sa.Column("reason_wording_id", sa.Integer()))
        photo.create_foreign_key(WORDING, "reason_wording", ["reason_wording_id"], ["id"])


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("photo") as photo:
        photo.drop_constraint(WORDING, type_="foreignkey")
        photo.drop_column("reason_wording_id")
        photo.drop_column("note")
    op.drop_table("reason")
    op.drop_table("reason_wording")
