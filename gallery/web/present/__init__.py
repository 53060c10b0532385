"""What the public may see: the only place where a place, time or name could leak, so none does.

``shapes`` are the frozen values that templates and frames are given. ``galleries``, ``photos``,
``downloads``, ``frames`` (``looks`` are how partners want them, ``builder`` is where they choose
them, ``frame_codes`` what they paste, ``embed_help`` how), ``oembed``, ``entries`` (of feeds),
``cards`` (on other sites), ``linked_data`` and ``site`` (for search engines) make them from rows,
``found`` from what somebody searched for (``spoken`` are names as people type them), with
``names``, ``pictures``, ``places``, ``cities``, ``maps``, ``years``, ``ways`` and ``addresses``;
``walls`` are for a screen on the action day, ``history`` is what the campaign tells of itself,
``partners`` what came by whose links, ``press`` what newspapers are given, ``api`` and
``api_shapes`` what programs of partners are,
``rows`` foresee how wide a grid shows its first photos. ``classes`` spells numbers and colours as
CSS classes, because our strict policy allows no style attribute.
"""

from gallery.journey.totals import Counts
from gallery.web.present.classes import (
    colour_classes,
    number_classes,
    ratio_classes,
    sizes_in_grid,
)
from gallery.web.present.shapes import (
    CitiesPage,
    CityLine,
    CountryCities,
    FramePage,
    GalleryPage,
    HomePage,
    Link,
    MapDot,
    MapPage,
    PageLinks,
    Pager,
    PhotoCard,
    PhotoPage,
    Picture,
    Reported,
    Source,
    WallPage,
    WorldMap,
    YearStrip,
)

__all__ = [
    "CitiesPage", "CityLine", "CountryCities", "Counts", "FramePage", "GalleryPage",
    "HomePage", "Link", "MapDot", "MapPage", "PageLinks", "Pager", "PhotoCard", "PhotoPage",
    "Picture", "Reported", "Source", "WallPage", "WorldMap", "YearStrip", "colour_classes",
    "number_classes", "ratio_classes", "sizes_in_grid",
]  # fmt: skip
