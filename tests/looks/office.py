"""The office: its first page, texts, reasons, what was set apart, who wants to start."""

from dataclasses import replace
from datetime import date
from typing import Any

from gallery.models import CitySuggestion
from gallery.starts import Person
from gallery.texts import BOXES, NAMES
from gallery.web.office.alarms import ApartRow
from gallery.web.office.engine import Part
from gallery.web.office.forms import CampaignTexts
from gallery.web.office.reasons import ReasonRow, Spoken
from gallery.web.office.rows import Missing
from gallery.web.office.starts import StartRow
from gallery.web.office.texts import LanguageTexts
from tests.looks.action_days import EDITIONS
from tests.looks.desk import REASONS
from tests.looks.given import Page
from tests.looks.people import OLGA

NUMBERS = [
    (142, "wait for a moderator"), (3, "held"), (1204, "published"), (61, "not published"),
    (1, "hidden"), (12, "withdrawn"),
]  # fmt: skip
ASKED = StartRow(
    1, "Tartu, Estonia", "/a", "December 2010", date(2010, 12, 18), "Students of Tartu",
    "Two writers", Person("Mari", "mari@example.org", "We care."), date(2010, 11, 2), "waiting",
    "waiting", "", "",
)  # fmt: skip
ANSWERED = [
    replace(ASKED, stage="confirmed", stage_words="confirmed", link_url="/office/links/1/"),
    replace(
        ASKED, number=2, stage="declined", stage_words="declined", answer="We could not reach you."
    ),
]


MISSED = CitySuggestion(
    id=1, name="Mir, near Nesvizh", country="pl", suggested_on=date(2010, 12, 18)
)


def starts_page(**said: Any) -> dict[str, Any]:
    """Who wants to start an action."""
    given = {"starts": [ASKED], "is_waiting": True, "waiting": 1, "answered": 2}
    return {**given, **said}


ASKS = ApartRow(
    "p3", 2, "Vilnius, Lithuania", "December 2010", "18 December 2010",
    "Is this our statue? The flag is new to me.", was_public=False, has_picture=True,
    steps=("28/11/2010, 10:02: Mira asked organisers",), url="/review/p3",
)  # fmt: skip
OUT_OF_SIGHT = replace(
    ASKS,
    public_id="p4",
    note="",
    was_public=True,
    steps=("28/11/2010, 10:02: Mira took it out of sight",),
)


def alarms_page(**said: Any) -> dict[str, Any]:
    """What moderators set apart."""
    given = {"asked": [ASKS], "alarmed": [OUT_OF_SIGHT], "reasons": REASONS}
    return {**given, **said}


WHY = ReasonRow(
    "child", 1, "A child can be recognised", "A child can be recognised in this photo.",
    "Cover more, or send another one", is_first=True,
)  # fmt: skip
DUPLICATE = replace(WHY, key="duplicate", digit=2, short="We have this already", is_first=False)
IN_ENGLISH = Spoken("en", "English", "A child", "", "A child can be recognised", "Send another.")
IN_BELARUSIAN = replace(IN_ENGLISH, code="be", name="Беларуская", short="")
LANGUAGES = [
    ("/office/campaign/be/", "Беларуская", "read by a person"),
    ("/office/campaign/de/", "Deutsch", "English is shown"),
]
ENGINE = [
    ("What machines have to do", [Part("Photos to be looked at", "12, the oldest for 1 minute")]),
    ("What works", [Part("Workers", "none; the last one was seen 3 minutes ago", is_wrong=True)]),
]
OFFICE: dict[str, Page] = {
    "office": ("office/overview.html",
        {"missing": [], "numbers": NUMBERS, "editions": EDITIONS, "starts": 3},),
    "office-new": (
        "office/overview.html",
        {
            "missing": [Missing("Who answers for this site", "/office/campaign/#imprint")],
            "numbers": [(0, words) for _, words in NUMBERS],
            "editions": [],
        },
    ),
    "office-engine": ("office/engine.html", {"groups": ENGINE, "is_wrong": True}),
    "office-campaign": (
        "office/campaign.html",
        lambda: {"form": CampaignTexts(formdata=None), "languages": LANGUAGES},
    ),
    "office-texts": (
        "office/texts.html",
        lambda: {
            "form": LanguageTexts(formdata=None), "language": "be", "name": "Беларуская",
            "english": dict.fromkeys(NAMES, "What it says in English"), "boxes": BOXES,
        },
    ),
    "office-care": (
        "office/care.html",
        {"listed": [("by", "Belarus"), ("ru", "Russia")], "others": [("lt", "Lithuania")]},
    ),
    "office-reasons": (
        "office/reasons.html", {"shown": [WHY, DUPLICATE], "hidden": [replace(WHY, digit=None)]},
    ),
    "office-reason": (
        "office/reason.html",
        {
            "name": "A child can be recognised", "languages": [IN_ENGLISH, IN_BELARUSIAN],
            "mends": [("again", "Send another one"), ("nothing", "Nothing")], "mend": "again",
        },
    ),
    "office-alarms": ("office/alarms.html", lambda: alarms_page()),
    "office-alarms-none": ("office/alarms.html", lambda: alarms_page(asked=[], alarmed=[])),
    "office-floods": ("office/floods.html", {"is_needed": True, "per_second": 20}),
    "office-cities": (
        "office/cities.html",
        {
            "suggestions": [(MISSED, "Poland", 3)],
            "typed": {"number": 1, "act": "add", "choices": [(1, "Warsaw, Mazovia, Poland")]},
            "current_user": OLGA,
        },
    ),
    "office-cities-none": ("office/cities.html", {"suggestions": [], "current_user": OLGA}),
    "office-starts": ("office/starts.html", starts_page),
    "office-starts-answered": (
        "office/starts.html", lambda: starts_page(is_waiting=False, starts=ANSWERED)
    ),
    "office-starts-none": ("office/starts.html", lambda: starts_page(starts=[])),
    "office-nothing": (
        "office/nothing.html", {"sentence": "There is no such link.", "current_user": OLGA},
    ),
    "office-not-for-moderators": (
        "office/nothing.html", {"sentence": "", "current_user": replace(OLGA, is_organiser=False)},
    ),
}  # fmt: skip
