"""Say what becomes of originals, and which countries are dangerous.

Revision: 0008, after: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEPT, NO, LISTED = sa.text("'kept'"), sa.false(), sa.text("""'["by", "ru"]'""")
NONE = sa.text("0")
COLUMNS = (
    ("campaign", sa.Column("listed_countries", sa.JSON(), nullable=False, server_default=LISTED)),
    ("photo", sa.Column("original", sa.String(12), nullable=False, server_default=KEPT)),
    ("photo", sa.Column("is_burnt_in", sa.Boolean(), nullable=False, server_default=NO)),
    ("action_link", sa.Column("let_go", sa.Integer(), nullable=False, server_default=NONE)),
    ("photo", sa.Column("camera_country", sa.String(2), nullable=True)),
)


def upgrade() -> None:
    """Go up; originals were kept until now.

    Defaults stay: to take them off SQLite would make the table anew, which triggers look at.
    """
    for table, column in COLUMNS:
        op.add_column(table, column)
    op.execute(
        "UPDATE photo SET camera_country ="
        " (SELECT city.country FROM city WHERE city.id = photo.camera_city_id)"
    )


def downgrade() -> None:
    """Go down."""
    for table, column in COLUMNS:
        op.drop_column(table, column.name)
