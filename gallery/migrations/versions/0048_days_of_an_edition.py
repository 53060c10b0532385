"""The first and the last day of an edition's photos are found at once.

Revision: 0048, after: 0047
"""

from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_index("ix_photo_edition_day", "photo", ["stage", "edition_id", "day"])


def downgrade() -> None:
    """Go down."""
    op.drop_index("ix_photo_edition_day", "photo")
