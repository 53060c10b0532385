import pytest

from gallery.places.compact import Regions, compact, other_names

MINSK = {
    "geonameid": 625144,
    "name": "Minsk",
    "countrycode": "BY",
    "admin1code": "04",
    "latitude": 53.90019,
    "longitude": 27.56653,
    "population": 1742124,
    "timezone": "Europe/Minsk",
    "alternatenames": [
        "MSQ",
        "Minsk",
        "Mińsk",
        "Минск",
        "Мінск",
        "Менск",
        "ming si ke",
        "Менсkъ",
    ],
}


def city(**changes):
    return MINSK | changes


def test_names_with_the_same_key_are_kept_once():
    assert list(other_names(MINSK)) == ["Минск", "Менск"]


@pytest.mark.parametrize("noise", ["MSQ", "ming si ke", "Менсkъ", "Miensk [a. 1067]", "", "'"])
def test_noise_is_no_name(noise):
    assert list(other_names(city(alternatenames=[noise]))) == []


def test_a_japanese_name_may_mix_its_scripts():
    assert list(other_names(city(alternatenames=["さいたま市", "つくば"]))) == [
        "さいたま市",
        "つくば",
    ]


def test_a_lower_case_city_keeps_its_lower_case_names():
    hague = city(name="'s-Gravenhage", alternatenames=["den haag"])

    assert list(other_names(hague)) == ["den haag"]


def test_a_city_says_its_own_region():
    states = [
        {
            "country_code": "BY",
            "latitude": 53.90019,
            "longitude": 27.56653,
            "state": "Minsk City",
        }
    ]

    assert Regions(states, [MINSK]).name(MINSK) == "Minsk City"


def test_cities_of_a_code_lend_each_other_the_regions_name():
    states = [{"country_code": "BY", "latitude": 1.0, "longitude": 2.0, "state": "Minsk City"}]
    neighbour = city(geonameid=2, latitude=1.0, longitude=2.0, population=3)

    assert Regions(states, [MINSK, neighbour]).name(MINSK) == "Minsk City"


def test_a_nameless_region_is_called_after_its_biggest_city():
    village = city(geonameid=2, name="Sienica", population=900)

    assert Regions([], [village, MINSK]).name(village) == "Minsk"


@pytest.mark.parametrize("code", ["", "00"])
def test_a_country_without_regions_has_none(code):
    singapore = city(name="Singapore", admin1code=code)

    assert Regions([], [singapore]).name(singapore) == ""


def test_the_source_is_sorted_whatever_the_order_of_the_records():
    records = [MINSK, city(geonameid=7)]
    regions = Regions([], records)

    assert compact(records, regions=regions) == compact(records[::-1], regions=regions)


def test_a_line_holds_what_the_builder_reads():
    last = compact([MINSK], regions=Regions([], [MINSK])).splitlines()[-1]

    expected = "625144|Minsk|by|Minsk|53.9002|27.5665|1742124|Europe/Minsk|Минск|Менск"
    assert last.replace("\t", "|") == expected
