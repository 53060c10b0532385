"""The pages of groups that want to start an action, with something on them."""

from datetime import date
from typing import Any

from gallery.models import Edition, Start, StartStage
from gallery.web.qr_code import draw_qr_code
from tests.looks.given import Page

ADDRESS = "https://example.org/add/k5w2h3j4n6p7q2r3"
EDITIONS = [
    (1, "December 2026", date(2026, 12, 19)),
    (2, "March 2027", date(2027, 3, 16)),
]
SAID: dict[str, str] = {"city": "Tartu", "organisation": "Students of Tartu", "edition_id": "1"}
EDITION = Edition(year=2026, month=12, name="", day=date(2026, 12, 19))


def ask(**said: Any) -> dict[str, Any]:
    """The form."""
    return {"draft": "d", "said": SAID, "editions": EDITIONS, "choices": (), "error": "", **said}


def answer(stage: StartStage, **said: Any) -> dict[str, Any]:
    """What was answered."""
    start = Start(stage=stage, organisation="Students of Tartu", answer="We could not reach you.")
    start.edition = EDITION
    return {
        "code": "maple onion river stone lamp wheat", "start": start, "city": "Tartu, Estonia",
        "edition_name": "December 2026", "address": ADDRESS, "qr": draw_qr_code(ADDRESS),
        "trouble": "", "languages": [("en", "English"), ("be", "Беларуская")], **said,
    }  # fmt: skip


WRONG = {"error": "Please fill this in.", "error_field": "reason"}
WHICH = {"error": "Please choose.", "error_field": "city", "choices": [(1, "Tartu"), (2, "Taru")]}
STARTS: dict[str, Page] = {
    "start": ("start/ask.html", ask()),
    "start-again": ("start/ask.html", ask(**WRONG, editions=EDITIONS[:1])),
    "start-which": ("start/ask.html", ask(**WHICH)),
    "start-none": ("start/ask.html", ask(editions=[])),
    "start-thanks": ("start/thanks.html", {"code": "maple onion river stone lamp wheat"}),
    "start-code": ("start/answer_ask.html", {"code": "maple", "error": "We do not know this."}),
    "start-waiting": ("start/answer.html", answer(StartStage.WAITING)),
    "start-confirmed": ("start/answer.html", answer(StartStage.CONFIRMED)),
    "start-declined": ("start/answer.html", answer(StartStage.DECLINED)),
}
