import random
import sqlite3
import threading

import pytest

from gallery.errors import Unavailable
from gallery.places.cities import Cities, Point, distance_km, slugify

MINSK = 625144


@pytest.fixture(scope="module")
def all_cities(cities, cities_path):
    ids = sqlite3.connect(cities_path).execute("SELECT id FROM city ORDER BY id")
    return [cities.find(geoname_id) for (geoname_id,) in ids]


def test_a_city_is_found_by_its_number(cities):
    minsk = cities.find(MINSK)

    assert (minsk.name, minsk.country, minsk.timezone) == (
        "Minsk",
        "by",
        "Europe/Minsk",
    )
    assert minsk.population > 1_500_000


def test_an_unknown_number_finds_nothing(cities):
    assert cities.find(-1) is None


def test_the_gazetteer_covers_the_world(all_cities):
    assert len(all_cities) > 34_000
    assert len({city.country for city in all_cities}) > 240
    assert all(-90 <= city.lat <= 90 and -180 <= city.lon <= 180 for city in all_cities)
    assert all(len(city.country) == 2 and city.country.islower() for city in all_cities)


def test_nearly_every_city_says_its_region_in_words(all_cities):
    without = [c for c in all_cities if not c.region or c.region.isdigit()]

    assert len(without) < 100


def test_a_gazetteer_that_was_not_built_is_said_so(tmp_path):
    with pytest.raises(Unavailable) as problem:
        Cities(tmp_path / "cities.db")

    assert problem.value.key == "no-cities"


@pytest.mark.parametrize(
    ("typed", "name", "country"),
    [
        ("min", "Minsk", "by"),
        ("MINSK", "Minsk", "by"),
        ("Мінск", "Minsk", "by"),
        ("минск", "Minsk", "by"),
        ("Менск", "Minsk", "by"),
        ("Вільня", "Vilnius", "lt"),
        ("віль", "Vilnius", "lt"),
        ("Горад Жод", "Horad Zhodzina", "by"),
        ("hrod", "Hrodna", "by"),
        ("Гродна", "Hrodna", "by"),
        ("гомель", "Homyel'", "by"),
        ("brest", "Brest", "by"),
        ("köln", "Köln", "de"),
        ("koln", "Köln", "de"),
        ("koeln", "Köln", "de"),
        ("Кельн", "Köln", "de"),
        ("Cologne", "Köln", "de"),
        ("st pe", "Saint Petersburg", "ru"),
        ("st. pe", "Saint Petersburg", "ru"),
        ("Санкт-Пе", "Saint Petersburg", "ru"),
        ("lodz", "Łódź", "pl"),
        ("Łódź", "Łódź", "pl"),
        ("wien", "Vienna", "at"),
        ("roma", "Rome", "it"),
        ("Brux", "Brussels", "be"),
        ("Брус", "Brussels", "be"),
        ("თბ", "Tbilisi", "ge"),
        ("서울", "Seoul", "kr"),
        ("東京", "Tokyo", "jp"),
        ("القاهرة", "Cairo", "eg"),
        ("تهران", "Tehran", "ir"),
        ("Αθή", "Athens", "gr"),
        ("york", "York", "gb"),
        ("janeiro", "Rio de Janeiro", "br"),
        ("'s-gravenhage", "The Hague", "nl"),
        ("Vilnius, LT", "Vilnius", "lt"),
        ("London, CA", "London", "ca"),
        ("London, Ontario", "London", "ca"),
        ("San José, cr", "San José", "cr"),
        ("Atlanta, GA", "Atlanta", "us"),
        ("Vilnius,", "Vilnius", "lt"),
    ],
)
def test_the_city_that_is_meant_comes_first(cities, typed, name, country):
    first = cities.search(typed)[0]

    assert (first.name, first.country) == (name, country)


@pytest.mark.parametrize(
    "typed", ["", " ", ",", ", lt", "…", "qqqqq", "\x00", "x" * 5000, "%", "'; --"]
)
def test_what_names_no_city_finds_none(cities, typed):
    assert cities.search(typed) == []


def test_an_airport_code_names_no_city(cities):
    assert all(city.geoname_id != MINSK for city in cities.search("MSQ"))


def test_a_city_is_found_once_however_many_names_it_has(cities):
    found = [city.geoname_id for city in cities.search("s", limit=50)]

    assert len(found) == len(set(found)) == 50


def test_a_country_lets_no_other_city_through(cities):
    found = cities.search("b, lt", limit=30)

    assert {city.country for city in found} == {"lt"}


@pytest.mark.parametrize("slice_", [slice(0, None, 7)])
def test_every_city_is_found_by_its_whole_name_and_country(cities, all_cities, slice_):
    asked = random.Random(4).sample(all_cities[slice_], 400)

    lost = [
        c
        for c in asked
        if c not in cities.search(f"{c.name.replace(',', ' ')}, {c.country}", limit=80)
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("lat", "lon", "name"),
    [
        (53.895, 27.548, "Minsk"),
        (50.8467, 4.3525, "Brussels"),
        (52.5163, 13.3777, "Berlin"),
        (52.399, 13.066, "Potsdam"),
        (48.853, 2.3499, "Paris"),
        (48.936, 2.357, "Saint-Denis"),
        (40.758, -73.9855, "New York City"),
        (-33.87, 151.2, "Sydney"),
        (78.22, 15.65, "Longyearbyen"),
        (64.15, 360 - 21.94, "Reykjavík"),
    ],
)
def test_a_point_belongs_to_the_city_a_person_would_name(cities, lat, lon, name):
    city, km = cities.nearest(lat, lon)

    assert city.name == name
    assert km < 8


@pytest.mark.parametrize("point", [(0, -150), (90, 0), (-90, 12), (0, 0), (-50, 180), (-50, -180)])
def test_no_city_is_near_at_sea_and_at_the_poles(cities, point):
    assert cities.nearest(*point) is None


def test_the_antimeridian_is_no_wall(cities):
    taveuni = cities.nearest(-16.8, 179.9, within_km=400)
    other_side = cities.nearest(-16.8, -179.9, within_km=400)

    assert taveuni[0] == other_side[0]
    assert taveuni[1] != other_side[1]


def test_the_pole_reaches_every_meridian(cities):
    city, km = cities.nearest(89.9, -160, within_km=1500)

    assert city.name == "Longyearbyen"
    assert km == pytest.approx(1311, abs=15)


@pytest.mark.parametrize("seed", range(5))
def test_within_reach_nothing_is_overlooked(cities, all_cities, seed):
    dice = random.Random(seed)
    here = Point(dice.uniform(-70, 75), dice.choice([dice.uniform(-180, 180), 179.9, -179.9]))

    found = cities.nearest(*here, within_km=700)

    reachable = [c for c in all_cities if distance_km(here, Point(c.lat, c.lon)) <= 700]
    assert (found is None) == (not reachable)
    assert found is None or found[0] in reachable


def test_no_farther_city_is_chosen_than_was_allowed(cities):
    city, km = cities.nearest(54.0, 25.5, within_km=80)

    assert km <= 80
    assert cities.nearest(54.0, 25.5, within_km=km - 0.001) != (city, km)


def test_threads_may_share_a_gazetteer(cities):
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(cities.search("vil")[0].name))
        for _ in range(8)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 8
    assert len(set(answers)) == 1


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((51.5074, -0.1278), (48.8566, 2.3522), 343.6),
        ((0, 179.5), (0, -179.5), 111.2),
        ((90, 0), (-90, 0), 20015.1),
        ((10, 20), (10, 20), 0),
    ],
)
def test_distances_follow_the_globe(one, other, km):
    assert distance_km(Point(*one), Point(*other)) == pytest.approx(km, abs=0.5)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Vilnius", "vilnius"),
        ("Łódź", "lodz"),
        ("Frankfurt (Oder)", "frankfurt-oder"),
        ("Homyel'", "homyel"),
        ("São Paulo", "sao-paulo"),
        ("Paris 04 Hôtel-de-Ville", "paris-04-hotel-de-ville"),
        ("Мінск", "625144"),
    ],
)
def test_a_slug_is_plain_ascii(name, slug):
    assert slugify(name, fallback=MINSK) == slug


def test_every_city_has_a_slug_in_letters(all_cities):
    slugs = {slugify(city.name) for city in all_cities}

    assert all(slug.isascii() and slug == slug.lower() and slug for slug in slugs)
