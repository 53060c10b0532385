"""Partner organisations, as organisers see them."""

from datetime import date

from gallery.models import Partner, Supporter, SupporterKind
from gallery.partners import Shown
from gallery.web.office.partners import Row
from gallery.web.office.webhooks import WebhookRow
from tests.looks.given import Page

WORDS = Supporter(
    id=1, kind=SupporterKind.PARTNER, name="House of Words", site="https://words.example"
)
PARTNER = Partner(supporter=WORDS, key="mfrggzdfmztwq2lk", origins=[], has_gallery=True)
KEY = "partner=mfrggzdfmztwq2lk"
WEBHOOKS = [
    WebhookRow(1, "https://words.example/hook", "whsec_c2VjcmV0", "Confirmed.", True, False),
    WebhookRow(2, "https://words.example/other", "", "Not confirmed.", False, False),
]
SHOWN = {
    "partner": WORDS, "supporter_url": "/office/history/names/1/", "site": "https://statues.example",
    "frame_url": f"https://statues.example/embed/latest/?{KEY}", "parameter": KEY, "error": "",
    "days": 400, "mistake": "", "has_gallery": True, "builder_url": f"/embed/?{KEY}",
    "webhooks": WEBHOOKS,
    "url": "https://localhost/", "url_mistake": "We send nothing there.",
}  # fmt: skip

ORGANISATIONS: dict[str, Page] = {
    "office-partners": (
        "office/partners.html",
        {
            "partners": [
                Row("House of Words", "https://words.example", "/office/partners/1/", 1_204),
                Row("Youth of Two Rivers", "", "/office/partners/2/", None),
            ]
        },
    ),
    "office-partners-none": ("office/partners.html", {"partners": []}),
    "office-partner": (
        "office/partner.html",
        {
            **SHOWN,
            "origins": "https://words.example\nhttps://*.words.example",
            "views": [Shown(date(2010, 12, 18), 1_150), Shown(date(2010, 12, 17), 54)],
        },
    ),
    "office-partner-new": (
        "office/partner.html",
        {
            **SHOWN,
            "parameter": "",
            "frame_url": "",
            "views": [],
            "origins": "words",
            "mistake": "“words” is no site. Write one on each line, such as https://example.org",
            "error": "Nothing is kept yet. Please look at what is marked below.",
        },
    ),
}
