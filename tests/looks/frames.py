"""What partners show on their pages: frames, and the codes that bring them."""

from dataclasses import replace

from gallery.web.present import FramePage, PageLinks, WallPage
from gallery.web.present.builder import WAYS, BuilderPage, Chosen, Given
from gallery.web.present.embed_help import HelpPage, Policies
from gallery.web.present.looks import Look
from tests.looks.given import Page
from tests.looks.samples import COUNTS, SITE, YEAR, links, photo, picture, reported, world

FRAME = FramePage(
    title="2009",
    url=f"{SITE}/2009/",
    counts=COUNTS,
    links=links("/embed/2009/"),
    photos=YEAR.photos[:6],
    rows=(YEAR.photos[:3], YEAR.photos[3:6]),
)
CHOSEN = Chosen(time="2009", way="site")
BUILDER = BuilderPage(
    chosen=CHOSEN,
    options={
        "show": (("gallery", "Photos"), ("world", "Map"), ("counter", "Counter")),
        "time": (("", "Any year"), ("2009", "2009")),
        "place": (("", "Any country"), ("lt/vilnius", "Vilnius, Lithuania")),
        "layout": (("grid", "Grid"), ("strip", "Strip"), ("one", "One photo")),
        "rows": (("1", "1"), ("2", "2"), ("3", "3")),
        "theme": (("follow", "Follow the visitor"), ("light", "Light"), ("dark", "Dark")),
        "language": (("en", "English"), ("be", "Беларуская")),
    },
    given=Given(
        title="2009",
        link=f"{SITE}/2009/",
        code=f'<iframe src="{SITE}/embed/2009/" title="2009" width="600" height="420"></iframe>',
        source="/embed/2009/",
        height=420,
        kilobytes=84,
        script=f'<script async src="{SITE}/embed/v1/embed.js"></script>',
        component="<unsilenced-gallery></unsilenced-gallery>",
        feed=f"{SITE}/2009/feed.json",
        api=f"{SITE}/api/v1/photos?year=2009",
    ),
)
PHOTO_FRAME = replace(
    FRAME,
    title="Berlin, 16 March 2009",
    photos=(replace(photo(5), picture=picture(5, sizes="100vw")),),
)
WALL = WallPage(
    title="March 2009",
    url=FRAME.url,
    counts=COUNTS,
    photos=YEAR.photos[:12],
    links=PageLinks(canonical=f"{SITE}/live/2009-03/"),
)
HELP = HelpPage(
    site=SITE,
    host="statues.example",
    link=f"{SITE}/",
    frame=f"{SITE}/embed/latest/",
    frames=f"{SITE}/",
    code=f'<iframe src="{SITE}/embed/latest/" title="Photos" width="600" height="420"></iframe>',
    plain=f'<iframe src="{SITE}/embed/latest/" width="600" height="420"></iframe>',
    script=f'<script async src="{SITE}/embed/v1/embed.js"></script>',
    endpoint=f"{SITE}/oembed",
    policies=Policies(f"frame-src {SITE}", f"script-src {SITE}", f"img-src {SITE}"),
)
PARTNERS: dict[str, Page] = {
    "frame": ("embed/gallery.html", {"page": FRAME}),
    "frame-strip": ("embed/gallery.html", {"page": replace(FRAME, look=Look(layout="strip"))}),
    "frame-one": ("embed/gallery.html", {"page": replace(FRAME, look=Look(layout="one"))}),
    "frame-map": ("embed/world.html", {"page": replace(FRAME, photos=(), world=world())}),
    "frame-counter": (
        "embed/counter.html",
        {"page": replace(FRAME, photos=(), reported=reported(2009))},
    ),
    "frame-empty": ("embed/gallery.html", {"page": replace(FRAME, photos=())}),
    "frame-photo": ("embed/photo.html", {"page": PHOTO_FRAME}),
    "wall": ("live/wall.html", {"page": WALL, "qr": ""}),
    "wall-empty": ("live/wall.html", {"page": replace(WALL, photos=()), "qr": ""}),
    "frame-gone": ("embed/error.html", {"sentence": "This photo was withdrawn.", "status": 410}),
    **{
        f"embedding-{way}": (
            "pages/embedding.html",
            {"page": replace(BUILDER, chosen=replace(CHOSEN, way=way))},
        )
        for way in WAYS
    },
    "embed-help": ("pages/embed_help.html", {"page": HELP}),
    "embedding-wrong": (
        "pages/embedding.html",
        {"page": replace(BUILDER, given=None), "error": "We know of no action day then."},
    ),
}
