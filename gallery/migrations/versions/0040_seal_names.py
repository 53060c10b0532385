"""Seal the names of who works here, and those of groups with a link or who ask for one.

Revision: 0040, after: 0039
"""

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

#: Table, column, its length, and what its key is for.
NAMES = (
    ("account", "name", 80, "name of an account"),
    ("action_link", "organisation", 120, "group of a link"),
    ("start", "organisation", 120, "group that asks"),
)


def upgrade() -> None:
    """Go up."""
    keys = current_app.extensions["toolbox"].keys
    for table, name, _, purpose in NAMES:
        op.add_column(table, sa.Column(f"{name}_sealed", sa.Text()))
        for number, text in _rows(f"SELECT id, {name} FROM {table}"):
            _write(table, f"{name}_sealed", number, keys.seal(purpose, text))
        with op.batch_alter_table(table) as changed:
            changed.drop_column(name)
            changed.alter_column(f"{name}_sealed", existing_type=sa.Text(), nullable=False)


def downgrade() -> None:
    """Go down."""
    keys = current_app.extensions["toolbox"].keys
    for table, name, length, purpose in NAMES:
        op.add_column(table, sa.Column(name, sa.String(length=length)))
        for number, sealed in _rows(f"SELECT id, {name}_sealed FROM {table}"):
            _write(table, name, number, keys.unseal(purpose, sealed))
        with op.batch_alter_table(table) as changed:
            changed.drop_column(f"{name}_sealed")
            changed.alter_column(name, existing_type=sa.String(length=length), nullable=False)


def _rows(wanted: str) -> list[tuple[int, str]]:
    """Read rows as they are now."""
    return [tuple(row) for row in op.get_bind().execute(sa.text(wanted))]


def _write(table: str, name: str, number: int, text: str) -> None:
    """Keep a text in a row."""
    change = sa.text(f"UPDATE {table} SET {name} = :text WHERE id = :id")
    op.get_bind().execute(change, {"text": text, "id": number})
