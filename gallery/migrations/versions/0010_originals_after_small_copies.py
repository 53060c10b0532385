"""Originals may take the place of small copies that came before them.

Revision: 0010, after: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up; without making SQLite's table of photos anew, which triggers look at."""
    for table in ("upload", "photo"):
        op.add_column(table, sa.Column("original_token", sa.String(32), nullable=True))
    op.create_index("ix_upload_original_token", "upload", ["original_token"])
    op.create_index("ix_photo_original_token", "photo", ["original_token"], unique=True)


def downgrade() -> None:
    """Go down."""
    for table in ("upload", "photo"):
        op.drop_index(f"ix_{table}_original_token", table)
        op.drop_column(table, "original_token")
