"""Where heads were seen in a photo, to suggest covers.

Revision: 0020, after: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("photo", sa.Column("heads", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Go down."""
    op.drop_column("photo", "heads")
