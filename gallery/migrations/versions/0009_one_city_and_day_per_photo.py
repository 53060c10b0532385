"""Photos keep what their sender said of them alone.

Revision: 0009, after: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CITY = "fk_photo_said_city_id_city"


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("photo") as photo:
        photo.add_column(sa.Column("said_day", sa.Date(), nullable=True))
        photo.add_column(sa.Column("said_city_id", sa.Integer(), nullable=True))
        photo.create_foreign_key(op.f(CITY), "city", ["said_city_id"], ["id"])


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("photo") as photo:
        photo.drop_constraint(op.f(CITY), type_="foreignkey")
        photo.drop_column("said_city_id")
        photo.drop_column("said_day")
