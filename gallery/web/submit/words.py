"""Words and numbers of a form, made fit to be kept and shown."""

import unicodedata


def clean(text: str, *, longest: int) -> str:
    """Keep what can be seen of a text, in one line, at most so many characters."""
    seen = (" " if each.isspace() else each for each in unicodedata.normalize("NFC", text))
    kept = "".join(each for each in seen if unicodedata.category(each)[0] != "C")
    return " ".join(kept.split())[:longest]


def read_number(text: str) -> int | None:
    """Read a number of the house's own; anything else is nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
