"""A process says every few seconds that it is there, and what it counted so far.

A web server looks at the same time whether it should take more photos.
"""

import secrets
from contextlib import suppress
from threading import Event, Thread

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from gallery.db import unit_of_work
from gallery.journey.probing import Prober, is_store_down
from gallery.journey.watching import EVERY, is_backlog_full, note_process
from gallery.models import Kind
from gallery.toolbox import Toolbox


def begin_to_beat(app: Flask, kind: Kind) -> None:
    """Beat in a thread of its own until the process ends; call it after any fork."""
    tools: Toolbox = app.extensions["toolbox"]
    tools.measures.forget()
    Thread(target=_beat_on, args=(app, kind), name="heartbeat", daemon=True).start()


def beat(app: Flask, mark: str, kind: Kind) -> None:
    """Say once that a process is there; where nobody can be told, the next time will do."""
    tools: Toolbox = app.extensions["toolbox"]
    with app.app_context(), suppress(SQLAlchemyError), unit_of_work():
        note_process(mark, kind, tools=tools)


def feel_pressure(app: Flask, prober: Prober) -> None:
    """Say whether more photos should be taken; while the database is away nothing is said."""
    tools: Toolbox = app.extensions["toolbox"]
    with app.app_context(), suppress(SQLAlchemyError):
        is_high = is_store_down(prober, tools=tools) or is_backlog_full(tools=tools)
        tools.pressure.say(is_high=is_high)


def _beat_on(app: Flask, kind: Kind) -> None:
    """Beat for ever."""
    mark, pause, prober = secrets.token_hex(8), Event(), Prober()
    while True:
        beat(app, mark, kind)
        if kind is Kind.WEB:
            feel_pressure(app, prober)
        pause.wait(EVERY.total_seconds())
