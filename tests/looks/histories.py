"""What the campaign tells of itself, to visitors and in the office."""

from gallery.web.office.history import Line, Spoken
from gallery.web.present.history import AboutPage, Logo, Stander, Words, YearTold
from gallery.web.present.shapes import Link
from tests.looks.given import Page

LONG = "A statue cannot be arrested. So let it say what people may not."
TOLD = AboutPage(
    years=(
        YearTold(2006, ((Words("23 cities, for the first time.", "en"), None),)),
        YearTold(
            2010,
            (
                (Words("In March …", "en"), Link("/2010-03/", "March 2010")),
                (Words("… і ў снежні.", "be"), Link("/2010-12/", "December 2010")),
            ),
        ),
    ),
    patrons=(Stander("A. Novelist", "writer", "https://example.org/", Words(LONG, "en")),),
    partners=(
        Stander(
            "House of Voices", logo=Logo("/logos/a.jpg", 480, 240), photos_url="/partners/abc/"
        ),
        Stander("Youth of Two Rivers", "youth organisation"),
    ),
    campaigns=(Stander("Empty Chairs", quote=Words("One chair stays empty.", "en")),),
)
LINES = [
    Line("year-1", "/office/history/years/1/", "2010", "In March …", is_first=True),
    Line("year-2", "/office/history/years/2/", "2010", "… and in December.", is_first=False),
]
PARTNERS = [Line("partner-1", "/office/history/names/1/", "House of Voices", "", is_first=True)]
SPOKEN = [Spoken("en", "English", "In March …"), Spoken("be", "Беларуская", "")]
SUPPORTER = {"kind": "partner", "name": "House of Voices", "about": "", "site": "ftp://x"}

HISTORIES: dict[str, Page] = {
    "about": ("pages/about.html", {"page": TOLD}),
    "about-new": ("pages/about.html", {"page": AboutPage()}),
    "office-history": (
        "office/history.html",
        {
            "milestones": LINES,
            "lists": [("patron", "Patrons", []), ("partner", "Partners", PARTNERS)],
            "moved": "year-2",
        },
    ),
    "office-year": (
        "office/milestone.html",
        {
            "name": "2010", "said": {"year": "2010", "edition": 2}, "languages": SPOKEN,
            "editions": [("", "None"), (2, "March 2010")], "is_new": False, "error": "",
            "wrong": {},
        },
    ),
    "office-supporter": (
        "office/supporter.html",
        {
            "name": "House of Voices", "said": SUPPORTER, "languages": SPOKEN,
            "kinds": [("patron", "Patrons"), ("partner", "Partners")],
            "logo": Logo("/logos/a.jpg", 480, 240), "is_new": False,
            "error": "Nothing is kept yet. Please look at what is marked below.",
            "wrong": {"site": "Please give an address that begins with https://",
                      "logo": "This is not a photo. We take JPEG, HEIC, PNG, WebP and AVIF."},
        },
    ),
}  # fmt: skip
