"""The pages on which strangers report a photo."""

from typing import Any

from tests.looks import samples

ASK: dict[str, Any] = {
    "photo": samples.photo(4), "name": "Tartu, 16 March 2009", "kind": "", "words": "",
    "error": "", "error_field": "",
}  # fmt: skip
REPORTS: dict[str, tuple[str, dict[str, Any]]] = {
    "report": ("reports/ask.html", ASK),
    "report-again": (
        "reports/ask.html",
        {**ASK, "words": "on the left", "error": "Please choose what is wrong.",
         "error_field": "kind"},
    ),
    "report-hidden": ("reports/thanks.html", {"is_hidden": True, "public_id": "p04"}),
    "report-kept": ("reports/thanks.html", {"is_hidden": False, "public_id": "p04"}),
}  # fmt: skip
