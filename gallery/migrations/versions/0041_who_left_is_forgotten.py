"""Since when somebody is kept out, when an account was erased, and when a link was made.

Revision: 0041, after: 0040
"""

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up. What is here already begins today: nobody knows better."""
    today = {"today": current_app.extensions["toolbox"].now().date().isoformat()}
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("left_on", sa.Date(), nullable=True))
        account.add_column(sa.Column("erased_on", sa.Date(), nullable=True))
    out = "UPDATE account SET left_on = CAST(:today AS DATE) WHERE NOT active"
    made = "UPDATE action_link SET made_on = CAST(:today AS DATE)"
    op.add_column("action_link", sa.Column("made_on", sa.Date(), nullable=True))
    for change in (out, made):
        op.get_bind().execute(sa.text(_of_here(change)), today)
    with op.batch_alter_table("action_link") as link:
        link.alter_column("made_on", existing_type=sa.Date(), nullable=False)


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("action_link") as link:
        link.drop_column("made_on")
    with op.batch_alter_table("account") as account:
        account.drop_column("erased_on")
        account.drop_column("left_on")


def _of_here(change: str) -> str:
    """Leave out what SQLite does not know: there days are texts."""
    if op.get_bind().dialect.name == "sqlite":
        return change.replace("CAST(:today AS DATE)", ":today")
    return change
