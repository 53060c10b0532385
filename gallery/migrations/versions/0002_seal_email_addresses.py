"""Seal the e-mail addresses of accounts and invitations.

Revision: 0002, after: 0001
"""

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FINDING, READING = "e-mail of an account", "sealed e-mail"


def upgrade() -> None:
    """Go up."""
    op.add_column("account", sa.Column("email_hash", sa.String(length=64)))
    op.add_column("account", sa.Column("email_sealed", sa.Text()))
    op.add_column("invitation", sa.Column("email_sealed", sa.Text()))
    _seal()
    with op.batch_alter_table("account") as account:
        account.drop_constraint(op.f("uq_account_email"), type_="unique")
        account.drop_column("email")
        account.alter_column("email_hash", existing_type=sa.String(length=64), nullable=False)
        account.alter_column("email_sealed", existing_type=sa.Text(), nullable=False)
        account.create_unique_constraint(op.f("uq_account_email_hash"), ["email_hash"])
    with op.batch_alter_table("invitation") as invitation:
        invitation.drop_column("email")


def downgrade() -> None:
    """Go down."""
    op.add_column("account", sa.Column("email", sa.String(length=254)))
    op.add_column("invitation", sa.Column("email", sa.String(length=254)))
    _unseal()
    with op.batch_alter_table("account") as account:
        account.drop_constraint(op.f("uq_account_email_hash"), type_="unique")
        account.drop_column("email_hash")
        account.drop_column("email_sealed")
        account.alter_column("email", existing_type=sa.String(length=254), nullable=False)
        account.create_unique_constraint(op.f("uq_account_email"), ["email"])
    with op.batch_alter_table("invitation") as invitation:
        invitation.drop_column("email_sealed")


def _seal() -> None:
    """Encrypt what stands there; of used invitations nothing is kept."""
    keys = current_app.extensions["toolbox"].keys
    for number, email in _rows("SELECT id, email FROM account"):
        change = "UPDATE account SET email_hash = :hash, email_sealed = :sealed WHERE id = :id"
        values = {"hash": keys.hash(FINDING, email), "sealed": keys.seal(READING, email)}
        op.get_bind().execute(sa.text(change), {"id": number, **values})
    for number, email in _rows("SELECT id, email FROM invitation WHERE NOT used"):
        change = "UPDATE invitation SET email_sealed = :sealed WHERE id = :id"
        sealed = keys.seal(READING, email) if email else None
        op.get_bind().execute(sa.text(change), {"id": number, "sealed": sealed})


def _unseal() -> None:
    """Decrypt what stands there."""
    keys = current_app.extensions["toolbox"].keys
    for table in ("account", "invitation"):
        wanted = f"SELECT id, email_sealed FROM {table} WHERE email_sealed IS NOT NULL"
        for number, sealed in _rows(wanted):
            change = f"UPDATE {table} SET email = :email WHERE id = :id"
            values = {"id": number, "email": keys.unseal(READING, sealed)}
            op.get_bind().execute(sa.text(change), values)


def _rows(wanted: str) -> list[tuple[int, str]]:
    """Read rows as they are now."""
    return [tuple(row) for row in op.get_bind().execute(sa.text(wanted))]
