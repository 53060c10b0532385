from fractions import Fraction

import pytest

from gallery.images.positions import Place, choose_place, differ, place_in_exif, place_in_xmp


def numbers(*values: object):
    return tuple(None if value is None else Fraction(value) for value in values)


LAT, LON = numbers(53, 54, 0), numbers(27, 33, 0)


def gps(lat=LAT, lat_ref="N", lon=LON, lon_ref="E", **more):
    named = {
        "GPS GPSLatitude": lat,
        "GPS GPSLatitudeRef": lat_ref,
        "GPS GPSLongitude": lon,
        "GPS GPSLongitudeRef": lon_ref,
        **{f"GPS {name}": value for name, value in more.items()},
    }
    return {name: value for name, value in named.items() if value is not None}


def where(tags) -> tuple[float, float] | str:
    place = place_in_exif(tags)
    assert (place.why_not is None) == (place.lat is not None) == (place.lon is not None)
    return place.why_not or (place.lat, place.lon)


@pytest.mark.parametrize(
    ("lat_ref", "lon_ref", "signs"),
    [
        ("N", "E", (1, 1)),
        ("N", "W", (1, -1)),
        ("S", "E", (-1, 1)),
        ("S", "W", (-1, -1)),
        ("s", "w", (-1, -1)),
        ("South", "West", (-1, -1)),
    ],
)
def test_the_hemispheres_give_the_signs(lat_ref, lon_ref, signs):
    assert where(gps(lat_ref=lat_ref, lon_ref=lon_ref)) == (53.9 * signs[0], 27.55 * signs[1])


@pytest.mark.parametrize("ref", [None, "", "X", "NE", numbers(78)])
def test_a_hemisphere_is_never_guessed(ref):
    assert where(gps(lat_ref=ref)) == "no hemisphere"
    assert where(gps(lon_ref=ref)) == "no hemisphere"


def test_hemispheres_of_the_other_axis_do_not_count():
    assert where(gps(lat_ref="E", lon_ref="N")) == "no hemisphere"


@pytest.mark.parametrize(
    "lat", [numbers("53.9"), numbers(53, 54), numbers(53, "53.5", 30), numbers("53.9", 0, 0)]
)
def test_degrees_may_be_written_in_one_two_or_three_numbers(lat):
    assert where(gps(lat=lat)) == (53.9, 27.55)


def test_zero_and_zero_is_a_placeholder():
    zero = numbers(0, 0, 0)

    assert where(gps(lat=zero, lon=zero)) == "placeholder 0/0"
    assert where(gps(lat=zero, lon=zero, lat_ref=None)) == "placeholder 0/0"


def test_one_zero_is_the_equator_or_greenwich():
    assert where(gps(lat=numbers(0, 0, 0))) == (0, 27.55)
    assert where(gps(lon=numbers(0, 0, 0))) == (53.9, 0)


@pytest.mark.parametrize(
    "bad",
    [numbers(53, 54, None), numbers(None), (), numbers(1, 2, 3, 4), "52,00000,50,00000", ""],
)
def test_what_is_no_number_is_unreadable(bad):
    assert where(gps(lat=bad)) == "unreadable"
    assert where(gps(lon=bad)) == "unreadable"


def test_half_a_position_is_unreadable():
    assert where(gps(lat=None, lat_ref=None)) == "unreadable"
    assert where(gps(lon=None)) == "unreadable"


def test_nothing_is_clipped_into_range():
    assert where(gps(lat=numbers(90, 0, 1))) == "out of range"
    assert where(gps(lon=numbers(181, 0, 0))) == "out of range"
    assert where(gps(lat=numbers(-53, 0, 0))) == "out of range"
    assert where(gps(lat=numbers(90, 0, 0), lon=numbers(180, 0, 0))) == (90, 180)


def test_without_a_position_there_is_none():
    assert where({"GPS GPSLatitudeRef": "N"}) == "absent"
    assert where({}) == "absent"


@pytest.mark.parametrize(
    ("more", "uncertain"),
    [
        ({}, False),
        ({"GPSStatus": "A"}, False),
        ({"GPSStatus": "V"}, True),
        ({"GPSHPositioningError": numbers(1000)}, False),
        ({"GPSHPositioningError": numbers(1001)}, True),
        ({"GPSHPositioningError": numbers(None)}, False),
        ({"GPSHPositioningError": "far"}, False),
    ],
)
def test_a_bad_fix_is_uncertain(more, uncertain):
    assert place_in_exif(gps(**more)).uncertain is uncertain


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        ("53,54.0N", "27,33.0E", (53.9, 27.55)),
        ("53,54,0N", "27,33,0W", (53.9, -27.55)),
        ("53,53.5,30S", "27,33E", (-53.9, 27.55)),
        ("53,54.0", "27,33.0E", "unreadable"),
        ("53.9", "27.55", "unreadable"),
        ("53,54.0E", "27,33.0N", "no hemisphere"),
        ("91,0.0N", "27,33.0E", "out of range"),
        ("0,0.0N", "0,0.0E", "placeholder 0/0"),
        ("53,54.0N", None, "unreadable"),
        (None, None, "absent"),
    ],
)
def test_xmp_writes_degrees_and_hemisphere_together(lat, lon, expected):
    said = {"exif:GPSLatitude": lat, "exif:GPSLongitude": lon}

    place = place_in_xmp({name: value for name, value in said.items() if value})

    assert (place.why_not or (place.lat, place.lon)) == expected


XMP = {"exif:GPSLatitude": "48,12.0N", "exif:GPSLongitude": "16,22.0E"}


def test_exif_wins_over_xmp():
    assert choose_place(gps(), XMP).source == "EXIF GPS"


def test_xmp_answers_where_exif_has_no_position():
    assert choose_place({}, XMP).source == "XMP"
    assert choose_place(gps(lat_ref=None), XMP).source == "XMP"


def test_a_void_position_in_xmp_is_uncertain():
    assert choose_place({}, XMP | {"exif:GPSStatus": "V"}).uncertain
    assert not choose_place({}, XMP).uncertain


def test_the_reason_is_exifs_unless_it_says_nothing():
    assert choose_place(gps(lat_ref=None), {}).why_not == "no hemisphere"
    assert choose_place({}, {"exif:GPSLatitude": "1,2N"}).why_not == "unreadable"


def test_positions_differ_from_about_a_kilometre():
    minsk, near, far = Place(53.9, 27.55), Place(53.905, 27.555), Place(53.92, 27.55)

    assert not differ(minsk, near)
    assert differ(minsk, far)
    assert not differ(minsk, Place())


def test_the_date_line_is_no_distance():
    assert not differ(Place(-16.5, 179.999), Place(-16.5, -179.999))
