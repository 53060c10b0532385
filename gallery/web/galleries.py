"""Visitors look: the first page, years, editions, countries, cities, photos, the map."""

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from gallery.errors import NotHere
from gallery.journey.robots import is_noindex
from gallery.journey.visit import Scope, find_gallery, find_partner_gallery, find_photo
from gallery.web.freshness import may_be_kept
from gallery.web.guards import for_visitors
from gallery.web.headers import keep_out, with_oembed_link
from gallery.web.present.addresses import GALLERIES, gallery_url
from gallery.web.present.galleries import cities_page, gallery_page, home_page
from gallery.web.present.linked_data import Data, data_of_gallery, data_of_photo, data_of_site
from gallery.web.present.maps import map_figures, map_page
from gallery.web.present.names import gallery_name
from gallery.web.present.partners import partner_page
from gallery.web.present.photos import photo_page
from gallery.web.present.shapes import GalleryPage, HomePage, PhotoPage

pages = Blueprint("galleries", __name__)
for_visitors(pages)
may_be_kept(pages)


@pages.get("/")
def home() -> Response:
    """Show what this is, its years, its map and its latest photos."""
    page = home_page()
    return _show("home", page, data=data_of_site(page))


def gallery(
    year: int | None = None,
    month: int | None = None,
    country: str | None = None,
    slug: str | None = None,
) -> ResponseReturnValue:
    """Show a page of a year, an edition, a country or a city."""
    scope = find_gallery(year=year, month=month, country=country, slug=slug)
    after = request.args.get("after")
    try:
        page = gallery_page(scope, after=after)
    except NotHere:  # the photo that this page began after was erased meanwhile
        return redirect(gallery_url(scope))
    if after and not page.photos:
        return redirect(gallery_url(scope))
    data = data_of_gallery(page, name=gallery_name(scope))
    return _show(_kind_of(scope), page, data=data)


for address in GALLERIES:
    pages.add_url_rule(address, view_func=gallery)


@pages.get("/partners/<partner>/")
def partner(partner: str) -> ResponseReturnValue:
    """Show a page of what came by a partner's links."""
    scope = find_partner_gallery(partner)
    after = request.args.get("after")
    try:
        page = partner_page(scope, after=after)
    except NotHere:  # as above
        return redirect(gallery_url(scope))
    data = data_of_gallery(page, name=gallery_name(scope))
    return _show("partner", page, data=data)


@pages.get("/cities/")
def cities() -> str:
    """List all cities by country."""
    return render_template("galleries/cities.html", page=cities_page())


@pages.get("/map/")
@pages.get("/map/<int(fixed_digits=4):year>/")
def world(year: int | None = None) -> Response:
    """Show the map of a year or of all, and the list that is its equal."""
    page = map_page(find_gallery(year=year))
    answer = make_response(render_template("galleries/map.html", page=page))
    return with_oembed_link(answer, page.links)


@pages.get("/map/cities.json")
@pages.get("/map/<int(fixed_digits=4):year>/cities.json")
def map_of_cities(year: int | None = None) -> Response:
    """Say where the cities with photos are, for the script that draws the map closer."""
    scope = find_gallery(year=year)
    return keep_out(jsonify(map_figures(scope)), is_noindex=is_noindex(scope))


@pages.get("/photos/<public_id>")
def photo(public_id: str) -> Response:
    """Show one photo with all that may be said about it."""
    page = photo_page(find_photo(public_id))
    return _show("photo", page, data=data_of_photo(page))


def _kind_of(scope: Scope) -> str:
    """Name the template of a gallery."""
    if scope.city is not None:
        return "city_year" if scope.year else "city"
    if scope.country is not None:
        return "country_year" if scope.year else "country"
    return "edition" if scope.month else "year"


def _show(name: str, page: HomePage | GalleryPage | PhotoPage, *, data: Data) -> Response:
    """Show a page, and say in its headers too where its frame is to be found."""
    answer = make_response(render_template(f"galleries/{name}.html", page=page, data=data))
    return with_oembed_link(answer, page.links)
