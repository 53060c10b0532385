"""Every page by a name: its template and what it is given."""

from typing import Any

from gallery.models import Campaign
from gallery.web.receipt.shapes import Asked, Receipt, SentPhoto
from tests.looks import samples
from tests.looks.action_days import ACTION_DAYS
from tests.looks.desk import PHOTOS
from tests.looks.found import SEARCH
from tests.looks.frames import PARTNERS
from tests.looks.given import Page
from tests.looks.histories import HISTORIES
from tests.looks.log import LOG
from tests.looks.office import OFFICE
from tests.looks.partners import ORGANISATIONS, PARTNER
from tests.looks.people import STAFF
from tests.looks.presses import PRESSES
from tests.looks.reference import REFERENCE
from tests.looks.reports import REPORTS
from tests.looks.sheets import SHEETS
from tests.looks.starts import STARTS


def campaign(**said: Any) -> Campaign:
    """A campaign with all its texts."""
    texts = {
        "name": "Unsilenced",
        "headline": "When people are silenced statues speak",
        "headline_taped": "silenced",
        "lede": "Once a year, young people gag the statues of their cities, "
        "for everyone who is not allowed to speak.",
        "about": "We are young people from many countries.\n\nWe began in 2006.",
        "contact": "team@example.org\nOnly about photos, please.",
        "press": "press@example.org",
        "imprint": "A group\nA street 1\n12345 A city",
        "privacy": "Questions: privacy@example.org",
        "consent_own": "I took these photos, or the person who did said yes",
        "consent_use": "Anyone may use them with credit (CC BY 4.0)",
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "consent_version": 1,
        "is_demonstration": False,
        "gallery_version": 1,
        **said,
    }
    return Campaign(**texts)


VISITORS: dict[str, Page] = {
    "home": ("galleries/home.html", {"page": samples.HOME}),
    "home-new": ("galleries/home.html", {"page": samples.NEW_HOME}),
    "year": ("galleries/year.html", {"page": samples.YEAR}),
    "edition": ("galleries/edition.html", {"page": samples.EDITION}),
    "country-year": ("galleries/country_year.html", {"page": samples.COUNTRY_YEAR}),
    "country": ("galleries/country.html", {"page": samples.COUNTRY}),
    "city-year": ("galleries/city_year.html", {"page": samples.CITY_YEAR}),
    "city": ("galleries/city.html", {"page": samples.CITY}),
    "partner": ("galleries/partner.html", {"page": samples.PARTNER}),
    "city-empty": ("galleries/city.html", {"page": samples.EMPTY_CITY}),
    "cities": ("galleries/cities.html", {"page": samples.CITIES_PAGE}),
    "map": ("galleries/map.html", {"page": samples.MAP}),
    "photo": ("galleries/photo.html", {"page": samples.PHOTO}),
    "api": ("pages/api.html", {"page": REFERENCE}),
    "privacy": ("pages/privacy.html", {}),
    "imprint": ("pages/imprint.html", {}),
    "offline": ("visited/offline.html", {}),
    "error": ("errors/error.html", {"sentence": "This is too large for us.", "status": 413}),
    "404": (
        "errors/404.html",
        {"sentence": "There is no such page. Perhaps the address is not complete.", "status": 404},
    ),
    "410": ("errors/410.html", {"sentence": "This photo was withdrawn.", "status": 410}),
    "500": ("errors/500.html", {"status": 500}),
    "503": ("errors/503.html", {"status": 503}),
}
ANSWERS = dict.fromkeys(
    ("how", "city", "geoname_id", "edition_id", "day", "faces", "credit_wish", "credit"), ""
)
ADD: dict[str, Any] = {
    "draft": "token", "link": None, "photos": (), "answers": ANSWERS, "error": None,
    "editions": [(1, "March 2010"), (2, "December 2010")],
    "countries": [("", ""), ("lt", "Lithuania")],
    "map": {"width": 1000, "height": 432, "shown": 300},
    "first_day": "2010-12-25", "max_photos": 50, "max_mb": 50, "max_bytes": 50 * 1024 * 1024,
}  # fmt: skip
LINK = {"organisation": "JEF Turin", "city": "Turin", "edition": "March 2010"}
SAFE = [
    {"title": "Vilnius, 16 March 2009", "state": "✓ Safe on our server, 3.1 MB", "token": "a"},
    {"title": "Photo 2", "state": "This is a video. We can only take photos.", "is_wrong": True},
]
ASKED = (
    Asked("m", "Ana, Gazette of Tartu", "May we print it?", "ana@example.org", is_returned=True),
)
SENT = Receipt(
    photos=(
        SentPhoto("a", "Photo 1: Vilnius, 16 March 2009", "waiting", "A person will look at it.",
                  may_withdraw=True, may_change=True),
        SentPhoto("b", "Photo 2: Vilnius, 16 March 2009", "published", "Everybody can see it.",
                  url="/photos/b", partner="House of Words", may_withdraw=True, may_change=True,
                  is_proposed=True, inquiries=ASKED,
                  asked=("Caption: “The rider”",)),
        SentPhoto("c", "Photo 3", "not-published", "A child can be recognised in this photo.",
                  again="/add/?again=token"),
        SentPhoto("d", "Photo 4", "held", "We have a question before we can show it.",
                  question="Did the man on the left agree?", may_withdraw=True),
    ),
    credit="", is_country_only=False, may_change=True, partner="House of Words",
)  # fmt: skip
CODE = "maple onion river stone lamp wheat"
THANKS: dict[str, Any] = {
    "code": CODE, "count": 12, "address": "https://example.org/receipt/#maple", "qr": None,
    "more": "/add/",
}  # fmt: skip
PARTICIPANTS: dict[str, Page] = {
    "add": ("submit/add.html", ADD),
    "add-link": (
        "submit/add.html",
        {
            **ADD,
            "link": {**LINK, "partner": PARTNER},
            "photos": SAFE,
            "answers": {**ANSWERS, "how": "as-taken"},
        },
    ),
    "add-again": (
        "submit/add.html",
        {
            **ADD,
            "photos": SAFE,
            "answers": {**ANSWERS, "how": "as-taken", "faces": "agreed"},
            "error": "Photo 2 still needs a city.",
            "error_field": "city",
        },
    ),
    "closed": ("submit/closed.html", {}),
    "thanks": ("submit/receipt.html", {**THANKS, "partner": PARTNER}),
    "thanks-mail": ("submit/receipt.html", {**THANKS, "has_mail": True, "is_told": False}),
    "thanks-again": ("submit/receipt.html", {**THANKS, "code": "", "count": 1}),
    "receipt-ask": ("receipt/ask.html", {"code": "", "error": None}),
    "receipt": (
        "receipt/show.html",
        {**THANKS, "receipt": SENT, "said": "Withdrawn.", "has_mail": True, "is_told": True},
    ),
}
PAGES: dict[str, Page] = {
    **VISITORS,
    **HISTORIES,
    **PRESSES,
    **ORGANISATIONS,
    **PARTNERS,
    **PARTICIPANTS,
    **REPORTS,
    **SEARCH,
    **STARTS,
    **PHOTOS,
    **SHEETS,
    **OFFICE,
    **ACTION_DAYS,
    **STAFF,
    **LOG,
}
