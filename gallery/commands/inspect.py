"""``gallery inspect FILE… --json``: say what the worker reads from photo files."""

import json
from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from config import read_settings
from gallery.commands.here import build_gazetteer, writable
from gallery.errors import GalleryError, Refused
from gallery.images.darkroom import DarkRoom
from gallery.images.facts import Facts, read_facts
from gallery.places.cities import Cities, City, slugify

FAR_KM = 60


def declare(parser: ArgumentParser) -> None:
    """Take files."""
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object per file and line")


def run(arguments: Namespace) -> None:
    """Print one line per file; no file takes it down."""
    settings = writable(read_settings())
    build_gazetteer(settings)
    cities, dark_room = Cities(settings.cities_file), DarkRoom(required=settings.require_sandbox)
    try:
        for name in arguments.files:
            said = inspect_file(name, dark_room=dark_room, cities=cities)
            print(
                json.dumps(said, ensure_ascii=False) if arguments.json else _plain(said), flush=True
            )
    finally:
        dark_room.close()


def inspect_file(name: str, *, dark_room: DarkRoom, cities: Cities) -> dict[str, object]:
    """Return what is read from one file, and why it would be refused."""
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        return {"file": name, **_facts(read_facts(b""), cities=cities), "refused": error.strerror}
    try:
        facts = dark_room.read(data)
    except GalleryError:
        return {"file": name, **_facts(read_facts(b""), cities=cities), "refused": "too-hard"}
    return {
        "file": name,
        **_facts(facts, cities=cities),
        "refused": _refusal(data, dark_room=dark_room),
    }


def zone_offset(moment: datetime, timezone: str) -> str | None:
    """Return the offset of a zone at a local wall clock, as ``+02:00``."""
    try:
        offset = moment.replace(tzinfo=ZoneInfo(timezone)).strftime("%z")
    except (ZoneInfoNotFoundError, ValueError):
        return None
    return f"{offset[:3]}:{offset[3:5]}"


def _facts(facts: Facts, *, cities: Cities) -> dict[str, object]:
    """Return the facts in the order and the words of the promise."""
    near = None
    if facts.lat is not None and facts.lon is not None:
        near = cities.nearest(facts.lat, facts.lon, within_km=FAR_KM)
    inferred = facts.offset_inferred
    if facts.taken_at and not facts.offset and not inferred and near:
        inferred = zone_offset(facts.taken_at, near[0].timezone)
    return {
        "format": facts.format,
        "width": facts.width,
        "height": facts.height,
        "orientation": facts.orientation,
        "taken_at": facts.taken_at.isoformat(timespec="seconds") if facts.taken_at else None,
        "offset": facts.offset,
        "offset_inferred": inferred,
        "taken_from": facts.taken_from,
        "lat": facts.lat,
        "lon": facts.lon,
        "city": _city(near),
        "warnings": list(facts.warnings),
    }


def _city(near: tuple[City, float] | None) -> dict[str, object] | None:
    """Return the nearest city in short."""
    if near is None:
        return None
    city, km = near
    return {
        "country": city.country,
        "slug": slugify(city.name),
        "name": city.name,
        "km": round(km, 1),
    }


def _refusal(data: bytes, *, dark_room: DarkRoom) -> str | None:
    """Return why the worker would refuse the file."""
    try:
        dark_room.examine(data)
    except Refused as refusal:
        return refusal.key
    except GalleryError:
        return "too-hard"
    return None


def _plain(said: dict[str, object]) -> str:
    """Return one line for people."""
    known = (f"{key}={value}" for key, value in said.items() if key != "file" and value)
    return f"{said['file']}: {', '.join(known)}"
