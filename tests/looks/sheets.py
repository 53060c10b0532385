"""Many photos at a glance: sheets, plans, what waits for a second person, bursts."""

from dataclasses import replace

from gallery.web.review import sheet_shapes
from tests.looks.desk import DESK, REASONS
from tests.looks.given import Page

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


SHEETS: dict[str, Page] = {
    "review-sheet": ("review/sheet.html", {"page": SHEET, "reasons": REASONS}),
    "review-sheet-submission": (
        "review/sheet.html",
        {
            "page": replace(SHEET, name="One submission", is_submission=True, tabs=(), proposed=(),
                            credit_url="/review/p04/credit"),
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
}  # fmt: skip
