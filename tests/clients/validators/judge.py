"""Feeds by two parsers that others wrote, linked data by another two: ``judge.py FOLDER``.

Runs in an environment of its own (requirements.txt here). Prints a line for each fault.
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import atoma
import extruct
import feedparser
from pyld import jsonld

SCHEMA = "https://schema.org/"
LICENCE = ("license", "acquireLicensePage", "creditText", "creator", "copyrightNotice")
KNOWN = {  # of JSON Feed 1.1: names and types, of the feed and of an item
    "feed": {
        "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str,
        "user_comment": str, "next_url": str, "icon": str, "favicon": str, "authors": list,
        "language": str, "expired": bool, "hubs": list, "items": list,
    },
    "item": {
        "id": str, "url": str, "external_url": str, "title": str, "content_html": str,
        "content_text": str, "summary": str, "image": str, "banner_image": str,
        "date_published": str, "date_modified": str, "authors": list, "tags": list,
        "language": str, "attachments": list,
    },
}  # fmt: skip


def main() -> int:
    """Judge every file of a folder; 1 when anything is wrong."""
    folder, faults, counts = Path(sys.argv[1]), 0, dict.fromkeys(JUDGES, 0)
    for path in sorted(folder.iterdir()):
        judge = JUDGES.get(path.suffix)
        for fault in judge(path) if judge else ():
            print(f"{path.name}: {fault}")
            faults += 1
        if judge:
            counts[path.suffix] += 1
    print(f"{counts}: {faults} faults")
    return int(faults > 0)


def judge_atom(path: Path) -> Iterator[str]:
    """Read a feed by feedparser and by atoma, which is strict, and hold it to RFC 4287."""
    found = feedparser.parse(path.read_bytes())
    if found.bozo or found.version != "atom10":
        yield f"feedparser: {found.version}, {found.get('bozo_exception')}"
    try:
        strict = atoma.parse_atom_bytes(path.read_bytes())
    except Exception as error:
        yield f"atoma: {error!r}"
        return
    ids = [each.get("id") for each in found.entries]
    if ids != [each.id_ for each in strict.entries]:
        yield "the parsers read different entries"
    if len(set(ids)) != len(ids):
        yield "an id comes twice"
    if not any(each.get("rel") == "self" for each in found.feed.get("links", [])):
        yield "no link to itself"
    for each in found.entries:
        yield from judge_entry(each)


def judge_entry(each: Any) -> Iterator[str]:
    """Hold an entry to RFC 4287, section 4.1.2, and to Media RSS."""
    for name in ("id", "title", "link", "updated_parsed", "published_parsed", "author", "summary"):
        if not each.get(name):
            yield f"{each.get('id')}: no {name}"
    if each.get("updated", "") < each.get("published", ""):
        yield f"{each.get('id')}: changed before it was published"
    if not any(media["url"].startswith("http") for media in each.get("media_content", [])):
        yield f"{each.get('id')}: no picture"


def judge_json(path: Path) -> Iterator[str]:
    """Hold a feed to JSON Feed 1.1; atoma reads it, too."""
    feed = json.loads(path.read_bytes())
    try:
        read = atoma.parse_json_feed_bytes(path.read_bytes())
    except Exception as error:
        yield f"atoma: {error!r}"
        return
    if [each.id_ for each in read.items] != [each["id"] for each in feed["items"]]:
        yield "the parser reads other items"
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "not version 1.1"
    yield from judge_names(feed, "feed")
    for each in feed["items"]:
        yield from judge_names(each, "item")
        if not ("content_html" in each or "content_text" in each):
            yield f"{each['id']}: no content"
        for name in ("date_published", "date_modified"):
            if not datetime.fromisoformat(each[name].replace("Z", "+00:00")).tzinfo:
                yield f"{each['id']}: {name} is no instant (RFC 3339)"


def judge_names(found: dict[str, Any], what: str) -> Iterator[str]:
    """Yield fields that JSON Feed does not know, or knows otherwise."""
    for name, value in found.items():
        is_own = re.fullmatch(r"_[A-Za-z][^.]*", name) and isinstance(value, dict)
        if not is_own and not isinstance(value, KNOWN[what].get(name, ())):
            yield f"{name} of {what}: {value!r:.60}"
        if name.endswith("url") and not str(value).startswith("http"):
            yield f"{name} of {what} is no whole address"


def judge_page(path: Path) -> Iterator[str]:
    """Take the linked data out of a page with extruct, and expand it as JSON-LD 1.1 says."""
    text = path.read_text()
    found = extruct.extract(text, syntaxes=["json-ld"], errors="strict")["json-ld"]
    if len(found) != text.count("application/ld+json"):
        yield "not all of the linked data can be read"
    for thing in things_in(jsonld.expand(found, {"documentLoader": the_context})):
        kinds = [each.removeprefix(SCHEMA) for each in thing.get("@type", [])]
        if "ImageObject" in kinds:
            missing = [each for each in LICENCE if not thing.get(SCHEMA + each)]
            yield from (f"a picture without {each}" for each in missing)


def the_context(_address: str, _options: object) -> dict[str, Any]:
    """Stand for schema.org's own context, which would have to be asked for."""
    context = {
        "@vocab": SCHEMA,
        "license": {"@type": "@id"},
        "acquireLicensePage": {"@type": "@id"},
    }
    document = {"@context": context}
    return {"contextUrl": None, "documentUrl": SCHEMA, "document": document}


def things_in(data: object) -> Iterator[dict[str, Any]]:
    """Yield everything that is described."""
    if isinstance(data, dict):
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from things_in(each)


JUDGES = {".atom": judge_atom, ".json": judge_json, ".html": judge_page}

if __name__ == "__main__":
    sys.exit(main())
