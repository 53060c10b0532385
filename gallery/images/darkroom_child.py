"""A child of the dark room: leave everything, close the doors, read one file, answer, end."""

import os
from collections.abc import Callable, Mapping
from typing import NamedTuple, NoReturn

from gallery.errors import Refused
from gallery.images import letters, sandbox
from gallery.images.developing import develop, examine, look_closely, preview, sketch
from gallery.images.facts import read_facts
from gallery.images.letters import Order

DONE, FAILED, OUT_OF_MEMORY = 0, 1, 12  # exit statuses

Works = Mapping[str, Callable[[Order, bytes], bytes]]
WORKS: Works = {
    "read": lambda _, data: letters.pack_facts(read_facts(data)),
    "examine": lambda _, data: letters.pack_examination(examine(data)),
    "preview": lambda order, data: letters.pack_previews(
        preview(data, covers=order.covers, crop=order.crop)
    ),
    "look closely": lambda _, data: letters.pack_previews(look_closely(data)),
    "sketch": lambda order, data: letters.pack_sketch(
        sketch(data, covers=order.covers, crop=order.crop)
    ),
    "develop": lambda order, data: letters.pack_developed(
        develop(data, covers=order.covers, crop=order.crop)
    ),
}


class Task(NamedTuple):
    """An order, the descriptor of the file it is about, and that of the pipe for the answer."""

    order: Order
    source: int
    answer: int


def work_as_child(task: Task, works: Works, *, parent: int, strict: bool) -> NoReturn:
    """Be the child, from the fork to the end of the process."""
    status = FAILED
    try:
        _leave_all_but(task.source, task.answer)
        data = os.pread(task.source, os.fstat(task.source).st_size, 0)
        sandbox.close_doors(parent=parent, strict=strict)
        _write(task.answer, _answer(task.order, data, works))
        status = DONE
    except MemoryError:
        status = OUT_OF_MEMORY
    finally:
        os._exit(status)  # nothing of the server's may run in here


def _answer(order: Order, data: bytes, works: Works) -> bytes:
    """Do the work; a refusal is an answer as well."""
    try:
        return works[order.work](order, data)
    except Refused as refusal:
        return letters.pack_refusal(refusal)


def _leave_all_but(*kept: int) -> None:
    """Close every descriptor but these, standard error as well: a codec may write there."""
    first = 0
    for descriptor in sorted(kept):
        os.closerange(first, descriptor)
        first = descriptor + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))


def _write(answer: int, letter: bytes) -> None:
    """Write all of a letter into the pipe."""
    rest = memoryview(letter)
    while rest:
        rest = rest[os.write(answer, rest[: 1 << 20]) :]
