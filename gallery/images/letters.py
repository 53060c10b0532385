"""How the dark room and its caller write to each other: JSON and bytes, never pickle.

What comes out of the dark room was made by a child that read a stranger's file: it is parsed as
data, checked, and can run nothing.
"""

import json
import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple, get_type_hints

from gallery.errors import REFUSALS, Refused
from gallery.images.covers import Box
from gallery.images.developing import Developed, Examination
from gallery.images.facts import Facts
from gallery.images.heads import MOST as MOST_HEADS
from gallery.images.renditions import Rendition
from gallery.images.sketch import EDGE, Sketch

LENGTH = struct.Struct(">I")
MOST_PIXELS = 1 << 20  # of an edge
ALL = 1 + 1e-9  # of a picture's width or height, with the noise of adding fractions
#: What the bytes of a format look like: a file that says another thing is not one we wrote.
LOOKS = {"jpg": re.compile(rb"\xff\xd8\xff"), "avif": re.compile(rb"....ftypavif", re.DOTALL)}
COLOUR = re.compile("#[0-9a-f]{6}")


class Order(NamedTuple):
    """What is to be done with a file: a work by its name, and where to cover and cut."""

    work: str
    covers: Sequence[Box] = ()
    crop: Box | None = None


class Ending(NamedTuple):
    """How a child ended: by which limit, if by one, after how many seconds of CPU, with how much
    memory at most (KiB, as getrusage(2) counts it).
    """

    limit: str | None  # cpu, memory, wall; crash; killed: by another, most likely the kernel
    cpu: float
    memory: int


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


def pack_order(order: Order) -> bytes:
    """Write an order."""
    return pack(order._asdict())


def unpack_order(letter: bytes) -> Order:
    """Read an order."""
    head, _ = unpack(letter)
    crop = Box(*head["crop"]) if head["crop"] else None
    return Order(head["work"], [Box(*each) for each in head["covers"]], crop)


def pack_ending(ending: Ending) -> bytes:
    """Write how a child ended."""
    return pack(ending._asdict())


def unpack_ending(letter: bytes) -> Ending:
    """Read how a child ended."""
    head, _ = unpack(letter)
    return Ending(head["limit"], head["cpu"], head["memory"])


def pack_refusal(refusal: Refused) -> bytes:
    """Write a refusal; its values are numbers and short words of our own."""
    return pack({"refused": refusal.key, "values": refusal.values})


def unpack_answer(letter: bytes) -> bytes:
    """Return an answer as it came; raise Refused when it is a refusal."""
    head, _ = unpack(letter)
    if "refused" in head:
        if head["refused"] not in REFUSALS:
            raise ValueError("not a reason")
        raise Refused(
            head["refused"], **{str(name): value for name, value in head["values"].items()}
        )
    return letter


def pack_facts(facts: Facts) -> bytes:
    """Write facts."""
    return pack({"facts": _said(facts)})


def unpack_facts(letter: bytes) -> Facts:
    """Read facts."""
    return _facts(unpack(letter)[0]["facts"])


def pack_previews(previews: Sequence[Rendition]) -> bytes:
    """Write previews."""
    return pack({"renditions": _sizes(previews)}, (each.data for each in previews))


def unpack_previews(letter: bytes) -> tuple[Rendition, ...]:
    """Read previews."""
    head, bodies = unpack(letter)
    return _renditions(head["renditions"], bodies)


def pack_sketch(drawn: Sketch) -> bytes:
    """Write a sketch."""
    return pack({"width": drawn.width, "height": drawn.height}, [drawn.cells])


def unpack_sketch(letter: bytes) -> Sketch:
    """Read a sketch."""
    head, (cells,) = unpack(letter)
    width, height = (_whole(head[name], below=MOST_PIXELS) for name in ("width", "height"))
    if not width or not height or len(cells) != EDGE * EDGE:
        raise ValueError("not a sketch")
    return Sketch(width, height, cells)


def pack_examination(seen: Examination) -> bytes:
    """Write an examination."""
    head = {"facts": _said(seen.facts), "likeness": seen.likeness, "heads": seen.heads}
    head |= _look(seen, seen.previews)
    return pack(head, (*(each.data for each in seen.previews), seen.small))


def unpack_examination(letter: bytes) -> Examination:
    """Read an examination."""
    head, (*bodies, small) = unpack(letter)
    return Examination(
        facts=_facts(head["facts"]),
        previews=_renditions(head["renditions"], bodies),
        likeness=_whole(head["likeness"], below=1 << 64),
        colour=_colour(head["colour"]),
        width=_whole(head["width"], below=MOST_PIXELS),
        height=_whole(head["height"], below=MOST_PIXELS),
        small=small,
        heads=_boxes(head["heads"]),
    )


def pack_developed(made: Developed) -> bytes:
    """Write what was developed."""
    return pack(_look(made, made.renditions), (each.data for each in made.renditions))


def unpack_developed(letter: bytes) -> Developed:
    """Read what was developed."""
    head, bodies = unpack(letter)
    return Developed(
        renditions=_renditions(head["renditions"], bodies),
        colour=_colour(head["colour"]),
        width=_whole(head["width"], below=MOST_PIXELS),
        height=_whole(head["height"], below=MOST_PIXELS),
    )


def _look(of: Examination | Developed, renditions: Sequence[Rendition]) -> dict[str, Any]:
    """Write what both have."""
    return {
        "colour": of.colour,
        "width": of.width,
        "height": of.height,
        "renditions": _sizes(renditions),
    }


def _sizes(renditions: Iterable[Rendition]) -> list[list[Any]]:
    """Write the sizes and formats of renditions."""
    return [[each.width, each.height, each.format] for each in renditions]


def _renditions(sizes: list[list[Any]], bodies: list[bytes]) -> tuple[Rendition, ...]:
    """Read renditions; bytes that do not look like their format are not ours."""
    made = []
    for (width, height, kind), body in zip(sizes, bodies, strict=True):
        if kind not in LOOKS or not LOOKS[kind].match(body):
            raise ValueError("not our format")
        edges = _whole(width, below=MOST_PIXELS), _whole(height, below=MOST_PIXELS)
        made.append(Rendition(*edges, kind, body))
    return tuple(made)


def _said(facts: Facts) -> dict[str, Any]:
    """Write facts as JSON can hold them."""
    taken_at = facts.taken_at.isoformat() if facts.taken_at else None
    return {**asdict(facts), "taken_at": taken_at}


def _facts(said: dict[str, Any]) -> Facts:
    """Read facts; each must be of the type that Facts declares."""
    known: dict[str, Any] = dict(said)
    known["taken_at"] = datetime.fromisoformat(said["taken_at"]) if said["taken_at"] else None
    known["warnings"] = tuple(str(each) for each in said["warnings"])
    for name, declared in get_type_hints(Facts).items():
        if name != "warnings" and not isinstance(known[name], declared):
            raise ValueError(name)
    return Facts(**known)


def _boxes(said: list[list[float]] | None) -> tuple[Box, ...] | None:
    """Read boxes; each lies inside the picture."""
    if said is None:
        return None
    boxes = tuple(Box(*(float(side) for side in each)) for each in said)
    inside = (
        0 <= left < left + wide <= ALL and 0 <= top < top + high <= ALL
        for left, top, wide, high in boxes
    )
    if len(boxes) > MOST_HEADS or not all(inside):
        raise ValueError("not such boxes")
    return boxes


def _whole(number: object, *, below: int) -> int:
    """Read a whole number that is not negative."""
    if not isinstance(number, int) or not 0 <= number < below:
        raise ValueError("not such a number")
    return number


def _colour(text: object) -> str:
    """Read a colour as CSS writes it."""
    if not isinstance(text, str) or not COLOUR.fullmatch(text):
        raise ValueError("not a colour")
    return text
