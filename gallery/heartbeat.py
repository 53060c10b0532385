"""A process says every few seconds that it is there, and what it counted so far."""

import secrets
from contextlib import suppress
from threading import Event, Thread

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from gallery.db import unit_of_work
from gallery.journey.watching import EVERY, note_process
from gallery.models import Kind
from gallery.toolbox import Toolbox


def begin_to_beat(app: Flask, kind: Kind) -> None:
    """Beat in a thread of its own until the process ends; call it after any fork."""
    tools: Toolbox = app.extensions["toolbox"]
    tools.measures.forget()
    mark = secrets.token_hex(8)
    Thread(target=_beat_on, args=(app, mark, kind), name="heartbeat", daemon=True).start()


def beat(app: Flask, mark: str, kind: Kind) -> None:
    """Say once that a process is there; where nobody can be told, the next time will do."""
    tools: Toolbox = app.extensions["toolbox"]
    with app.app_context(), suppress(SQLAlchemyError), unit_of_work():
        note_process(mark, kind, tools=tools)


def _beat_on(app: Flask, mark: str, kind: Kind) -> None:
    """Beat for ever."""
    pause = Event()
    while True:
        beat(app, mark, kind)
        pause.wait(EVERY.total_seconds())
