"""An exhibition with words in eight scripts, and forty questions with what should come first."""

from datetime import date
from typing import NamedTuple

from gallery.db import db, unit_of_work
from gallery.journey.filing import adopt_city
from gallery.models import City, Photo, Statue
from gallery.toolbox import Toolbox
from tests.factories import create_edition, create_published, create_submission, saved

CITIES = (
    "Vilnius", "Warsaw", "Tbilisi", "Yerevan", "Athens", "Tel Aviv", "Cairo", "Beijing", "Tokyo",
    "Seoul", "New York", "Łódź", "Kyiv", "Saint Petersburg", "Rio de Janeiro", "Lviv", "Köln",
)  # fmt: skip


class Piece(NamedTuple):
    """A photo of the exhibition."""

    city: str
    year: int = 2010
    caption: str = ""
    description: str = ""
    statue: str = ""
    credit: str = ""


PIECES = {
    "zemaite": Piece("Vilnius", 2009, statue="Žemaitė"),
    "frank": Piece("Vilnius", caption="Frank Zappa with a strip of cloth", credit="Rūta Šimkutė"),
    "snow": Piece("Vilnius", 2016, description="Snow on the shoulders of a bronze poet"),
    "chopin": Piece("Warsaw", statue="Fryderyk Chopin", credit="Zażółć Gęślą"),
    "mermaid": Piece("Warsaw", 2009, caption="Syrenka zamilkła"),
    "rustaveli": Piece("Tbilisi", statue="შოთა რუსთაველი"),
    "mother": Piece("Tbilisi", 2009, caption="ქართლის დედა დუმს", credit="ნინო"),
    "hayk": Piece("Yerevan", statue="Հայկ նահապետ"),
    "sasun": Piece("Yerevan", 2009, caption="Սասունցի Դավիթ լռության մեջ"),
    "socrates": Piece("Athens", statue="Σωκράτης", description="Το άγαλμα σωπαίνει"),
    "bialik": Piece("Tel Aviv", statue="ביאליק", caption="פסל עם סרט על הפה"),
    "umm": Piece("Cairo", statue="أم كلثوم", caption="تمثال بلا صوت"),
    "luxun": Piece("Beijing", statue="鲁迅", caption="沉默的雕像在公园里"),
    "hachiko": Piece("Tokyo", statue="ハチ公", caption="口を閉ざした像"),
    "yi": Piece("Seoul", statue="이순신 장군", caption="침묵하는 동상"),
    "liberty": Piece("New York", caption="Liberty keeps silent", credit="Anna Petrova"),
    "tuwim": Piece("Łódź", statue="Ławeczka Tuwima"),
    "shevchenko": Piece("Kyiv", statue="Тарас Шевченко", credit="Оксана"),
    "pushkin": Piece("Saint Petersburg", statue="Пушкин", description="Молчание на площади"),
    "corcovado": Piece("Rio de Janeiro", caption="Silêncio no calçadão"),
    "franko": Piece("Lviv", caption="Іван Франко мовчить", statue="Каменяр"),
    "heinzel": Piece("Köln", caption="Heinzelmännchenbrunnen, stumm", credit="Jürgen Groß"),
}
#: A city as ``lt/vilnius``, a country as its code, a year, or a photo of the exhibition.
QUESTIONS = {
    # Latin
    "Vilnius": "lt/vilnius", "vilnius 2009": "lt/vilnius", "Wilno": "lt/vilnius",
    "lodz": "pl/lodz", "new yo": "us/new-york-city", "rio de janeiro": "br/rio-de-janeiro",
    "koln": "de/koln", "zemaite": "zemaite", "ŽEMAITĖ": "zemaite", "zappa": "frank",
    "simkute": "frank", "bronze poet": "snow", "chop": "chopin", "zazolc": "chopin",
    "anna petrova": "liberty", "gross": "heinzel", "silencio": "corcovado", "Litauen": "lt",
    "Lituanie": "lt", "2016": "2016", "poet vilnius": "lt/vilnius",
    # Cyrillic
    "Вільня": "lt/vilnius", "Вильнюс": "lt/vilnius", "Київ": "ua/kyiv", "шевченко": "shevchenko",
    "Украина": "ua", "петербург": "ru/saint-petersburg", "молчание": "pushkin",
    "иван франко": "franko",
    # Greek, Georgian, Armenian
    "Αθήνα": "gr/athens", "σωκρατησ": "socrates", "თბილისი": "ge/tbilisi",
    "რუსთაველი": "rustaveli", "Երևան": "am/yerevan", "սասունցի դավիթ": "sasun",
    # Hebrew and Arabic
    "ביאליק": "bialik", "القاهرة": "eg/cairo", "كلثوم": "umm",
    # Han, kana, Hangul
    "维尔纽斯": "lt/vilnius", "北京": "cn/beijing", "雕像": "luxun", "ハチ公": "hachiko",
    "東京": "jp/tokyo", "서울": "kr/seoul", "이순신": "yi",
}  # fmt: skip


def hang_exhibition(tools: Toolbox) -> dict[str, Photo]:
    """Publish every piece; return the photos by their names."""
    with unit_of_work():
        found = {name: adopt_city(tools.cities.search(name)[0]).id for name in CITIES}
    return {name: _hang(piece, found[piece.city]) for name, piece in PIECES.items()}


def _hang(piece: Piece, city_id: int) -> Photo:
    """Publish one piece."""
    city = db.session.get_one(City, city_id)
    statue = saved(Statue(city=city, name=piece.statue)) if piece.statue else None
    edition = create_edition(
        year=piece.year, month=12, name=f"December {piece.year}", day=date(piece.year, 12, 18)
    )
    return create_published(
        city=city,
        edition=edition,
        day=edition.day,
        statue=statue,
        caption=piece.caption,
        description=piece.description,
        submission=create_submission(credit=piece.credit),
    )
