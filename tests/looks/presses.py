"""What newspapers are given, and how organisers choose it."""

from types import SimpleNamespace

from gallery.web.present.press import PressPage
from gallery.web.present.shapes import Link
from tests.looks import samples
from tests.looks.given import Page

DAY = SimpleNamespace(slug="2010-12")
KIT = PressPage(
    name="December 2010",
    gallery_url="/2010-12/",
    zip_url="/press/2010-12/kit.zip",
    weight="19.2 MB",
    counts=samples.COUNTS,
    photos=samples.YEAR.photos[:5],
    links=samples.links("/press/2010-12/"),
    reported=samples.reported(2009),
)
CHOOSING = {
    "edition": DAY, "edition_name": "December 2010", "chosen": samples.YEAR.photos[:3],
    "most": 200, "moved": "p03", "photos": samples.YEAR.photos[4:9], "following": "p09",
    "is_later": True, "error": "",
}  # fmt: skip

PRESSES: dict[str, Page] = {
    "press": (
        "press/overview.html",
        {"kits": (Link("/press/2010-12/", "December 2010"),), "links": samples.links("/press/")},
    ),
    "press-new": ("press/overview.html", {"kits": (), "links": samples.links("/press/")}),
    "press-kit": ("press/kit.html", {"page": KIT}),
    "office-press": ("office/press.html", CHOOSING),
    "office-press-new": (
        "office/press.html",
        {**CHOOSING, "chosen": (), "photos": (), "following": None, "is_later": False},
    ),
}
