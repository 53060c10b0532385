"""How the dark room and its caller write to each other: JSON and bytes, never pickle.

What comes out of the dark room was made by a child that read a stranger's file: it is parsed as
data, checked, and can run nothing.
"""

import json
import struct
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from gallery.images.developing import Developed, Examination
from gallery.images.facts import Facts
from gallery.images.renditions import Rendition

LENGTH = struct.Struct(">I")


def pack(head: dict[str, Any], blobs: Iterable[bytes] = ()) -> bytes:
    """Return a letter: the length of its head, the head as JSON, then the bytes."""
    bodies = list(blobs)
    text = json.dumps({**head, "blobs": [len(body) for body in bodies]}).encode()
    return b"".join((LENGTH.pack(len(text)), text, *bodies))


def unpack(letter: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return head and bytes of a letter; raise ValueError when it is not whole."""
    if len(letter) < LENGTH.size:
        raise ValueError("no letter")
    start = LENGTH.size + LENGTH.unpack_from(letter)[0]
    head = json.loads(letter[LENGTH.size : start])
    bodies = []
    for length in head["blobs"]:
        bodies.append(letter[start : start + length])
        start += length
    if start != len(letter):
        raise ValueError("not whole")
    return head, bodies


def pack_facts(facts: Facts) -> dict[str, Any]:
    """Write facts as JSON can hold them."""
    taken_at = facts.taken_at.isoformat() if facts.taken_at else None
    return {**asdict(facts), "taken_at": taken_at}


def unpack_facts(said: dict[str, Any]) -> Facts:
    """Read facts."""
    known = {each.name: said[each.name] for each in fields(Facts)}
    known["taken_at"] = datetime.fromisoformat(said["taken_at"]) if said["taken_at"] else None
    known["warnings"] = tuple(said["warnings"])
    return Facts(**known)


def pack_examination(seen: Examination) -> bytes:
    """Write an examination."""
    head = {
        "facts": pack_facts(seen.facts),
        "likeness": seen.likeness,
        "previews": _sizes(seen.previews),
        **_look(seen),
    }
    return pack(head, (each.data for each in seen.previews))


def unpack_examination(letter: bytes) -> Examination:
    """Read an examination."""
    head, bodies = unpack(letter)
    return Examination(
        facts=unpack_facts(head["facts"]),
        previews=_renditions(head["previews"], bodies),
        likeness=int(head["likeness"]),
        colour=str(head["colour"]),
        width=int(head["width"]),
        height=int(head["height"]),
    )


def pack_developed(made: Developed) -> bytes:
    """Write what was developed."""
    head = {"renditions": _sizes(made.renditions), **_look(made)}
    return pack(head, (each.data for each in made.renditions))


def unpack_developed(letter: bytes) -> Developed:
    """Read what was developed."""
    head, bodies = unpack(letter)
    return Developed(
        renditions=_renditions(head["renditions"], bodies),
        colour=str(head["colour"]),
        width=int(head["width"]),
        height=int(head["height"]),
    )


def _look(of: Examination | Developed) -> dict[str, Any]:
    """Write what both have."""
    return {"colour": of.colour, "width": of.width, "height": of.height}


def _sizes(renditions: Iterable[Rendition]) -> list[list[Any]]:
    """Write the sizes and formats of renditions."""
    return [[each.width, each.height, each.format] for each in renditions]


def _renditions(sizes: list[list[Any]], bodies: list[bytes]) -> tuple[Rendition, ...]:
    """Read renditions; a format we do not write is not one of ours."""
    made = tuple(
        Rendition(int(width), int(height), kind, body)
        for (width, height, kind), body in zip(sizes, bodies, strict=True)
    )
    if any(each.format not in ("jpg", "avif") for each in made):
        raise ValueError("not our format")
    return made
