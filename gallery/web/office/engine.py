"""How the engine does: what waits for machines, which of them work, whether all parts answer."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import render_template
from flask_babel import format_timedelta, ngettext
from flask_babel import gettext as _

from gallery.journey.probing import failing
from gallery.journey.watching import SLOW, Engine, Pile, look_at_engine
from gallery.models import Kind, Stage
from gallery.web.current import tools
from gallery.web.health import ask_parts
from gallery.web.office.door import pages
from gallery.web.voice import voice

GIGABYTE, MEGABYTE = 1_000_000_000, 1_048_576


@dataclass(frozen=True)
class Part:
    """A part of the engine, how it does, and whether somebody should look after it."""

    name: str
    words: str
    is_wrong: bool = False


@pages.get("/engine/")
def engine() -> str:
    """Show how the engine does at this moment."""
    found, down = look_at_engine(tools=tools()), failing(ask_parts())
    groups = (
        (_("What machines have to do"), [*_owed(found), _tasks(found)]),
        (_("What works"), [_processes(found, kind) for kind in (Kind.WORKER, Kind.WEB)]),
        (_("What it needs"), [*_parts(down), _disk()]),
    )
    is_wrong = any(part.is_wrong for _name, parts in groups for part in parts)
    return render_template("office/engine.html", groups=groups, is_wrong=is_wrong)


def _owed(found: Engine) -> list[Part]:
    """Say what waits for machines, and since when."""
    names = {
        Stage.RECEIVED: _("Photos to be looked at"),
        Stage.APPROVED: _("Photos to be published"),
        Stage.WITHDRAWN: _("Photos to be erased"),
    }
    return [_pile(name, found.owed[stage]) for stage, name in names.items()]


def _pile(name: str, pile: Pile) -> Part:
    """Say how many, and how long the first of them waits."""
    if pile.oldest is None:
        return Part(name, _("nothing"))
    number = voice().number(pile.count)
    words = _("%(count)s, the oldest came %(ago)s", count=number, ago=_ago(pile.oldest))
    return Part(name, words, is_wrong=tools().now() - pile.oldest > SLOW)


def _tasks(found: Engine) -> Part:
    """Say how long the queue is, and when what was lost was looked for last."""
    name = _("Tasks in the queue")
    words = voice().number(found.pending)
    if found.swept_at is None:
        return Part(name, words)
    told = _("%(count)s; lost ones were looked for %(ago)s", count=words, ago=_ago(found.swept_at))
    return Part(name, told, is_wrong=tools().now() - found.swept_at > SLOW)


def _processes(found: Engine, kind: Kind) -> Part:
    """Say how many processes were seen lately, and when the last one was."""
    now, seen = tools().now(), found.seen[kind]
    alive = found.count_alive(kind, now=now)
    name = _("Workers") if kind is Kind.WORKER else _("Web servers")
    if alive:
        words = ngettext(
            "%(count)s at work", "%(count)s at work", alive, count=voice().number(alive)
        )
        return Part(name, words)
    words = _("none; the last was seen %(ago)s", ago=_ago(seen[0])) if seen else _("none yet")
    return Part(name, words, is_wrong=True)


def _parts(down: list[str]) -> list[Part]:
    """Say which parts answer."""
    names = {
        "database": _("Database"),
        "private-store": _("Store of what is private"),
        "public-store": _("Store of what is published"),
        "queue": _("Queue of tasks"),
        "disk": _("Disk of this server"),
    }
    fine, wrong = _("answers"), _("does not answer")
    return [Part(name, wrong if key in down else fine, key in down) for key, name in names.items()]


def _disk() -> Part:
    """Say how much room there is; below the least no photos are taken."""
    settings = tools().settings
    free = shutil.disk_usage(settings.folder).free
    words = _("%(count)s GB", count=voice().number(round(free / GIGABYTE, 1)))
    return Part(_("Room on it"), words, is_wrong=free < settings.min_free_mb * MEGABYTE)


def _ago(moment: datetime) -> str:
    """Say how long ago something was."""
    span = max(tools().now() - moment, timedelta(seconds=1))
    return str(format_timedelta(-span, threshold=1.5, add_direction=True))
