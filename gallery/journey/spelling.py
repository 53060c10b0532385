"""How a text falls into the words it is found by, in any script; the same for photos and askers."""

import re
from collections.abc import Iterator

from gallery.models.search import LONGEST_WORD
from gallery.places.folding import fold

#: Scripts that leave no space between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
_RUNS = re.compile(f"([{_UNSPACED}]+)")


def split_words(text: str) -> list[str]:
    """Return the words of a text as it is typed, folded; what has no spaces stays one word."""
    parts = (part for word in fold(text).split() for part in _RUNS.split(word))
    return [part[:LONGEST_WORD] for part in parts if part]


def is_unspaced(word: str) -> bool:
    """Whether a word may be several: its script leaves no space between them."""
    return bool(_RUNS.match(word))


def pieces_of(word: str) -> list[str]:
    """Return what has to be there for a word to be there: where no spaces are, its pairs."""
    if not is_unspaced(word) or len(word) < 2:
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]


def indexed_words(*texts: str) -> set[str]:
    """Return all that texts are found by; where no spaces are, pairs and what ends a run."""
    return {piece for text in texts for word in split_words(text) for piece in _indexed(word)}


def _indexed(word: str) -> Iterator[str]:
    """Yield the pieces of one word, so that each sign of an unspaced one begins a piece."""
    yield from pieces_of(word)
    if is_unspaced(word):
        yield word[-1]
