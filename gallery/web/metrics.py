"""How the engine does, written for Prometheus (text format 0.0.4), and who may read it."""

import hmac
import shutil
from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from itertools import accumulate

from flask import request

from gallery.journey.watching import Engine
from gallery.measures import BOUNDS, Spread, labels_of
from gallery.models import Kind
from gallery.web.current import split_address, tools

TYPE = "text/plain; version=0.0.4; charset=utf-8"
#: What a proxy says of whom it asks for.
FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
#: What is counted: its labels, and what it is.
COUNTED = {
    "request": (("door", "method", "status"), "requests_total", "Requests answered."),
    "trouble": (("task", "why"), "task_troubles_total", "Tasks put off or failed."),
}
TIMED = {
    "request": (
        ("door",),
        "request_seconds",
        "Until an answer began; of uploads the sender's line is part.",
    ),
    "task": (("task",), "task_seconds", "How long tasks of workers took."),
}


def may_read() -> bool:
    """Whether who asks has the token; without one, whether it is this machine and no proxy on it.

    A proxy asks from this machine, too, for whoever it is in front of: so where anything says that
    there is one, or that the site is public, being here is not enough.
    """
    settings = tools().settings
    if settings.metrics_token:
        said = request.headers.get("Authorization", "").encode()
        return hmac.compare_digest(said, f"Bearer {settings.metrics_token}".encode())
    is_public = settings.proxies > 0 or not _is_here(settings.address)
    is_for_another = any(name in request.headers for name in FORWARDED)
    from_here = _is_here(f"http://[{request.remote_addr}]") or _is_here(
        f"http://{request.remote_addr}"
    )
    return from_here and not is_public and not is_for_another and _is_here(request.host_url)


def write(engine: Engine, parts: dict[str, bool]) -> str:
    """Write all that is known, a line each."""
    return "".join(f"{line}\n" for line in (*_states(engine, parts), *_sums(engine)))


def _states(engine: Engine, parts: dict[str, bool]) -> Iterator[str]:
    """Write how it is now."""
    now, settings = tools().now(), tools().settings
    piles = engine.piles.items()
    yield from _gauge(
        "photos", "Photos in a stage.", [({"stage": s.value}, p.count) for s, p in piles]
    )
    piles = {**engine.piles, **engine.owed}.items()
    ages = [
        ({"stage": stage.value}, (now - pile.oldest).total_seconds() if pile.oldest else 0)
        for stage, pile in piles
    ]
    yield from _gauge("oldest_seconds", "Since when a photo is in a stage.", ages)
    kinds = (Kind.WEB, Kind.WORKER)
    alive = [({"kind": kind.value}, engine.count_alive(kind, now=now)) for kind in kinds]
    yield from _gauge("processes", "Processes seen in the last minute, of all machines.", alive)
    yield from _gauge("tasks_pending", "Tasks that could be run now.", [({}, engine.pending)])
    if engine.swept_at:
        ago = (now - engine.swept_at).total_seconds()
        yield from _gauge("swept_seconds", "Seconds since the last sweep.", [({}, ago)])
    fine = [({"part": name}, int(is_fine)) for name, is_fine in parts.items()]
    yield from _gauge("part_up", "Whether a part answers this process.", fine)
    free = shutil.disk_usage(settings.folder).free
    yield from _gauge("disk_free_bytes", "Room on the disk of this process.", [({}, free)])


def _sums(engine: Engine) -> Iterator[str]:
    """Write what was counted and measured by all processes."""
    for kind, (labels, name, words) in COUNTED.items():
        yield from _head(name, words, "counter")
        for key, count in sorted(engine.sums.counts.items()):
            if (said := _said(key, kind, labels)) is not None:
                yield _line(name, said, count)
    for kind, (labels, name, words) in TIMED.items():
        yield from _head(name, words, "histogram")
        for key, spread in sorted(engine.sums.spreads.items()):
            if (said := _said(key, kind, labels)) is not None:
                yield from _histogram(name, said, spread)


def _said(key: str, kind: str, labels: tuple[str, ...]) -> dict[str, str] | None:
    """Return the labels of what was counted, if it is of a kind."""
    name, *values = labels_of(key)
    if name != kind or len(values) != len(labels):
        return None
    return dict(zip(labels, values, strict=True))


def _gauge(name: str, words: str, values: Iterable[tuple[dict[str, str], float]]) -> Iterator[str]:
    """Write something that goes up and down."""
    yield from _head(name, words, "gauge")
    for labels, value in values:
        yield _line(name, labels, value)


def _histogram(name: str, labels: dict[str, str], spread: Spread) -> Iterator[str]:
    """Write durations: each class counts the ones below it, too."""
    ends = (*map(str, BOUNDS), "+Inf")
    for end, count in zip(ends, accumulate(spread.classes), strict=True):
        yield _line(f"{name}_bucket", {**labels, "le": end}, count)
    yield _line(f"{name}_sum", labels, round(spread.total, 6))
    yield _line(f"{name}_count", labels, spread.count)


def _head(name: str, words: str, kind: str) -> Iterator[str]:
    """Write what comes."""
    yield f"# HELP gallery_{name} {words}"
    yield f"# TYPE gallery_{name} {kind}"


def _line(name: str, labels: dict[str, str], value: float) -> str:
    """Write one value. Labels are words of ours: nothing in them needs to be escaped."""
    said = ",".join(f'{label}="{text}"' for label, text in labels.items())
    return f"gallery_{name}{{{said}}} {value}" if said else f"gallery_{name} {value}"


def _is_here(address: str) -> bool:
    """Whether an address leads to this machine alone."""
    name = split_address(address).hostname or ""
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
