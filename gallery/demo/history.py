"""What the demonstration tells: editions with the counts reported of them, and invented actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gallery.campaigns import NewEdition
from gallery.models import ActionStage

TEXTS = {
    "name": "Demonstration",
    "headline": "When people are silenced statues speak",
    "headline_taped": "silenced",
    "lede": "Once a year, young people gag the statues of their cities, for everyone who is not "
    "allowed to speak. This is a demonstration: its pictures are drawn, its actions invented.",
    "about": "This demonstration shows what a campaign can look like. Its editions and the number "
    "of cities reported of them are history. Everything else is invented: which city did what, "
    "who sent photos, what was said of them. No camera took the pictures, a program drew them.\n\n"
    "Add photos of your own to see what becomes of them. An operator removes all of it with the "
    "command “gallery demo --remove”, your photos with it.",
    "contact": "Nobody answers here: this is a demonstration.",
    "press": "Newspapers find photos with their credits here; but nobody answers them.",
    "imprint": "This is a demonstration. Whoever runs this server is responsible for it.",
    "privacy": "This is a demonstration. Send nothing that must not be lost or seen.",
    "consent_own": "I took these photos, or I may share them.",
    "consent_use": "Anyone may use them with credit, under CC BY 4.0.",
}
_SOURCE = "the campaign’s own reports of that year"
_EARLY, _LATE = timedelta(days=7), timedelta(days=45)


@dataclass(frozen=True)
class Told:
    """An edition as it is told, and its invented actions: cities as one would search for them."""

    day: date
    reported: tuple[int, str] | None  # the number, and the words
    took_part: str
    announced: str = ""  # and nothing was heard of them since
    cancelled: str = ""
    trusted: tuple[str, ...] = ()  # whose links are

    @property
    def slug(self) -> str:
        """The edition's part of an address."""
        return f"{self.day.year}-{self.day.month:02}"

    @property
    def edition(self) -> NewEdition:
        """What is to be added."""
        number, words = self.reported or (None, "")
        return NewEdition(
            year=self.day.year,
            month=self.day.month,
            name=f"{self.day:%B} {self.day.year}",
            day=self.day,
            first_day=self.day - _EARLY,
            closes_on=self.day + _LATE,
            reported_cities=number,
            reported_words=words,
            reported_source=_SOURCE if words else "",
            is_demonstration=True,
        )

    @property
    def actions(self) -> Iterator[tuple[str, ActionStage]]:
        """The cities and how far their actions came."""
        for names, stage in (
            (self.took_part, ActionStage.CONFIRMED),
            (self.announced, ActionStage.ANNOUNCED),
            (self.cancelled, ActionStage.CANCELLED),
        ):
            yield from ((name, stage) for name in cities_in(names))


def cities_in(names: str) -> list[str]:
    """Read a list of cities such as ``Vilnius lt, Riga lv``."""
    return [name.strip() for name in names.split(",") if name.strip()]


HISTORY = (
    Told(
        date(2006, 3, 18),
        (23, "23"),
        "Vilnius lt, Warsaw pl, Berlin de, Brussels be, Prague cz, Stockholm se, Vienna at, "
        "Paris fr, Turin it",
        "Riga lv, London gb, Sofia bg",
    ),
    Told(
        date(2007, 3, 24),
        (60, "60"),
        "Vilnius lt, Riga lv, Warsaw pl, Kraków pl, Berlin de, Brussels be, Strasbourg fr, "
        "Helsinki fi, Budapest hu, Ljubljana si, Rome it, Lisbon pt, Edinburgh gb",
        "Oslo no, Bologna it, Skopje mk, Lviv ua",
        "Geneva ch",
    ),
    Told(
        date(2008, 3, 18),
        (70, "over 70"),
        "Vilnius lt, Kaunas lt, Tallinn ee, Warsaw pl, Wrocław pl, Berlin de, Cologne de, "
        "Brussels be, Ghent be, Amsterdam nl, Copenhagen dk, Bratislava sk, Zagreb hr, "
        "Bucharest ro, Madrid es, Athens gr, Toronto ca",
        "Graz at, Lyon fr, Valletta mt, Tbilisi ge, Dublin ie",
    ),
    Told(
        date(2009, 3, 16),
        (120, "over 120"),
        "Vilnius lt, Kaunas lt, Riga lv, Tallinn ee, Tartu ee, Warsaw pl, Gdańsk pl, Berlin de, "
        "Leipzig de, Munich de, Brussels be, Leuven be, Paris fr, Lille fr, London gb, Milan it, "
        "Turin it, Barcelona es, Porto pt, Vienna at, Prague cz, Brno cz, Belgrade rs, Sofia bg, "
        "Thessaloniki gr, Kyiv ua, Lviv ua, Oslo no, Gothenburg se, Luxembourg lu, Washington us, "
        "New York us, Buenos Aires ar, Tokyo jp, Sydney au",
        "Utrecht nl, Chişinău md, Yerevan am, Seoul kr, Nicosia cy, Debrecen hu, Nantes fr",
        "Cluj-Napoca ro, Istanbul tr",
    ),
    Told(
        date(2010, 3, 18),
        None,
        "Vilnius lt, Riga lv, Warsaw pl, Brussels be, Hamburg de, Zürich ch, Rome it, Skopje mk, "
        "Helsinki fi, Dublin ie",
        "Porto pt, Tartu ee, Maribor si",
    ),
    Told(
        date(2010, 12, 18),
        None,
        "Vilnius lt, Warsaw pl, Kraków pl, Berlin de, Brussels be, Prague cz, Kyiv ua, London gb, "
        "Stockholm se, Toronto ca",
        "Tallinn ee, Bratislava sk",
        "Paris fr",
    ),
    Told(
        date(2012, 3, 24),
        None,
        "Vilnius lt, Kaunas lt, Riga lv, Warsaw pl, Berlin de, Brussels be, Vienna at, "
        "Ljubljana si, Budapest hu, Sofia bg, Madrid es, Lisbon pt, Tbilisi ge, Sydney au",
        "Oslo no, Athens gr, Zagreb hr",
    ),
)
