"""The log of decisions and the way to an original, with something on them."""

from dataclasses import replace
from typing import Any

from gallery.journey.logbook import Wanted
from gallery.web.office.audit import ActRow
from tests.looks.given import Page

ROW = ActRow(
    12_404, "Rejected", "A child can be recognised", "Mira", "18/12/2010, 17:04", 1204,
    "", "/office/audit/?photo=1204", "/review/p4",
)  # fmt: skip
ROWS = [
    ROW,
    replace(ROW, number=12_403, what="Original looked at", why="To see something small"),
    replace(ROW, number=12_402, what="More covering asked for", why="", who="Its sender",
            when="18 December 2010", photo=98, photo_url=""),
    replace(ROW, number=12_401, what="Approved by the first of two", why="", who="Jonas"),
    replace(ROW, number=12_400, what="Log downloaded", why="A part, 1,204 lines", who="Olga",
            photo=0, about="Show these lines", acts_url="/office/audit/?person=1", photo_url=""),
    replace(ROW, number=12_399, what="Role changed", why="trainee → moderator", who="Olga",
            photo=0, about="Jonas", acts_url="/office/people/2/", photo_url=""),
    replace(ROW, number=12_398, what="Somebody invited", why="moderator · Lithuania", who="Olga",
            photo=0, about="Invitation 1f93ac07", acts_url="", photo_url=""),
]  # fmt: skip


def log_page(**said: Any) -> dict[str, Any]:
    """The log."""
    given = {
        "rows": ROWS, "wanted": Wanted(), "is_whole": True, "keep_url": "/office/audit/log.csv",
        "older": "/office/audit/?before=12401", "total": 12_404,
        "years": [("2009", 1204, [("Approved", 1100), ("Rejected", 104)])],
        "acts": [("approve", "Approved"), ("reject", "Rejected")],
        "people": [(0, "Without an account"), (1, "Mira")], "editions": [(1, "December 2010")],
    }  # fmt: skip
    return {**given, **said}


LOG: dict[str, Page] = {
    "office-audit": ("office/audit.html", log_page),
    "office-audit-photo": (
        "office/audit.html",
        lambda: log_page(
            wanted=Wanted(photo_id=98), is_whole=False, rows=ROWS[2:3], older="", years=[]
        ),
    ),
    "office-audit-nothing": ("office/audit.html", lambda: log_page(rows=[], older="", years=[])),
    "review-original": (
        "review/original.html",
        {
            "public_id": "p19",
            "reason": "detail",
            "asked": "",
            "error": "This is not your present password.",
        },
    ),
}
