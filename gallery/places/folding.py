"""One key for all ways of writing a name: what people type meets what the gazetteer says."""

import unicodedata

#: What NFKD leaves whole although people type it otherwise; an upper row is read as the lower one.
_BY_HAND = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    # Latin letters with a stroke, and such as other keyboards lack
    **dict(
        zip(
            "łŀøđðɖɗħŧŋɓƙƴıəǝɛɔ",
            "lloddddhtnbkyieeeo",
            strict=True,
        )
    ),
    # Cyrillic letters of one language that the neighbour's keyboard lacks
    **dict(
        zip(
            "ієґѣәөүұқғңһҳҷӕ",
            "иегеаоуукгнххча",
            strict=True,
        )
    ),
    # Arabic, Persian, Urdu and Kurdish keyboards each have their own kaf, yeh and heh
    **dict(
        zip(
            "کیىېةہھە",
            "كيييهههه",
            strict=True,
        )
    ),
    # Apostrophes of every kind, and the signs that stand in for them, are left out
    **dict.fromkeys("'’‘‛`´ʼʻʹʺʽʾʿ′΄׳״ـءӏ", ""),
}


class _Spelling(dict[int, str]):
    """A table for ``str.translate`` that fills itself: letters stay, marks go, else a gap."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kind = unicodedata.category(sign)
        if unicodedata.combining(sign) or kind[0] == "C":
            kept = ""
        else:
            kept = sign if kind[0] in "LNM" else " "  # M: vowel signs of Indic scripts and Thai
        self[code] = kept
        return kept


_SPELLING = _Spelling({ord(sign): kept for sign, kept in _BY_HAND.items()})


def fold(text: str) -> str:
    """Reduce a name to its search key: lower case, no diacritics, single spaces between words.

    "Łódź", "LODZ" and "lodz" have one key. Scripts stay what they are. Hangul comes out as single
    jamo, so that half a syllable already begins a name. May be empty.
    """
    return " ".join(unicodedata.normalize("NFKD", text).casefold().translate(_SPELLING).split())
