"""How the log is written: JSON, a line for each thing that happened; on a terminal plain words.

A line tells what happened, to which photo, at which door: nobody's name, address or capability. So
only what is listed here may stand beside its words, and of what went wrong it tells kind and place
but no message: a database's names the values that it refused.
"""

import logging
import sys
import threading
from collections.abc import Iterator, MutableMapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import Processor

AUTOMATIC, JSON, TEXT = "", "json", "text"
STYLES = (AUTOMATIC, JSON, TEXT)
#: What may be said beside the words of a line.
FIELDS = ("task", "number", "method", "route", "status", "seconds", "part")
OURS = ("gallery", "uploads_worker")
DEPTH = 12  # innermost places that are named of what went wrong

Line = MutableMapping[str, Any]


def write_log(style: str = AUTOMATIC, *, stream: TextIO | None = None) -> None:
    """Write what ours tell and others warn of to a stream, from now on."""
    stream = stream or sys.stderr
    is_json = style == JSON or (style == AUTOMATIC and not stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.name = "gallery"  # there is one of that name
    handler.setFormatter(_formatter(is_json=is_json))
    root = logging.getLogger()
    root.handlers[:] = [each for each in root.handlers if each.name != handler.name] + [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    if is_json:
        sys.excepthook = _tell_end
        threading.excepthook = lambda died: _tell_end(
            died.exc_type, died.exc_value or died.exc_type(), died.exc_traceback
        )


def during(**fields: object) -> AbstractContextManager[None]:
    """Let every line that is written meanwhile say this, too."""
    return structlog.contextvars.bound_contextvars(**fields)


def _formatter(*, is_json: bool) -> logging.Formatter:
    """Return what makes a line of what a logger was told."""
    first: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(allow=FIELDS),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if is_json:
        last += [_tell_places, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        last.append(structlog.dev.ConsoleRenderer(colors=False))
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=first, processors=last)


def _tell_places(_logger: object, _method: str, line: Line) -> Line:
    """Tell of what went wrong its kind and places, from the cause outwards, and no message."""
    went = line.pop("exc_info", None)
    if isinstance(went, tuple) and went[1] is not None:
        line["exception"] = [
            {"type": type(each).__qualname__, "at": list(_places(each.__traceback__))}
            for each in _chain(went[1])
        ]
    line.pop("stack_info", None)
    return line


def _chain(error: BaseException | None) -> list[BaseException]:
    """Return what went wrong, the first cause first."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found[::-1]


def _places(trace: TracebackType | None) -> Iterator[str]:
    """Yield file, line and function, the innermost last."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    yield from found[-DEPTH:]


def _tell_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of what nobody caught as of all else."""
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger("gallery").critical("ended by itself", exc_info=(kind, error, trace))
