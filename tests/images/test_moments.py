from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from gallery.images.moments import (
    Moment,
    Statement,
    choose_moment,
    format_offset,
    is_implausible,
    offset_by_gps,
    parse_moment,
    parse_offset,
)

NOON = datetime(2010, 3, 21, 12, 0, 0)
NOW = datetime(2012, 12, 31, 12, 0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "2010:03:21 12:00:00",
        "2010-03-21T12:00:00",
        "2010/03/21 12:00",
        " 2010:03:21 12:00:00  ",
        "2010: 3:21 12:00:00",
        "2010:03:21 12:00:00.25",
        "٢٠١٠:٠٣:٢١ ١٢:٠٠:٠٠",
    ],
)
def test_a_moment_is_read_however_it_is_written(text):
    assert parse_moment(text) == Moment(NOON, None)


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("+02:00", "+02:00"),
        (" +02:00", "+02:00"),
        ("+0200", "+02:00"),
        ("-03:30", "-03:30"),
        ("Z", "+00:00"),
        ("+25:00", None),
    ],
)
def test_a_zone_beside_the_clock_is_never_applied_to_it(zone, offset):
    assert parse_moment(f"2010-03-21T12:00:00{zone}") == Moment(NOON, offset)


def test_a_leap_second_is_the_last_of_its_minute():
    assert parse_moment("2016:12:31 23:59:60").wall == datetime(2016, 12, 31, 23, 59, 59)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0000:00:00 00:00:00", "placeholder"),
        ("    :  :     :  :  ", "placeholder"),
        ("", "placeholder"),
        ("2010:13:01 12:00:00", "impossible"),
        ("2010:02:30 12:00:00", "impossible"),
        ("2010:03:21 24:00:00", "impossible"),
        ("2010:03:21 12:00:70", "impossible"),
        ("2010:03:21", "unreadable"),
        ("yesterday", "unreadable"),
        ("<script>2010:03:21 12:00:00", "unreadable"),
        ("2" * 60_000, "unreadable"),
        ("2010:03:21 12:00:00, 2010:03:22", "unreadable"),
    ],
)
def test_what_is_no_date_is_as_good_as_absent_with_a_reason(text, reason):
    taken = choose_moment([Statement("EXIF DateTimeOriginal", text)])

    assert taken == (None, None, reason)


def test_the_first_statement_that_is_a_date_counts():
    statements = [
        Statement("absent", None),
        Statement("blank", "0000:00:00 00:00:00"),
        Statement("good", "2010:03:21 12:00:00", "+02:00"),
        Statement("late", "2010:03:22 12:00:00"),
    ]

    assert choose_moment(statements) == (Moment(NOON, "+02:00"), "good", None)


def test_a_zone_in_the_text_beats_its_companion():
    statement = Statement("both", "2010-03-21T12:00:00+02:00", "+05:00")

    assert choose_moment([statement]).moment == Moment(NOON, "+02:00")


def test_the_reason_is_that_of_the_most_trusted_statement():
    statements = [Statement("a", None), Statement("b", "0000"), Statement("c", "garbage")]

    assert choose_moment(statements).why_not == "placeholder"
    assert choose_moment([]).why_not == "absent"


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("+14:00", "+14:00"),
        ("-12:00", "-12:00"),
        ("+05:45", "+05:45"),
        ("-00:00", "+00:00"),
        ("+2", "+02:00"),
        ("+14:15", None),
        ("-12:15", None),
        ("+05:60", None),
        ("02:00", None),
        ("CEST", None),
        ("   :  ", None),
        ("", None),
    ],
)
def test_an_offset_is_one_that_the_worlds_clocks_use(text, offset):
    assert parse_offset(text) == offset


def test_an_offset_has_a_sign_and_two_numbers():
    assert format_offset(timedelta(hours=-3, minutes=-30)) == "-03:30"
    assert format_offset(timedelta(hours=15)) is None


@pytest.mark.parametrize(
    "wall",
    [
        datetime(2013, 1, 1, 13),
        datetime(2553, 3, 21),
        datetime(1989, 12, 31),
        datetime(1, 1, 1),
        datetime(1970, 1, 1),
        datetime(1980, 1, 1, 0, 4),
        datetime(2000, 1, 1),
        datetime(2001, 1, 1, 12),
    ],
)
def test_a_clock_that_was_never_set_is_implausible(wall):
    assert is_implausible(wall, now=NOW)


@pytest.mark.parametrize(
    "wall", [datetime(2013, 1, 1, 11), datetime(1990, 1, 1), datetime(2000, 1, 2), NOON]
)
def test_other_days_are_plausible(wall):
    assert not is_implausible(wall, now=NOW)


def gps(day: str, *clock: object):
    return {"GPS GPSDateStamp": day, "GPS GPSTimeStamp": clock}


def at(hour: int, minute: int = 0, second: int = 0):
    return gps("2010:03:21", Fraction(hour), Fraction(minute), Fraction(second))


@pytest.mark.parametrize(
    ("tags", "offset"),
    [
        (at(10), "+02:00"),
        (at(10, 4, 59), "+02:00"),
        (at(9, 55), "+02:00"),
        (at(10, 6), None),
        (at(6, 15), "+05:45"),
        (at(12), "+00:00"),
        (gps("2010:03:22", Fraction(0), Fraction(0), Fraction(0)), "-12:00"),
        (gps("2010:03:20", Fraction(22), Fraction(0), Fraction(0)), "+14:00"),
        (gps("2010:03:20", Fraction(21), Fraction(0), Fraction(0)), None),
        (gps("2010-03-21", Fraction(10), Fraction(0), Fraction(99, 10)), "+02:00"),
        (gps("0111:03:21", Fraction(10), Fraction(0), Fraction(0)), None),
        (gps("2010:03:21", Fraction(10), None, Fraction(0)), None),
        (gps("2010:03:21", Fraction(99), Fraction(0), Fraction(0)), None),
        (gps("2010:03:21", Fraction(10)), None),
        (gps("1999:99:99", Fraction(10), Fraction(0), Fraction(0)), None),
        (gps("9999:12:31", Fraction(24), Fraction(0), Fraction(0)), None),
        ({"GPS GPSDateStamp": "2010:03:21"}, None),
        ({"GPS GPSTimeStamp": (Fraction(10), Fraction(0), Fraction(0))}, None),
        ({"GPS GPSDateStamp": "2010:03:21", "GPS GPSTimeStamp": "10:00:00"}, None),
        ({}, None),
    ],
)
def test_the_satellites_clock_tells_the_offset_when_it_fits(tags, offset):
    assert offset_by_gps(NOON, tags) == offset
