"""Words of published photos for the visitors' search; ``gallery init`` fills them in.

Revision: 0036, after: 0035
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

WORD = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
TOKENS = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")
INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5"
        "(tokens, content='', detail=none, columnsize=0, tokenize=ascii)",
        "CREATE TRIGGER search_entry_comes AFTER INSERT ON search_entry BEGIN"
        " INSERT INTO search_index (rowid, tokens) VALUES (new.place, new.tokens); END",
        "CREATE TRIGGER search_entry_goes AFTER DELETE ON search_entry BEGIN"
        " INSERT INTO search_index (search_index, rowid, tokens)"
        " VALUES ('delete', old.place, old.tokens); END",
    ),
    "postgresql": ("CREATE INDEX search_index ON search_entry USING gin (tokens)",),
}


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "search_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", WORD, nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_word")),
        sa.UniqueConstraint("word", name=op.f("uq_search_word_word")),
    )
    op.create_table(
        "search_entry",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("tokens", TOKENS, nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["photo.id"],
            name=op.f("fk_search_entry_photo_id_photo"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("place", name=op.f("uq_search_entry_place")),
    )
    for statement in INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Go down."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_entry")
    op.drop_table("search_word")
