"""Two people approve a sensitive photo, and moderators may mark one as sensitive.

Revision: 0019, after: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

FIRST = "fk_photo_approved_first_by_id_account"


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("photo") as photo:
        photo.add_column(sa.Column("mark", sa.String(length=12)))
        photo.add_column(sa.Column("approved_first_by_id", sa.Integer()))
        photo.add_column(sa.Column("approved_first_on", sa.Integer()))
        photo.create_foreign_key(FIRST, "account", ["approved_first_by_id"], ["id"])


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("photo") as photo:
        photo.drop_constraint(FIRST, type_="foreignkey")
        for name in ("approved_first_on", "approved_first_by_id", "mark"):
            photo.drop_column(name)
