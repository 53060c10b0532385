"""What the demonstration tells of the campaign's years, and who is said to stand by it."""

import io
from collections.abc import Callable
from dataclasses import replace

from PIL import Image, ImageDraw
from sqlalchemy import delete

from gallery import history
from gallery.campaigns import all_editions
from gallery.db import db
from gallery.history import NewMilestone, NewSupporter
from gallery.images.renditions import Rendition
from gallery.models import Milestone, Supporter, SupporterKind
from gallery.toolbox import Toolbox

#: By action day, or by year alone: what happened is history.
YEARS = {
    "2006-11": {
        "en": "It begins: on one day, the statues of 23 cities have their mouths taped.",
        "be": "Пачатак: у адзін дзень помнікам у 23 гарадах заклейваюць рот.",
    },
    "2007-11": {"en": "60 cities take part.", "be": "Удзельнічаюць 60 гарадоў."},
    "2008-03": {"en": "Over 70 cities take part.", "be": "Удзельнічаюць больш за 70 гарадоў."},
    "2009-03": {"en": "Over 120 cities take part.", "be": "Удзельнічаюць больш за 120 гарадоў."},
    "2010-03": {
        "en": "For the first time there are two action days in a year: in March …",
        "be": "Упершыню за год два дні акцый: у сакавіку…",
    },
    "2010-12": {"en": "… and in December.", "be": "…і ў снежні."},
    "2012-03": {
        "en": "The campaign has a website with patrons and partner organisations.",
        "be": "У кампаніі ёсць сайт з апекунамі і партнёрскімі арганізацыямі.",
    },
}
TODAY = {
    "en": "This demonstration shows what a gallery of all these years can look like.",
    "be": "Гэтая дэманстрацыя паказвае, якой можа быць галерэя ўсіх гэтых гадоў.",
}
SITE = "https://example.org/"  # nobody's (RFC 2606)
PATRON, PARTNER, CAMPAIGN = SupporterKind
SUPPORTERS = (
    NewSupporter(
        PATRON, "A. Novelist (invented)", "writer", SITE,
        {"en": "A statue cannot be arrested. So let it say what people may not."},
    ),
    NewSupporter(
        PATRON, "B. Composer (invented)", "musician",
        texts={"en": "I have written many rests. None of them was as loud as this strip of cloth."},
    ),
    NewSupporter(PARTNER, "House of Voices (invented)", "festival of free speech", SITE),
    NewSupporter(PARTNER, "Tape and Stone Society (invented)", "friends of old statues", SITE),
    NewSupporter(PARTNER, "Youth of Two Rivers (invented)", "youth organisation", SITE),
    NewSupporter(
        CAMPAIGN, "A Letter a Week (invented)", site=SITE,
        texts={"en": "Volunteers write to people who are in prison for what they said."},
    ),
    NewSupporter(
        CAMPAIGN, "Empty Chairs (invented)", site=SITE,
        texts={"en": "At every reading one chair stays empty, for an author who may not come."},
    ),
)  # fmt: skip
STONE, RED, INK = "#8d8577", "#b5122b", "#15130f"
Draw = ImageDraw.ImageDraw


def draw_logos(*, tools: Toolbox) -> dict[str, Rendition]:
    """Draw the partners' logos, and let the dark room draw them anew, as those of real ones."""
    partners = [each for each in SUPPORTERS if each.kind is PARTNER]
    return {
        each.name: history.draw_logo(_drawn(shapes), tools=tools)
        for each, shapes in zip(partners, (_waves, _strip, _rivers), strict=True)
    }


def tell_history(logos: dict[str, Rendition], *, tools: Toolbox) -> None:
    """Tell the years, and name who stands by the campaign; what is told already stays."""
    if history.list_milestones():
        return
    editions = {each.slug: each for each in all_editions()}
    for slug, texts in YEARS.items():
        year = int(slug.partition("-")[0])
        history.keep_milestone(NewMilestone(year, texts, editions.get(slug), is_demonstration=True))
    history.keep_milestone(NewMilestone(tools.now().year, TODAY, is_demonstration=True))
    for each in SUPPORTERS:
        row = history.keep_supporter(replace(each, is_demonstration=True))
        if each.name in logos:
            history.hang_logo(row, logos[each.name], tools=tools)


def forget_history() -> None:
    """Remove what the demonstration told."""
    for model in (Milestone, Supporter):
        db.session.execute(delete(model).where(model.is_demonstration))


def _drawn(shapes: Callable[[Draw], None]) -> bytes:
    """Return a logo as its owner would send it."""
    image = Image.new("RGB", (480, 240), "white")
    shapes(ImageDraw.Draw(image))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _waves(draw: Draw) -> None:
    """Draw a mouth from which sound goes out."""
    draw.ellipse((90, 85, 160, 155), fill=INK)
    for reach in (40, 85, 130):
        box = (125 - 60 - reach, 120 - 60 - reach, 125 + 60 + reach, 120 + 60 + reach)
        draw.arc(box, -38, 38, fill=RED, width=18)


def _strip(draw: Draw) -> None:
    """Draw a head of stone with a strip across it."""
    draw.rounded_rectangle((170, 20, 310, 220), radius=64, fill=STONE)
    draw.polygon(((110, 138), (372, 120), (378, 164), (116, 182)), fill=RED)


def _rivers(draw: Draw) -> None:
    """Draw two rivers that meet."""
    draw.line(((80, 30), (240, 140), (240, 225)), fill=INK, width=26, joint="curve")
    draw.line(((400, 30), (240, 140), (240, 225)), fill=RED, width=26, joint="curve")
