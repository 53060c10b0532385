"""Frames on partners' pages: on which sites they may stand, and how often they were asked for.

The key in a frame's address says whose page it is on. Numbers are kept by day, never who looked.
"""

import logging
from collections import Counter
from datetime import date, datetime, timedelta
from threading import Lock

from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from gallery import partners
from gallery.db import unit_of_work
from gallery.web.current import tools

log = logging.getLogger(__name__)

PARAMETER = "partner"
SHOWN = (200, 304)
EVERY = timedelta(seconds=30)  # between two notes of this process: a frame costs no write
MOST_KEYS = 1_000  # in memory: anybody can write an address


class FrameCounts:
    """What this process has counted since it last wrote it down."""

    def __init__(self) -> None:
        self._counted: Counter[tuple[str, date]] = Counter()
        self._since: datetime | None = None
        self._lock = Lock()

    def add(self, key: str, *, now: datetime) -> dict[tuple[str, date], int]:
        """Count a frame; return everything counted when it is time to write it down."""
        with self._lock:
            if len(self._counted) < MOST_KEYS:
                self._counted[key, now.date()] += 1
            self._since = self._since or now
            if now - self._since < EVERY:
                return {}
            counted, self._counted, self._since = dict(self._counted), Counter(), None
            return counted


def count_frames(pages: Blueprint) -> None:
    """Count the frames that are shown with a partner's key, kept ones too."""
    pages.after_request(_count)


def ancestors() -> str:
    """Return the sites on which the frame that is asked for may stand."""
    key = request.args.get(PARAMETER, "")
    partner = partners.find_partner_by_key(key) if key else None
    if partner and partner.origins:
        return " ".join(partner.origins)
    return tools().settings.embed_ancestors


def _count(response: Response) -> Response:
    """Count a frame, and write down what was counted from time to time."""
    key = request.args.get(PARAMETER, "")
    if not key or request.method != "GET" or response.status_code not in SHOWN:
        return response
    counts: FrameCounts = current_app.extensions.setdefault("frame_counts", FrameCounts())
    if counted := counts.add(key, now=tools().now()):
        _write_down(counted)
    return response


def _write_down(counted: dict[tuple[str, date], int]) -> None:
    """Write down what was counted; a database that cannot now costs the numbers, never a frame."""
    try:
        with unit_of_work(tools().queue.send):
            partners.count_frames(counted)
    except SQLAlchemyError:
        log.warning("frames of partners were not counted: the database took nothing")
