"""The pages of those who sign in, with something on them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from flask import get_template_attribute

from gallery.models import Action, ActionStage, City, CitySuggestion, Edition, Statue
from gallery.starts import Person
from gallery.texts import BOXES, NAMES
from gallery.web.account.own import SessionRow
from gallery.web.account.second import FactorRow
from gallery.web.factors import Ways
from gallery.web.forms import LostPassword, NewPassword, SignIn, SignUp
from gallery.web.office.alarms import ApartRow
from gallery.web.office.editions import Wanted
from gallery.web.office.forms import CampaignTexts, EditionForm, InvitationForm, LinkForm
from gallery.web.office.reasons import ReasonRow, Spoken
from gallery.web.office.rows import ActionRow, EditionRow, LinkRow, Missing
from gallery.web.office.staff import InvitedRow, PersonRow
from gallery.web.office.starts import StartRow
from gallery.web.office.texts import LanguageTexts
from gallery.web.qr_code import draw_qr_code
from gallery.web.reasons import Reason
from gallery.web.receipt.shapes import SentPhoto
from gallery.web.review import board, shapes, sheet_shapes
from gallery.web.review.figures import Figure
from gallery.web.review.seats import Seat

NOON = datetime(2010, 12, 20, 12, 0, tzinfo=UTC)
SHORT = (
    "Not from the action", "Too dark or not sharp", "We have this photo already",
    "People who may not want to be shown", "A child can be recognised",
    "Shows a number plate, an address or a name", "Advertising", "Hurts or threatens people",
    "Another reason",
)  # fmt: skip
REASONS = tuple(
    Reason(short.lower(), digit, short, "Kind words.") for digit, short in enumerate(SHORT, start=1)
)
#: Forms need a request, so they are made when the page is shown.
Later = Callable[[], dict[str, Any]]

LAST = shapes.Last(words="approved, Berlin", url="/review/p4/undo", version=2, seconds=8)
DESK = shapes.Desk(
    me="a mark",
    tabs=(
        shapes.Tab("Waiting", "/review/", 142, is_current=True),
        shapes.Tab("Held", "/review/held", 3, is_current=False),
    ),
    mine=38,
    last=LAST,
    title="(142) Review queue — Unsilenced",
    waiting=142,
    seats=("Mira is looking at photos 9 to 16",),
)
BOARD = board.Board(
    desk=DESK, waiting=142, mine=0, oldest="3 hours", pace=36, left="40 minutes",
    sections=(
        board.Section("March 2010", (
            board.Row("Vilnius", "Lithuania", True, "waiting/2010-03/lt/vilnius", 120, 0, "3 hours",
                      ("Mira",)),
            board.Row("Мінск", "Belarus", True, "waiting/2010-03/by/minsk", 19, 19, "1 hour", ()),
        )),
        board.Section("Without an action day", (
            board.Row("Without a place", "", False, "waiting/-/-", 3, 0, "3 minutes", ()),
        )),
    ),
    seats=(Seat("Mira", DESK.seats[0], "waiting/2010-03/lt/vilnius", False, "Vilnius"),),
    figures=(
        Figure("Sensitive", 19, "Two people approve each of them, one after the other.",
               "waiting/sensitive", who=("Jonas",)),
        Figure("Waits for a second person", 1, "", url="/review/bulk/"),
        Figure("Asked by moderators", 2, "No moderator sees them before you decide.",
               "waiting/asked"),
        Figure("Illegal or shocking", 1, "", url="/office/alarms/"),
    ),
)  # fmt: skip
JUDGED = shapes.Judged(
    public_id="p19",
    version=3,
    alt="The photo to decide, from Vilnius",
    preview=shapes.Preview("/media/p19/token-1280.jpg", 1280, 1280),
    largest="/media/p19/token-2016.jpg",
    tapes=("M230 1037h115v128h-115z", "M845 1062h115v128h-115z"),
    frame=None,
    is_open=True,
    wants_faces_hidden=True,
    is_confirmed=False,
    lacks="faces-not-confirmed",
    why_not="The sender asked to hide every face.",
    stage="Waiting",
    public_url="",
)
REVIEW = shapes.ReviewPage(
    desk=DESK,
    photo=JUDGED,
    facts=(
        ("City", "Vilnius, by the group’s link"), ("Day", "16 March 2009, from the camera"),
        ("Credit", "Anonymous"), ("Faces", "Sender asked: hide every face"),
    ),
    warnings=(shapes.Warned("The camera says Riga, 262 km away."),),
    typed=shapes.Typed(city="Vilnius", geoname_id="593116", day="2009-03-16", edition_id="1"),
    covers=(shapes.Row("18", "81", "9", "10"), shapes.Row("66", "83", "9", "10")),
    crop=shapes.Row(),
    editions=(("1", "March 2009"), ("2", "December 2010")),
    queue=tuple(
        shapes.Thumb(
            url=f"/review/p{number}",
            image=f"/media/p{number:02}/token-320.jpg",
            alt=f"Waiting photo {number}",
            badge=("new", "hide faces", "no place")[number % 3],
            is_current=number == 19,
        )
        for number in (5, 17, 19, 11, 18, 25, 3, 14, 22, 23, 9, 26)
    ),
    before="/review/p17",
    after="/review/p11",
    statues=("The old rider", "A poet"),
    original=shapes.Kept((("detail", "To see something small"),)),
    ways=(
        shapes.Way("3 photos look alike", "/review/alike/p19", "G"),
        shapes.Way("Same for all 12 of this submission", "/review/sheet/?beside=p19"),
        shapes.Way("Contact sheet", "/review/sheet/?where=lt/vilnius"),
    ),
)  # fmt: skip
ASKED = shapes.Asked("the man on the left", (("Place", "Turin, Italy"), ("Caption", "The rider")))
CARE = shapes.Care(
    words="Mira approved it. It needs you as the second person.",
    marks=(("child", "A child is recognisable"), ("danger", "Somebody may be in danger")),
    mark="child",
)
REPORTED = shapes.Reports(
    (("Someone is in danger", 1), ("I am in it", 12)), ("“the man with the flag”",), 2,
    "So many reports came at once that this one did not hide it.",
    is_hidden=False, is_public=True, may_be_left=True,
)  # fmt: skip
CROPPED = replace(JUDGED, frame=shapes.Frame(256, 128, 640, 896), tapes=(), is_confirmed=True)
DECIDED = replace(
    JUDGED, is_open=False, stage="Published", public_url="/photos/p19", preview=None, why_not=""
)


def review(photo: shapes.Judged, **said: Any) -> dict[str, Any]:
    """One photo at the desk."""
    return {"page": replace(REVIEW, photo=photo), "reasons": REASONS, "error": "", **said}


CONTACTS = tuple(
    sheet_shapes.Contact(
        public_id=f"p{number}",
        version=1,
        url=f"/review/p{number}",
        image=f"/media/p{number:02}/token-320.jpg",
        alt=f"Vilnius, March 2009, photo {number}",
        badge=("new", "hide faces", "no place")[number % 3],
        alike=3 if number in (5, 17) else 1,
        doubt="The camera says Riga, 100 to 500 km from the place given." if number == 11 else "",
    )
    for number in (5, 17, 19, 11, 18, 25, 3, 14, 22, 23, 9, 26)
)
LEFT = (
    sheet_shapes.Without("The sender asked to hide every face.", CONTACTS[:2]),
    sheet_shapes.Without("Drawn by lot.", CONTACTS[2:3]),
)
SHEET = sheet_shapes.Sheet(
    desk=DESK,
    name="Vilnius, March 2009",
    total=142,
    number=1,
    sheets=3,
    fields=(("where", "lt/vilnius"), ("edition", "2009-03")),
    tabs=(
        sheet_shapes.Tab("Waiting", "/review/sheet/", is_current=True),
        sheet_shapes.Tab("Held", "/review/sheet/?held=yes", is_current=False),
    ),
    groups=(
        sheet_shapes.Group(
            ("8 photos", "the link of JEF Vilnius", "We trust this group"), "/a", CONTACTS[:8]
        ),
        sheet_shapes.Group(("4 photos", "Anonymous"), "/b", CONTACTS[8:]),
    ),
    earlier="",
    later="/review/sheet/?sheet=2",
    most=200,
    proposed=(sheet_shapes.Proposed("Mira proposes to approve 34 photos", "/review/bulk/b1"),),
)
PREVIEW = sheet_shapes.Preview(
    desk=DESK,
    title="You are about to approve 34 photos",
    words="",
    act="approve",
    fields=(("photo", "p5.1 p17.1"), ("act", "approve")),
    asked=(("photo", "p5.1 p17.1"),),
    fit=CONTACTS[3:],
    left=LEFT,
    needs_second=True,
    is_whole=True,
    back="/review/sheet/",
    typed=sheet_shapes.Asked(),
)
SHIFTED = replace(
    PREVIEW,
    title="You are about to correct 12 photos",
    act="shift",
    needs_second=False,
    fit=tuple(
        replace(each, now="17 March 2008 · March 2008", then="16 March 2009 · March 2009")
        for each in CONTACTS
    ),
    typed=sheet_shapes.Asked(days="364"),
)
DONE = sheet_shapes.Done(
    desk=DESK,
    title="31 photos are approved",
    words="",
    public_id="b1",
    stage="done",
    is_mine=True,
    fit=CONTACTS[3:],
    left=LEFT,
    may_undo=True,
    back="/review/sheet/",
)
PROPOSED = replace(DONE, title="Mira proposes to approve 34 photos", stage="proposed", left=())
ALIKE = sheet_shapes.Alike(
    DESK, "p5", CONTACTS[:3], ("JPEG, 4000 × 3000, 3.1 MB",) * 3, "/review/p5"
)


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
WAYS = Ways(
    '{"challenge": "aGVsbG8"}', "MLGL SF6C 3DNV WKZF MRWG 33P5 H4DY B4E6",
    draw_qr_code("otpauth://totp/x:m?secret=MLGLSF6C3DNVWKZFMRWG33P5H4DYB4E6&issuer=x"),
)  # fmt: skip
STAGES = [("announced", "announced"), ("confirmed", "confirmed"), ("hidden", "hidden")]
ACTIONS = [
    ActionRow(
        "Vilnius", "Lithuania", "/a", "confirmed", "confirmed", 2, 34, ("JEF Vilnius", "A school")
    ),
    ActionRow("Гародня", "Belarus", "/b", "announced", "announced", 0, 0, ()),
]
NUMBERS = [
    (142, "wait for a moderator"), (3, "held"), (1204, "published"), (61, "not published"),
    (1, "hidden"), (12, "withdrawn"),
]  # fmt: skip
PEOPLE = [
    PersonRow(
        1, "Olga", "/a", "olga@example.org", "organiser", (), date(2010, 12, 18),
        has_factor=True, is_active=True, is_oneself=True,
    ),
    PersonRow(
        2, "Mira", "/b", "mira@example.org", "moderator", ("Vilnius, Lithuania", "Italy"), None,
        has_factor=False, is_active=False, is_oneself=False,
    ),
]  # fmt: skip
INVITED = [
    InvitedRow(1, "jonas@example.org", "moderator", ("Lithuania",), date(2010, 12, 25), False),
    InvitedRow(2, "", "organiser", (), date(2010, 12, 2), is_expired=True),
]
COUNTRIES = [("", "All countries"), ("it", "Italy"), ("lt", "Lithuania")]
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


ASKED = StartRow(
    1, "Tartu, Estonia", "/a", "December 2010", date(2010, 12, 18), "Students of Tartu",
    "Two writers", Person("Mari", "mari@example.org", "We care."), date(2010, 11, 2), "waiting",
    "waiting", "", "",
)  # fmt: skip
ANSWERED = [
    replace(ASKED, stage="confirmed", stage_words="confirmed", link_url="/office/links/1/"),
    replace(ASKED, stage="declined", stage_words="declined", answer="We could not reach you."),
]


MISSED = CitySuggestion(
    id=1, name="Mir, near Nesvizh", country="pl", suggested_on=date(2010, 12, 18)
)


def starts_page(**said: Any) -> dict[str, Any]:
    """Who wants to start an action."""
    given = {"starts": [ASKED], "is_waiting": True, "waiting": 1, "answered": 2}
    return {**given, **said}


@dataclass(frozen=True)
class Worker:
    """Somebody who is signed in."""

    name: str
    is_organiser: bool
    is_authenticated: bool = True


OLGA = Worker("Olga", is_organiser=True)
WHICH = {
    "typed": {"city": "Springfield", "error": "There are several. Please choose yours."},
    "choices": [(1, "Springfield, Illinois, United States"), (2, "Springfield, Ohio")],
    "error": "There are several. Please choose yours.",
}
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
SENT = SentPhoto(
    id="p19", title="Vilnius, 18 December 2010", state="not-published",
    words="A child can be recognised in this photo. Send one where it cannot.",
    note="The girl on the left, in the mirror.", again="#", may_cover=True,
)  # fmt: skip
NOTE = shapes.NotePage(DESK, "p19", 3, "child", "The girl on the left.", "signed", "en")
LANGUAGES = [
    ("/office/campaign/be/", "Беларуская", "read by a person"),
    ("/office/campaign/de/", "Deutsch", "English is shown"),
]
TEAM: dict[str, tuple[str, dict[str, Any] | Later]] = {
    "review": ("review/photo.html", lambda: review(JUDGED)),
    "review-crop": ("review/photo.html", lambda: review(CROPPED)),
    "review-decided": ("review/photo.html", lambda: review(DECIDED)),
    "review-sealed": (
        "review/photo.html",
        lambda: {**review(JUDGED), "page": replace(REVIEW, original=shapes.Kept(words="Sealed."))},
    ),
    "review-asked": (
        "review/photo.html",
        lambda: {**review(DECIDED), "page": replace(REVIEW, photo=DECIDED, asked=ASKED)},
    ),
    "review-sensitive": (
        "review/photo.html",
        lambda: {**review(JUDGED), "page": replace(REVIEW, care=CARE)},
    ),
    "review-reported": (
        "review/photo.html",
        lambda: {**review(DECIDED), "page": replace(REVIEW, photo=DECIDED, reports=REPORTED)},
    ),
    "review-board": ("review/board.html", {"page": BOARD}),
    "review-taken": (
        "review/photo.html",
        lambda: {**review(JUDGED), "page": replace(REVIEW, taken=DESK.seats[0])},
    ),
    "review-sheet": ("review/sheet.html", {"page": SHEET, "reasons": REASONS}),
    "review-sheet-submission": (
        "review/sheet.html",
        {
            "page": replace(SHEET, name="One submission", is_submission=True, tabs=(), proposed=()),
            "reasons": REASONS,
        },
    ),
    "review-sheet-empty": (
        "review/sheet.html",
        {"page": replace(SHEET, groups=(), total=0, sheets=1, later=""), "reasons": REASONS},
    ),
    "review-plan": ("review/plan.html", {"page": PREVIEW, "reasons": REASONS}),
    "review-plan-shift": ("review/plan.html", {"page": SHIFTED, "reasons": REASONS}),
    "review-plan-reject": (
        "review/plan.html",
        {
            "page": replace(PREVIEW, act="reject", trouble="Please choose a reason."),
            "reasons": REASONS,
        },
    ),
    "review-bulk": ("review/bulk.html", {"page": DONE}),
    "review-bulk-proposed": ("review/bulk.html", {"page": replace(PROPOSED, is_mine=False)}),
    "review-bulk-mine": ("review/bulk.html", {"page": PROPOSED}),
    "review-bulks": ("review/bulks.html", {"desk": DESK, "proposed": SHEET.proposed}),
    "review-alike": ("review/alike.html", {"page": ALIKE}),
    "review-error": ("review/error.html", {"sentence": "This photo was withdrawn."}),
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
    "review-note": (
        "review/note.html",
        lambda: {
            "page": NOTE,
            "shown": get_template_attribute("receipt/photo.html", "seen_photo")(SENT),
        },
    ),
    "office-alarms": ("office/alarms.html", lambda: alarms_page()),
    "office-alarms-none": ("office/alarms.html", lambda: alarms_page(asked=[], alarmed=[])),
    "office-floods": ("office/floods.html", {"is_needed": True, "per_second": 20}),
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
    "office-people": (
        "office/people.html",
        lambda: {
            "form": InvitationForm(formdata=None),
            "people": PEOPLE, "invited": INVITED, "countries": COUNTRIES, "typed": {}, "days": 7,
            "invitation": "https://example.org/sign-up/k5w2h3j4n6p7q2r3k5w2h3j4n",
        },
    ),
    "office-person": (
        "office/person.html",
        {
            "person": PEOPLE[1], "countries": COUNTRIES, "typed": {},
            "places": [(1, "Vilnius, Lithuania"), (2, "Italy")], "role": "trainee",
            "roles": [("trainee", "trainee"), ("moderator", "moderator")],
        },
    ),
    "account": (
        "account/own.html",
        lambda: {
            "form": NewPassword(formdata=None),
            "sessions": [SessionRow(1, NOON, True), SessionRow(2, NOON, is_this_one=False)],
            "digest": 24,
        },
    ),
    "account-sure": ("account/sure.html", {"current_user": OLGA}),
    "account-second-factors": (
        "account/second_factors.html",
        lambda: {
            "factors": [
                FactorRow(1, "Passkey", date(2010, 12, 18)), FactorRow(2, "App", date(2010, 12, 20))
            ],
            "left": 9, "ways": WAYS, "current_user": OLGA,
        },
    ),
    "second": ("sign_in/second.html", {"asked": '{"challenge": "aGVsbG8"}'}),
    "set-up": ("sign_in/set_up.html", lambda: {"ways": WAYS}),
    "recovery": (
        "sign_in/recovery.html",
        {"codes": [f"k5w2h-3j4n{number}" for number in range(10)], "onward": "/review/"},
    ),
    "new-password": (
        "sign_in/new_password.html",
        lambda: {"form": LostPassword(formdata=None), "until": date(2010, 12, 25)},
    ),
    "sign-in": ("sign_in/sign_in.html", lambda: {"form": SignIn(formdata=None)}),
    "sign-up": (
        "sign_in/sign_up.html",
        lambda: {
            "form": SignUp(formdata=None), "role": "moderator", "until": date(2010, 12, 25),
        },
    ),
}  # fmt: skip
