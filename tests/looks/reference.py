"""The page about the API as tests show it."""

from gallery.web.api.reference import Asking, Key, ReferencePage
from gallery.web.api.webhooks import webhooks_at

ROOT = "https://unsilenced.example/api/v1"
REFERENCE = ReferencePage(
    root=ROOT,
    description=f"{ROOT}/openapi.json",
    paragraphs=("Published photos, and the years and cities they belong to.",),
    webhooks=webhooks_at(ROOT),
    askings=(
        Asking(
            id="years",
            path="/years",
            summary="All years that had an action day",
            shape="Year",
            command=f"curl '{ROOT}/years?fields=url,title'",
            answer='{\n  "items": []\n}',
            parameters=(Key("fields", "string, …", "Only these keys."),),
            keys=(Key("id", "string", "The year."), Key("photos", "integer", "Published photos.")),
        ),
    ),
)
