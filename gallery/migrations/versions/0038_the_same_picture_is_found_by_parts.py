"""The same picture is found by a part of its likeness, and a burst by its place in its city.

Revision: 0038, after: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

PARTS = (1, 5, 9, 13)


def upgrade() -> None:
    """Go up."""
    op.drop_index(op.f("ix_photo_city_id_likeness"), table_name="photo")
    for first in PARTS:
        part = sa.text(f"substr(likeness, {first}, 4)")
        op.create_index(f"ix_photo_alike_{first}", "photo", ["city_id", part])
    op.create_index("ix_photo_burst", "photo", ["city_id", "stage", "id"])


def downgrade() -> None:
    """Go down."""
    op.drop_index("ix_photo_burst", table_name="photo")
    for first in PARTS:
        op.drop_index(f"ix_photo_alike_{first}", table_name="photo")
    op.create_index(op.f("ix_photo_city_id_likeness"), "photo", ["city_id", "likeness"])
