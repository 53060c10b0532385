"""The city somebody means, for the fields of the form: by letters, or by a point on a map.

A point comes in the body of a question and is coarse: neither an address nor a log tells it, and
nothing keeps it.
"""

import math
from collections.abc import Mapping

from flask import Response, jsonify, request

from gallery.errors import BadInput, Incomplete
from gallery.journey.care import listed_countries
from gallery.places import atlas
from gallery.places.cities import City
from gallery.web import say
from gallery.web.cities import label, suggest, where
from gallery.web.current import tools
from gallery.web.submit.door import pages

LONGEST_SEARCH = 120  # characters
LEAST_KM, MOST_KM = 25.0, 600.0
NEAR_KM = 60.0  # a device is in a city of this distance, or in none

#: The map of a page without a script, in CSS pixels, and how far a finger may miss on it.
MAP_WIDTH = 300
MAP_KM = 400.0
MAP = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="{atlas.VIEW_BOX}" width="{MAP_WIDTH}">\
<path fill="#8a857c" d="{atlas.land("coarse")}"/></svg>"""


@pages.get("/cities")
def suggest_cities() -> Response:
    """Answer ``?q=`` with the likeliest cities, in any script, likeliest first.

    ``{"cities": [{"geoname_id": 593116, "name": "Vilnius", "where": "Lithuania",
    "label": "Vilnius, Lithuania"}]}``; ``label`` is what the field shows once one is chosen, and
    ``note`` what is then said of a country where people are in danger.
    """
    text = request.args.get("q", "")[:LONGEST_SEARCH]
    return _tell(suggest(text, cities=tools().cities))


@pages.post("/cities/near")
def tell_near() -> Response:
    """Answer a point with the cities there, the likeliest first, as ``suggest_cities`` does.

    ``{"lat": 54.7, "lon": 25.3}``, or ``{"x": …, "y": …, "km": …}`` for a point on our map and how
    far around it; each city then has its ``x`` and ``y``, too.
    """
    asked = request.get_json(silent=True)
    said = asked if isinstance(asked, dict) else {}
    if "x" not in said:
        lat, lon = _number(said, "lat"), _number(said, "lon")
        return _tell(_near(lat, lon, within_km=NEAR_KM, limit=1))
    lat, lon = atlas.unproject(_number(said, "x"), _number(said, "y"))
    within_km = min(max(_number(said, "km"), LEAST_KM), MOST_KM)
    return _tell(_near(lat, lon, within_km=within_km), on_map=True)


@pages.get("/map.svg")
def show_map() -> Response:
    """Draw the land, for a page without a script."""
    return Response(MAP, mimetype="image/svg+xml", headers={"Cache-Control": "max-age=86400"})


def require_no_pick(words: Mapping[str, str]) -> None:
    """Where the map was pressed, raise Incomplete with the cities there, to choose from."""
    if "map.x" not in words:
        return
    scale = atlas.WIDTH / MAP_WIDTH
    lat, lon = atlas.unproject(_number(words, "map.x") * scale, _number(words, "map.y") * scale)
    found = _near(lat, lon, within_km=MAP_KM, limit=12)
    key = "which-city-here" if found else "no-city-here"
    raise Incomplete(key, field="city", choices=tuple(found))


def _near(lat: float, lon: float, *, within_km: float, limit: int = 6) -> list[City]:
    """Return the cities around a point, which is made coarse once more."""
    return tools().cities.near(round(lat, 1), round(lon, 1), within_km=within_km, limit=limit)


def _tell(cities: list[City], *, on_map: bool = False) -> Response:
    """Tell of cities what a field needs, and where they lie on our map."""
    listed = listed_countries()
    return jsonify(
        cities=[
            {
                "geoname_id": city.geoname_id,
                "name": city.name,
                "where": where(city),
                "label": label(city),
                **(_place(city) if on_map else {}),
                **({"note": say.careful()} if city.country in listed else {}),
            }
            for city in cities
        ]
    )


def _place(city: City) -> dict[str, float]:
    """Return where a city's centre lies on our map."""
    x, y = atlas.project(city.lat, city.lon)
    return {"x": round(x, 2), "y": round(y, 2)}


def _number(said: Mapping[str, object], name: str) -> float:
    """Read a number of a point; raise BadInput for what is none."""
    try:
        number = float(str(said.get(name)))
    except ValueError as error:
        raise BadInput("no-point") from error
    if not math.isfinite(number) or abs(number) > 2000:
        raise BadInput("no-point")
    return number
