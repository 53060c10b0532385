"""What visitors find: the words of published photos, each word once, and which photo has which.

A photo's tokens are no words but the numbers of words, of its city and the like: what is taken out
of a full text index stays readable in it for a while (SQLite before 3.42 knows no secure delete
there), and of a withdrawn photo nothing may stay. A word goes with the last photo that has it.
"""

from sqlalchemy import BigInteger, Connection, ForeignKey, String, Text, event
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from gallery.db import Model

LONGEST_WORD = 40  # letters; of a longer one the beginning counts
#: What the databases keep besides the tables, by triggers or as an index: see ``MADE``.
INDEX = "search_index"
#: By byte, so that the words with one beginning lie together.
_WORD = String(LONGEST_WORD).with_variant(String(LONGEST_WORD, collation="C"), "postgresql")


class SearchWord(Model):
    """A word of published photos, and of how many."""

    __tablename__ = "search_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(_WORD, unique=True)
    photos: Mapped[int] = mapped_column(default=0)


class SearchEntry(Model):
    """What one published photo can be found by. Its ``place`` orders all of them by their days."""

    __tablename__ = "search_entry"

    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(BigInteger, unique=True)
    tokens: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))


#: By dialect: the full text index. SQLite's keeps no text of its own, and neither places nor
#: columns of words (detail=none): it is never asked for phrases.
MADE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5"
        "(tokens, content='', detail=none, columnsize=0, tokenize=ascii)",
        "CREATE TRIGGER search_entry_comes AFTER INSERT ON search_entry BEGIN"
        f" INSERT INTO {INDEX} (rowid, tokens) VALUES (new.place, new.tokens); END",
        "CREATE TRIGGER search_entry_goes AFTER DELETE ON search_entry BEGIN"
        f" INSERT INTO {INDEX} ({INDEX}, rowid, tokens)"
        " VALUES ('delete', old.place, old.tokens); END",
    ),
    "postgresql": (f"CREATE INDEX {INDEX} ON search_entry USING gin (tokens)",),
}


@event.listens_for(SearchEntry.__table__, "after_create")
def _make_index(_table: object, connection: Connection, **_said: object) -> None:
    """Make the full text index with the table, as the migration does."""
    for statement in MADE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def is_kept_by_us(name: str | None, kind: str, _parents: object) -> bool:
    """Whether the models know a table or an index: the full text index is none of theirs."""
    return not (kind in ("table", "index") and (name or "").startswith(INDEX))
