"""What a participant said in the form, as said, and as answers that the verbs understand."""

from dataclasses import dataclass, field, replace
from datetime import date

from werkzeug.datastructures import MultiDict

from gallery.errors import BadInput, Incomplete
from gallery.journey.send import Answers
from gallery.journey.suggesting import Suggested
from gallery.models import FaceWish, How, Precision, SaidBy
from gallery.web.cities import label
from gallery.web.current import campaign, texts, tools
from gallery.web.days import read_day, read_later_day
from gallery.web.submit.places import SaidOfPhoto, answers_of_photos, city_of, read_photos
from gallery.web.submit.words import clean, read_number

LONGEST = {"city": 120, "new_city": 120, "credit": 80, "statue": 120}
WORDS = (
    "how", "precision", "publish_not_before", "keeps_original", "city", "new_city",
    "new_country", "edition_id", "day",
    "statue", "faces", "credit_wish", "credit", "said_by", "partner",
)  # fmt: skip
KEEPS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Said:
    """The fields of the form; the page shows them again. Empty means: not said."""

    how: str = ""
    precision: str = ""
    publish_not_before: str = ""
    keeps_original: str = ""  # "yes" or "no"
    city: str = ""
    geoname_id: str = ""
    new_city: str = ""
    new_country: str = ""
    edition_id: str = ""
    day: str = ""
    statue: str = ""
    faces: str = ""
    credit_wish: str = ""
    credit: str = ""
    is_theirs: bool = False
    is_free: bool = False
    said_by: str = ""  # "self", "guardian" or "child"
    partner: str = ""  # the key of the one in whose gallery they stand, too, as the page said
    is_apart: bool = False  # not there
    consent_version: str = ""
    photos: dict[str, SaidOfPhoto] = field(default_factory=dict)  # by the token of the upload


def read_said(form: MultiDict[str, str]) -> Said:
    """Read the fields; what was typed loses invisible characters and unseemly length."""
    words = {name: clean(form.get(name, ""), longest=LONGEST.get(name, 20)) for name in WORDS}
    numbers = [each for each in form.getlist("geoname_id") if each]
    return Said(
        **words,
        geoname_id=numbers[-1][:20] if numbers else "",
        is_theirs="is_theirs" in form,
        is_free="is_free" in form,
        is_apart="is_apart" in form,
        consent_version=form.get("consent_version", "")[:20],
        photos=read_photos(form),
    )


def answers_of(said: Said) -> Answers:
    """Turn the fields into answers; raise Incomplete or BadInput with the ``field`` to mend."""
    photos = answers_of_photos(said.photos)
    city = city_of(said.city, said.geoname_id, field="city")
    return Answers(
        photos=photos,
        geoname_id=city.geoname_id if city else None,
        suggested=_suggested(said),
        edition_id=read_number(said.edition_id),
        day=_day_of(said),
        statue=said.statue,
        faces=_faces_of(said),
        credit=_credit_of(said),
        how=_how_of(said),
        precision=_precision_of(said),
        publish_not_before=_later_day_of(said),
        keeps_original=KEEPS.get(said.keeps_original),
        partner_key="" if said.is_apart else said.partner,
        is_theirs=_agreed(said, "is_theirs"),
        is_free=_agreed(said, "is_free"),
        said_by=_said_by(said),
        language=texts().permission,
    )


def said_again(said: Said, *, error: BadInput | None) -> Said:
    """Return what the page shows again; boxes whose words are new are to be ticked anew."""
    said = replace(said, how=_how_of(said).value, city=_name_of(said))
    if error and error.key == "permission-changed":
        return replace(said, is_theirs=False, is_free=False)
    return said


def _name_of(said: Said) -> str:
    """Return the city as it was written, or the name of the one that was chosen from a map."""
    number = None if said.city else read_number(said.geoname_id)
    chosen = tools().cities.find(number) if number else None
    return label(chosen) if chosen else said.city


def _suggested(said: Said) -> Suggested | None:
    """Return the country of a city that is not in the list, and its name, if there is one."""
    if not said.new_country:
        if said.new_city:
            raise Incomplete("country-missing", field="new_country")
        return None
    if said.new_country not in tools().cities.countries():
        raise BadInput("country-missing", field="new_country")
    return Suggested(said.new_country, said.new_city)


def _day_of(said: Said) -> date | None:
    """Return the day, if one was said."""
    return read_day(said.day) if said.day else None


def _faces_of(said: Said) -> FaceWish | None:
    """Return the wish, if it is one."""
    return FaceWish(said.faces) if said.faces in set(FaceWish) else None


def _how_of(said: Said) -> How:
    """Return the way of sending; whoever says none sends as taken."""
    return How(said.how) if said.how in set(How) else How.AS_TAKEN


def _precision_of(said: Said) -> Precision:
    """Return how precisely the place may be shown."""
    return Precision(said.precision) if said.precision in set(Precision) else Precision.CITY


def _later_day_of(said: Said) -> date | None:
    """Return the day before which nothing shall be public, if one was said."""
    text = said.publish_not_before
    return read_later_day(text, field="publish_not_before") if text else None


def _credit_of(said: Said) -> str:
    """Return the name to be shown; none without the wish to show one."""
    if said.credit_wish != "named":
        return ""
    if not said.credit:
        raise Incomplete("name-missing", field="credit")
    return said.credit


def _said_by(said: Said) -> SaidBy:
    """Return who gives the permission; whoever is under 16 is told who can."""
    if said.said_by == "child":
        raise Incomplete("under-16", field="said_by")
    return SaidBy(said.said_by) if said.said_by in set(SaidBy) else SaidBy.SELF


def _agreed(said: Said, field: str) -> bool:
    """Whether a box was ticked below the words that stand there today."""
    is_ticked = bool(getattr(said, field))
    if is_ticked and said.consent_version != str(campaign().consent_version):
        raise Incomplete("permission-changed", field=field)
    return is_ticked
