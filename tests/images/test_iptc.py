import pytest

from gallery.images.containers.span import Span
from gallery.images.iptc import date_and_time
from tests.images.making import dataset, resource

DAY, TIME = dataset(55, "20100321"), dataset(60, "120000+0200")
OTHER = dataset(120, "a caption")


@pytest.mark.parametrize("records", [DAY + TIME, TIME + OTHER + DAY, OTHER + DAY + TIME + DAY])
def test_day_and_time_are_put_together(records):
    assert date_and_time(Span(records)) == "2010:03:21 12:00:00+0200"


def test_they_may_stand_among_photoshops_resources():
    resources = resource(0x03ED, b"odd") + resource(0x0404, DAY + TIME)

    assert date_and_time(Span(resources)) == "2010:03:21 12:00:00+0200"


@pytest.mark.parametrize(
    "records",
    [
        b"",
        DAY,
        TIME,
        dataset(55, "2010") + TIME,
        DAY + dataset(60, "1"),
        dataset(55, "20100321", record=1) + TIME,
        b"nonsense",
        resource(0x03ED, DAY + TIME),
        b"8BIM",
        b"8BIM\x04\x04\x00\x00\x7f\xff\xff\xff" + DAY + TIME,
    ],
)
def test_half_a_moment_is_none(records):
    assert date_and_time(Span(records)) is None


def test_records_that_are_cut_off_count_as_far_as_they_go():
    assert date_and_time(Span(DAY + TIME + OTHER[:-2])) == "2010:03:21 12:00:00+0200"


def test_a_million_records_are_not_read_to_the_end():
    assert date_and_time(Span(OTHER * 100_000 + DAY + TIME)) is None
