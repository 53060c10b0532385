"""The pages on which strangers report a photo, or ask its sender."""

from typing import Any

from gallery.web.review import shapes
from tests.looks import samples
from tests.looks.desk import DESK
from tests.looks.given import Page

ASK: dict[str, Any] = {
    "photo": samples.photo(4), "name": "Tartu, 16 March 2009", "kind": "", "words": "",
    "error": "", "error_field": "",
}  # fmt: skip
MESSAGE = shapes.Message(
    number=1, stage="answered", mark="mark", name="Ana, Gazette of Tartu",
    contact="ana@example.org",
    question="May we print it on the first page?", answer="Yes, gladly.", photo_url="/review/p04",
    image="/media/p04/token-640.jpg", alt="A stone head, its mouth taped",
)  # fmt: skip
QUESTION: dict[str, Any] = {
    "photo": samples.photo(4), "name": "Tartu, 16 March 2009", "draft": "token", "error": "",
    "said": {"name": "", "words": "", "contact": ""}, "error_field": "",
}  # fmt: skip
ANSWER: dict[str, Any] = {
    "code": "maple onion river stone lamp wheat", "name": "Tartu, 16 March 2009", "stage": "asked",
    "url": "/photos/p04", "question": "May we print it on the first page?", "answer": "",
}  # fmt: skip
REPORTS: dict[str, Page] = {
    "report": ("reports/ask.html", ASK),
    "report-again": (
        "reports/ask.html",
        {**ASK, "words": "on the left", "error": "Please choose what is wrong.",
         "error_field": "kind"},
    ),
    "report-hidden": ("reports/thanks.html", {"is_hidden": True, "public_id": "p04"}),
    "report-kept": ("reports/thanks.html", {"is_hidden": False, "public_id": "p04"}),
    "question": ("inquiries/ask.html", QUESTION),
    "question-again": (
        "inquiries/ask.html",
        {**QUESTION, "error": "Please fill this in.", "error_field": "words"},
    ),
    "question-kept": ("inquiries/thanks.html", {"code": ANSWER["code"]}),
    "answer-ask": ("inquiries/answer_ask.html", {"code": "", "said": ""}),
    "answer-waiting": ("inquiries/answer.html", ANSWER),
    "answer": (
        "inquiries/answer.html", {**ANSWER, "stage": "delivered", "answer": "Yes, gladly."},
    ),
    "message": ("review/messages.html", {"desk": DESK, "message": MESSAGE}),
}  # fmt: skip
