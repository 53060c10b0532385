"""The board, a photo to decide, and what its sender will read of it."""

from dataclasses import replace
from typing import Any

from flask import get_template_attribute

from gallery.web.reasons import Reason
from gallery.web.receipt.shapes import SentPhoto
from gallery.web.review import board, shapes
from gallery.web.review.figures import Figure
from gallery.web.review.seats import Seat
from tests.looks.given import Page

SHORT = (
    "Not from the action", "Too dark or not sharp", "We have this photo already",
    "People who may not want to be shown", "A child can be recognised",
    "Shows a number plate, an address or a name", "Advertising", "Hurts or threatens people",
    "Another reason",
)  # fmt: skip
REASONS = tuple(
    Reason(short.lower(), digit, short, "Kind words.") for digit, short in enumerate(SHORT, start=1)
)
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
    may_be_held=True,
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


SENT = SentPhoto(
    id="p19", title="Vilnius, 18 December 2010", state="not-published",
    words="A child can be recognised in this photo. Send one where it cannot.",
    note="The girl on the left, in the mirror.", again="#", may_cover=True,
)  # fmt: skip
NOTE = shapes.NotePage(DESK, "p19", 3, "child", "The girl on the left.", "signed", "en")
PHOTOS: dict[str, Page] = {
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
    "review-error": ("review/error.html", {"sentence": "This photo was withdrawn."}),
    "review-note": (
        "review/note.html",
        lambda: {
            "page": NOTE,
            "shown": get_template_attribute("receipt/photo.html", "seen_photo")(SENT),
        },
    ),
}  # fmt: skip
