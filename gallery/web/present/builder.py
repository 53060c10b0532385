"""The page on which partners choose a frame: what may be chosen, and what they are given for it."""

import gzip
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from flask import url_for
from markupsafe import Markup

from gallery.errors import BadInput, GalleryError
from gallery.journey import totals, visit
from gallery.journey.visit import Scope
from gallery.partners import find_partner_by_key
from gallery.web.current import absolute_url, site_url, tools
from gallery.web.languages import in_language, name_of, without_language
from gallery.web.present.addresses import values_of
from gallery.web.present.found import country_options, time_options
from gallery.web.present.frame_codes import find_frame, height_of, iframe_of
from gallery.web.present.frames import Frame, Kind
from gallery.web.present.looks import AS_USUAL, LAYOUTS, PHOTOS_IN_ROWS, THEMES, read_look
from gallery.web.present.names import country_name
from gallery.web.static_files import the_shelf
from gallery.web.voice import gettext as _
from gallery.web.voice import speaking, voice

Options = Sequence[tuple[str, str]]

KINDS: tuple[Kind, ...] = ("gallery", "world", "counter")
OF_PARTNER = "partner"
OF_FRAMES = ("rows", "partner")  # what the element on the page itself has not
WAYS = ("wordpress", "site", "component", "api")
TIME = re.compile("(?:([0-9]{4})(?:-([0-9]{2}))?)?")
MOST_CITIES = 200  # more have their own pages, whose link may be pasted
#: What every frame asks for besides itself and its photos.
FILES = ("js/embed-height.js", "fonts/display-latin-800.woff2")
STYLES = "css/embed.css"
COMPONENT = Markup(
    '<script type="module" src="{script}"></script>\n'
    '<unsilenced-gallery{choices}><a href="{url}">{words}</a></unsilenced-gallery>'
)
SCRIPT = Markup('<script async src="{script}"></script>')


@dataclass(frozen=True)
class Chosen:
    """What a partner chose, as it was written in the form."""

    show: str = "gallery"
    time: str = ""
    place: str = ""
    url: str = ""
    layout: str = AS_USUAL.layout
    rows: str = AS_USUAL.rows
    theme: str = AS_USUAL.theme
    accent: str = ""
    language: str = "en"
    way: str = WAYS[0]
    partner: str = ""  # the key of whose page it is for; it is written nowhere else


@dataclass(frozen=True)
class Given:
    """What a partner is given."""

    title: str
    link: str  # to paste where oEmbed is known
    code: str  # of the frame
    source: str  # of the frame, for the preview
    height: int
    kilobytes: int
    script: str
    component: str  # "" where there is none
    feed: str
    api: str  # the same for programs; "" where they are not told


@dataclass(frozen=True)
class BuilderPage:
    """``pages/embedding.html``."""

    chosen: Chosen
    options: Mapping[str, Options]
    ways: Sequence[str] = WAYS
    given: Given | None = None


def read_chosen(said: Mapping[str, str]) -> Chosen:
    """Read the form; what is not said is as usual."""
    known = {name: said[name].strip() for name in vars(Chosen()) if said.get(name)}
    chosen = replace(Chosen(language=voice().language), **known)
    return chosen if find_partner_by_key(chosen.partner) else replace(chosen, partner="")


def frame_chosen(chosen: Chosen) -> Frame:
    """Return the frame that is meant; raise BadInput or NotHere where there is none like it."""
    look = read_look(vars(chosen))
    if chosen.url:
        found = find_frame(chosen.url)
        its = replace(found.look, partner=look.partner or found.look.partner)
        return replace(found, look=its if found.look.is_chosen else look)
    if chosen.language not in tools().settings.spoken:
        raise BadInput()
    if chosen.show == OF_PARTNER:
        return Frame(scope=visit.find_partner_gallery(chosen.partner), look=look)
    kind = next((each for each in KINDS if each == chosen.show), None)
    if kind is None:
        raise BadInput()
    return Frame(scope=_scope_of(chosen, kind), kind=kind, look=look)


def builder_page(chosen: Chosen) -> BuilderPage:
    """Return the form as it is filled in, without what it gives."""
    options = _options()
    partner = find_partner_by_key(chosen.partner)
    if partner and partner.has_gallery:
        name = _("Photos that came through %(name)s", name=partner.supporter.name)
        options["show"] = (*options["show"], (OF_PARTNER, str(name)))
    return BuilderPage(chosen=chosen, options=options)


def given_for(frame: Frame, html: str, *, language: str) -> Given:
    """Return what shows a frame elsewhere, in a language; ``html`` is the frame's own page."""
    with speaking(language):
        source = address_in(frame.address, language)
        # The page of a photo would be shown as a picture, and nobody would read whose it is.
        is_page = frame.look == AS_USUAL and frame.kind == "gallery" and not frame.photo
        link = frame.url if is_page else source
        return Given(
            title=frame.title,
            link=address_in(link, language),
            code=str(iframe_of(frame, src=source)),
            source=source.removeprefix(site_url()),
            height=height_of(frame),
            kilobytes=ceil(_weight(frame, html) / 1000),
            script=script_code(),
            component=_component(frame, language),
            **_of_programs(frame, language),
        )


def _of_programs(frame: Frame, language: str) -> dict[str, str]:
    """Return what programs read; they are not told by whose links a photo came."""
    if frame.scope.partner:
        return {"api": "", "feed": ""}
    feed = absolute_url("feeds.json_feed", **values_of(frame.scope))
    return {"api": address_in(api_url(frame), language), "feed": address_in(feed, language)}


def script_code() -> str:
    """Return the line by which frames are as high as what they show."""
    return str(SCRIPT.format(script=_file("embed.js")))


def api_url(frame: Frame) -> str:
    """Return where programs are told of what a frame shows."""
    if frame.photo:
        return absolute_url("api.photo", public_id=frame.photo.public_id)
    scope = frame.scope
    time = {"edition": scope.span} if scope.month else {"year": scope.year}
    if frame.kind == "counter":
        return absolute_url("api.years")
    if frame.kind == "world":
        return absolute_url("api.geography", **time)
    place = {"city": scope.city.path} if scope.city else {"country": scope.country}
    return absolute_url("api.photos", **time, **place)


def address_in(address: str, language: str) -> str:
    """Return an address of ours in another language."""
    path = without_language(address.removeprefix(site_url()))
    return site_url() + in_language(path, language)


def _scope_of(chosen: Chosen, kind: Kind) -> Scope:
    """Return the gallery that is meant; a map and a counter are of a year or of all."""
    time = TIME.fullmatch(chosen.time)
    if time is None:
        raise BadInput()
    year, month = (int(part) if part else None for part in time.groups())
    if kind != "gallery":
        return visit.find_gallery(year=year)
    country, _slash, slug = chosen.place.partition("/")
    return visit.find_gallery(year=year, month=month, country=country or None, slug=slug or None)


def _component(frame: Frame, language: str) -> str:
    """Return the code of the element that draws a gallery on the page itself."""
    if frame.photo or frame.kind != "gallery" or frame.scope.partner:
        return ""
    said = {name: value for name, value in frame.look.query.items() if name not in OF_FRAMES}
    if frame.look.accent:
        said["accent"] = f"#{frame.look.accent}"  # as styles write it
    choices = Markup("").join(Markup(' {}="{}"').format(*each) for each in said.items())
    words = f"{frame.title}: {frame.words}"
    url = address_in(frame.url, language)
    return str(COMPONENT.format(script=_file("gallery.js"), choices=choices, url=url, words=words))


def _file(name: str) -> str:
    """Return the lasting address of a script for partners."""
    return site_url() + without_language(
        url_for("frame_files.script", name=name.removesuffix(".js"))
    )


def _weight(frame: Frame, html: str) -> int:
    """Return about how many bytes a frame asks for, by the sizes that browsers choose."""
    shelf = the_shelf()
    own = len(gzip.compress(html.encode())) + len(shelf.pack(STYLES, "br"))
    return own + sum(len(shelf.files[each]) for each in FILES) + sum(_bytes_of_photos(frame))


def _bytes_of_photos(frame: Frame) -> Iterable[int]:
    """Yield the bytes of each photo; of what is just taken down none."""
    if frame.kind != "gallery":
        return
    limit = frame.look.photos
    shown = [frame.photo] if frame.photo else visit.find_photos(frame.scope, limit=limit).photos
    width = 600 if frame.photo or frame.look.layout == "one" else 200
    for photo in shown:
        best = [each for each in photo.renditions if each["format"] == "avif"] or photo.renditions
        wide = [each for each in best if int(each["width"]) >= width] or best[-1:]
        name = min(wide, key=lambda each: int(each["width"]))
        key = f"media/{photo.public_id}/{photo.media_token}-{name['width']}.{name['format']}"
        try:
            yield tools().public.stat(key).size
        except GalleryError:
            yield 0


def _options() -> dict[str, Options]:
    """Return what may be chosen, by the names of the fields."""
    words = {
        "show": (KINDS, (_("Photos"), _("Map"), _("Counter"))),
        "layout": (LAYOUTS, (_("Grid"), _("Strip"), _("One photo"))),
        "rows": (tuple(PHOTOS_IN_ROWS), tuple(PHOTOS_IN_ROWS)),
        "theme": (THEMES, (_("Follow the visitor"), _("Light"), _("Dark"))),
    }
    spoken = tools().settings.spoken
    return {
        **{name: tuple(zip(*each, strict=True)) for name, each in words.items()},
        "time": time_options(),
        "place": (*country_options(), *_cities()),
        "language": tuple((code, name_of(code)) for code in spoken),
    }


def _cities() -> Options:
    """Return the cities with the most photos."""
    cities = totals.count_by_city(Scope())[:MOST_CITIES]
    named = (
        (f"{city.country}/{city.slug}", f"{city.name}, {country_name(city.country)}")
        for city, _photos in cities
    )
    return tuple(sorted(named, key=lambda each: each[1]))
