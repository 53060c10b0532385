"""Action days as organisers see them: their cities, and the links of groups."""

from datetime import date
from typing import Any

from gallery.models import Action, ActionStage, City, Edition, Statue
from gallery.web.office.editions import Wanted
from gallery.web.office.forms import EditionForm, LinkForm
from gallery.web.office.rows import ActionRow, EditionRow, LinkRow
from gallery.web.qr_code import draw_qr_code
from tests.looks.given import Page


def edition_form() -> EditionForm:
    """The form of an action day, empty."""
    return EditionForm(formdata=None)


EDITIONS = [
    EditionRow(
        "Action day 2012", "/office/editions/2012-03/", date(2012, 3, 15), "over 70", 98, 81
    ),
    EditionRow("December 2010", "/office/editions/2010-12/", date(2010, 12, 18), "", 1, 0),
]
LINKS = (
    LinkRow(
        "JEF Vilnius", "https://example.org/add/k5w2h3j4n6p7q2r3", "/office/links/1/", "", "open",
        34, 200, date(2011, 1, 31), is_trusted=True,
    ),
    LinkRow(
        "Without a group", "https://example.org/add/b5w2h3j4n6p7q2r4", "/office/links/2/",
        "revoked-link", "closed", 0, None, None, is_trusted=False,
    ),
)  # fmt: skip
STAGES = [("announced", "announced"), ("confirmed", "confirmed"), ("hidden", "hidden")]
ACTIONS = [
    ActionRow(
        "Vilnius", "Lithuania", "/a", "confirmed", "confirmed", 2, 34, ("JEF Vilnius", "A school")
    ),
    ActionRow("Гародня", "Belarus", "/b", "announced", "announced", 0, 0, ()),
]
EDITION = Edition(
    year=2010, month=12, name="", day=date(2010, 12, 18), first_day=date(2010, 12, 10),
    closes_on=date(2011, 1, 31), reported_words="",
)  # fmt: skip


ACTION = Action(edition=EDITION, stage=ActionStage.CONFIRMED)
ACTION.city = City(name="Vilnius", country="lt", slug="vilnius")
ACTION.statue = Statue(name="The old rider")


def edition_page(**said: Any) -> dict[str, Any]:
    """One action day."""
    return {
        "edition": EDITION, "name": "December 2010", "form": edition_form(), "actions": ACTIONS,
        "usual_stage": "announced",
        "total": 120, "found": 120, "next_page": 2, "previous_page": None,
        "wanted": Wanted("", ""), "stages": STAGES, "typed": {}, **said,
    }  # fmt: skip


def action_page() -> dict[str, Any]:
    """One city."""
    return {
        "action": ACTION, "edition_name": "December 2010", "country": "Lithuania", "links": LINKS,
        "stages": STAGES, "statues": ["The old rider", "A poet"],
    }  # fmt: skip


def link_page(**said: Any) -> dict[str, Any]:
    """One link."""
    return {
        "link": LINKS[0], "number": 1, "action": ACTION, "edition_name": "December 2010",
        "action_url": "/a", "form": LinkForm(formdata=None),
        "qr": draw_qr_code("https://example.org/add/k5w2h3j4n6p7q2r3"),
        "languages": [("en", "English"), ("be", "Беларуская")], **said,
    }  # fmt: skip


WHICH = {
    "typed": {"city": "Springfield", "error": "There are several. Please choose yours."},
    "choices": [(1, "Springfield, Illinois, United States"), (2, "Springfield, Ohio")],
    "error": "There are several. Please choose yours.",
}
ACTION_DAYS: dict[str, Page] = {
    "office-editions": (
        "office/editions.html", lambda: {"form": edition_form(), "editions": EDITIONS},
    ),
    "office-edition": ("office/edition.html", edition_page),
    "office-edition-which": ("office/edition.html", lambda: edition_page(**WHICH)),
    "office-edition-to-come": ("office/edition.html", lambda: edition_page(is_to_come=True)),
    "office-edition-new": ("office/edition.html", lambda: edition_page(actions=[], total=0)),
    "office-action": ("office/action.html", action_page),
    "office-link": ("office/link.html", link_page),
    "office-link-closed": ("office/link.html", lambda: link_page(link=LINKS[1])),
}  # fmt: skip
