"""Whether a password is easy to guess, as Dropbox's zxcvbn estimates it (USENIX Security 2016)."""

from collections.abc import Iterable
from importlib import import_module

LOOKED_AT = 72  # characters: the time of an estimate grows with the square of them
LEAST_SCORE = 3  # of 4: more than a hundred million guesses


def is_easy_to_guess(password: str, *, about: Iterable[str] = ()) -> bool:
    """Whether a password would soon be guessed, knowing such words about its owner."""
    words = [word for each in about for word in (each, *each.replace("@", " ").split()) if word]
    # Loaded for the first password only: its lists of words take 12 MB, and visitors need none.
    found = import_module("zxcvbn").zxcvbn(password[:LOOKED_AT], user_inputs=words)
    return bool(found["score"] < LEAST_SCORE)
