"""Senders ask for changes, answer questions, and mend photos that were not published.

Revision: 0011, after: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("geoname_id", sa.Integer()),
        sa.Column("day", sa.Date()),
        sa.Column("credit", sa.String(80)),
        sa.Column("caption", sa.Text()),
        sa.Column("statue", sa.String(120)),
        sa.Column("cover", sa.Text()),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["photo.id"],
            name=op.f("fk_proposal_photo_id_photo"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("photo_id", name=op.f("uq_proposal_photo_id")),
    )
    no = sa.Column("asks_cover", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("photo", no)
    for name in ("question", "answer"):
        op.add_column("photo", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("submission") as submission:
        submission.add_column(sa.Column("after_id", sa.Integer()))
        submission.create_foreign_key(
            op.f("fk_submission_after_id_submission"), "submission", ["after_id"], ["id"]
        )
        submission.create_index(op.f("ix_submission_after_id"), ["after_id"])


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("submission") as submission:
        submission.drop_index(op.f("ix_submission_after_id"))
        submission.drop_constraint(
            op.f("fk_submission_after_id_submission"), type_="foreignkey"
        )
        submission.drop_column("after_id")
    for name in ("asks_cover", "question", "answer"):
        op.drop_column("photo", name)
    op.drop_table("proposal")
