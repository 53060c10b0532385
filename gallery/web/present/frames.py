"""What partners are given: frames, and the code that shows them."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from flask import current_app, request
from markupsafe import Markup
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from gallery.errors import NotHere
from gallery.journey import totals, visit
from gallery.journey.strands import PublicPhoto, ShownPhoto
from gallery.journey.visit import Scope
from gallery.models import Photo
from gallery.web.current import absolute_url, campaign, site_url, split_address, tools
from gallery.web.languages import split_language
from gallery.web.present.addresses import gallery_url, photo_url, values_of, whole
from gallery.web.present.classes import sizes_in_frame
from gallery.web.present.names import describe, gallery_name, photo_name, photos_words
from gallery.web.present.pictures import card_of
from gallery.web.present.shapes import FrameCode, FramePage, PhotoCard
from gallery.web.present.years import reported_of
from gallery.web.voice import gettext as _

Shown = Scope | PublicPhoto

PHOTOS_IN_FRAME = 6
WIDTH, HEIGHT = 600, 420  # pixels, of a frame that is not told otherwise
#: Neither WordPress nor anybody else may need more of a page of ours than this.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
IFRAME = Markup(
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}" loading="lazy"'
    ' sandbox="{sandbox}" referrerpolicy="origin" style="border:0;width:100%"></iframe>'
)


def find_shown(address: str) -> Shown:
    """Return the gallery or photo of an address of ours; raise NotHere for any other address."""
    parts = split_address(address)
    if parts.netloc not in {split_address(site_url()).netloc, request.host}:
        raise NotHere("unknown-address")
    endpoint, values = _match(split_language(parts.path, tools().settings.spoken)[1])
    if endpoint == "galleries.photo":
        return visit.find_photo(str(values["public_id"]))
    if endpoint in ("galleries.gallery", "galleries.home"):
        return visit.find_gallery(**values)  # type: ignore[arg-type]
    raise NotHere("unknown-address")


def frame_page(scope: Scope) -> FramePage:
    """Return what a frame of a gallery shows."""
    photos = visit.find_photos(scope, limit=PHOTOS_IN_FRAME).photos
    return FramePage(
        title=title_of(scope),
        url=whole(gallery_url(scope)),
        counts=totals.count_all(scope),
        photos=tuple(_card_in_frame(photo) for photo in photos),
        reported=None if scope.country else reported_of(scope.editions if scope.year else ()),
    )


def photo_frame(photo: Photo) -> FramePage:
    """Return what a frame of one photo shows."""
    url = whole(photo_url(photo))
    counts = totals.Counts(photos=1)
    return FramePage(photo_name(photo), url, counts, photos=(card_of(photo, sizes="100vw"),))


def frame_codes(address: str | None = None) -> tuple[FrameCode, ...]:
    """Return the frames that partners are offered: of one address, or the newest of each kind."""
    shown: Iterable[Shown] = [find_shown(address)] if address else _offers()
    return tuple(code_of(each) for each in shown)


def code_of(shown: Shown) -> FrameCode:
    """Return the link and the code that show a gallery or photo on another site."""
    return FrameCode(
        title=title_of(shown),
        url=url_of(shown),
        code=str(iframe_of(shown, width=WIDTH, height=HEIGHT)),  # to be read, not to be shown
        words=words_of(shown),
    )


def iframe_of(shown: Shown, *, width: int, height: int) -> Markup:
    """Return the code of a frame so large, in pixels; it is whole without any script."""
    if not isinstance(shown, Scope):
        src = absolute_url("embed.photo", public_id=shown.public_id)
    else:
        src = absolute_url("embed.gallery", **values_of(shown))
    title = _("%(what)s: photos", what=title_of(shown))
    return IFRAME.format(src=src, title=title, sandbox=SANDBOX, width=width, height=height)


def title_of(shown: Shown) -> str:
    """Return what is shown, in a few words."""
    if not isinstance(shown, Scope):
        return photo_name(shown)
    return gallery_name(shown) or campaign().name


def url_of(shown: Shown) -> str:
    """Return the whole address of what is shown."""
    return whole(photo_url(shown) if not isinstance(shown, Scope) else gallery_url(shown))


def words_of(shown: Shown) -> str:
    """Say how much is shown, or what."""
    if not isinstance(shown, Scope):
        return describe(shown)
    return photos_words(totals.count_all(shown))


def _card_in_frame(photo: ShownPhoto) -> PhotoCard:
    """Return a photo as a frame shows it among others."""
    return card_of(photo, sizes=sizes_in_frame(photo.public_width, photo.public_height))


def _match(path: str) -> tuple[str, dict[str, object]]:
    """Return which page a path of ours leads to, with or without the slash at its end."""
    routes = current_app.url_map.bind("")
    try:
        endpoint, values = routes.match(path, method="GET")
    except RequestRedirect as error:
        endpoint, values = routes.match(urlsplit(error.new_url).path, method="GET")
    except (NotFound, MethodNotAllowed) as error:
        raise NotHere("unknown-address") from error
    return str(endpoint), dict(values)


def _offers() -> Sequence[Shown]:
    """Return the latest photos, each year with photos, and the newest year's first city."""
    years = [each.year for each in reversed(totals.count_years()) if each.counts.photos]
    if not years:
        return ()
    cities = totals.count_by_city(Scope(year=years[0]))
    newest = visit.find_photos(Scope(), limit=1).photos
    first = (Scope(year=years[0], country=city.country, city=city) for city, _photos in cities[:1])
    return [Scope(), *(Scope(year=year) for year in years), *first, *newest]
