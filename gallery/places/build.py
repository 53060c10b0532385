"""Turn the committed gazetteer into ``cities.db``, which cities.py asks."""

import hashlib
import lzma
import math
import os
import re
import sqlite3
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gallery.places import folding
from gallery.places.folding import fold

#: The committed source, made by compact.py: GeoNames, CC BY 4.0.
SOURCE = Path(__file__).with_name("cities.tsv.xz")

#: What makes a ``cities.db``: when one of these changes, it is built anew.
_CODE = (Path(__file__), Path(folding.__file__))

#: What a key adds to its city's renown: the name on the map is worth thirty times the people, a
#: word inside a name a thousandth of them.
PRIMARY, INNER = 150, -300
#: Names that Belarusians use and GeoNames leaves out: of Vilnius and of Minsk.
BESIDES = {593116: ("Вільня",), 625144: ("Менск",)}
#: Letters by which two keys of a city count as one name: "вильнюс" and "вильня".
ALIKE = 3

Progress = Callable[[int, int], None]

_TABLES = """
CREATE TABLE city (
    id INTEGER PRIMARY KEY, name TEXT, country TEXT, region TEXT, lat REAL, lon REAL,
    population INTEGER, timezone TEXT, cell INTEGER, region_key TEXT
);
CREATE TABLE name (
    key TEXT, city INTEGER, rank INTEGER, inner_word INTEGER, PRIMARY KEY (key, city)
) WITHOUT ROWID;
CREATE TABLE built (source TEXT);
"""


class _City(NamedTuple):
    """A line of the source."""

    geoname_id: int
    name: str
    country: str
    region: str
    lat: float
    lon: float
    population: int
    timezone: str
    others: tuple[str, ...]


def build_cities(source: Path, target: Path, *, progress: Progress | None = None) -> None:
    """Build ``target`` from ``source``, all or nothing; whoever reads the old file keeps it.

    ``progress`` is called now and then with the number of cities done and of all.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    os.close(handle)
    draft = Path(name)
    try:
        _write(draft, source=source, progress=progress or (lambda _done, _total: None))
        _sync(draft)
        draft.chmod(0o644)
        draft.replace(target)
        _sync(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def is_current(source: Path, target: Path) -> bool:
    """Is ``target`` there and built from this very source by this very code?"""
    if not target.is_file():
        return False
    try:
        with closing(
            sqlite3.connect(f"{target.absolute().as_uri()}?mode=ro", uri=True)
        ) as database:
            built = database.execute("SELECT source FROM built").fetchone()
    except sqlite3.Error:
        return False  # another program's file, or half of ours
    return bool(built == (_fingerprint(source),))


def cell_of(lat: float, lon: float) -> int:
    """Return the number of the one-degree square that holds a point; rows run eastwards."""
    row = min(math.floor(lat) + 90, 179)
    return row * 360 + math.floor(lon + 180) % 360


def _write(draft: Path, *, source: Path, progress: Progress) -> None:
    cities = list(_read(source))
    with closing(sqlite3.connect(draft)) as database:
        # Nothing to lose: the file has no name yet.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(_TABLES)
        database.execute("INSERT INTO built VALUES (?)", (_fingerprint(source),))
        database.executemany(
            "INSERT INTO city VALUES (?,?,?,?,?,?,?,?,?,?)", map(_city_row, cities)
        )
        for column in ("cell", "country", "region_key"):
            database.execute(f"CREATE INDEX city_{column} ON city ({column})")
        names = sorted(_name_rows(cities, progress=progress))
        database.executemany("INSERT INTO name VALUES (?,?,?,?)", names)
        database.commit()
        database.execute("VACUUM")


def _read(source: Path) -> Iterator[_City]:
    with lzma.open(source, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            number, name, country, region, lat, lon, people, zone, others = line[:-1].split("\t")
            names = (*others.split("|"), *BESIDES.get(int(number), ()))
            position = float(lat), float(lon)
            yield _City(int(number), name, country, region, *position, int(people), zone, names)


def _city_row(city: _City) -> tuple[object, ...]:
    return (*city[:8], cell_of(city.lat, city.lon), fold(city.region))


def _name_rows(cities: list[_City], *, progress: Progress) -> Iterator[tuple[object, ...]]:
    for done, city in enumerate(cities, start=1):
        renown = _renown(city)
        for key, bonus in _keys(city).items():
            yield key, city.geoname_id, renown + bonus, bonus < 0
        if done % 1000 == 0 or done == len(cities):
            progress(done, len(cities))


def _renown(city: _City) -> int:
    """Return how likely a city is meant, in hundredths of a power of ten.

    Inhabitants alone would put a district of Shanghai before Minsk; a city that has names in many
    languages is one that people speak of.
    """
    return round(100 * math.log10(city.population + 1) + 50 * math.log10(1 + len(city.others)))


def _keys(city: _City) -> dict[str, int]:
    """Return a city's keys, each with the best that speaks for it.

    The source does not say which of a city's names people use. But the usual one is there in many
    spellings, a former or fanciful one in one: of Vilnius nearly all Cyrillic names begin with
    "вил", of Novosibirsk one of many does.
    """
    names = {fold(name) for name in (city.name, *city.others)} - {""}
    beginnings = Counter(key[:ALIKE] for key in names)
    in_script = Counter(_script(key) for key in names)
    whole = {
        key: round(PRIMARY * beginnings[key[:ALIKE]] / in_script[_script(key)]) for key in names
    }
    whole[fold(city.name)] = PRIMARY
    inner: dict[str, int] = {}
    for key, bonus in whole.items():
        for words in _inner_words(key):
            inner[words] = max(bonus + INNER, inner.get(words, INNER))
    keys = inner | whole
    keys.pop("", None)
    return keys


def _script(key: str) -> str:
    """Return the script of a key: "LATIN", "CYRILLIC", "CJK" …"""
    return _script_of(key[0])


@cache
def _script_of(sign: str) -> str:
    return re.split("[ -]", unicodedata.name(sign, "?"), maxsplit=1)[0]


def _inner_words(key: str) -> Iterator[str]:
    """Yield "de janeiro" and "janeiro" for "rio de janeiro"."""
    words = key.split(" ")
    for start in range(1, len(words)):
        yield " ".join(words[start:])


def _fingerprint(source: Path) -> str:
    made_of = b"".join(path.read_bytes() for path in (source, *_CODE))
    return hashlib.sha256(made_of).hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
