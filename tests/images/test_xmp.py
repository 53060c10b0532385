import pytest

from gallery.images.containers.span import Span
from gallery.images.xmp import properties_of
from tests.images.making import xmp

WHEN = "2010-03-21T12:00:00+02:00"
DATED = {"exif:DateTimeOriginal": WHEN}
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "'
    + "&lol;" * 10
    + '"><!ENTITY lol2 "'
    + "&lol1;" * 10
    + '">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def properties(*args, **more):
    return properties_of(Span(xmp(*args, **more)))


def test_a_property_may_be_an_attribute_or_an_element():
    assert properties(f'exif:DateTimeOriginal="{WHEN}"') == DATED
    assert (
        properties(inside=f"\n <exif:DateTimeOriginal>\n{WHEN} </exif:DateTimeOriginal>") == DATED
    )


def test_the_prefix_is_a_matter_of_taste():
    packet = xmp(f'e:DateTimeOriginal="{WHEN}" xmlns:e="http://ns.adobe.com/exif/1.0/"')

    assert properties_of(Span(packet)) == DATED


def test_a_property_of_another_vocabulary_does_not_count():
    assert properties(f'x:DateTimeOriginal="{WHEN}" xmlns:x="http://example.org/"') == {}
    assert properties(f'exif:DateTimeDigitized="{WHEN}"') == {}


@pytest.mark.parametrize(
    "inside",
    [
        "<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li {a}/></rdf:Bag></Iptc4xmpExt:LocationShown>",
        "<Iptc4xmpExt:LocationCreated><rdf:Description {a}/></Iptc4xmpExt:LocationCreated>",
        "<Iptc4xmpExt:LocationCreated {a}/>",
        "<Iptc4xmpExt:LocationCreated><exif:GPSLatitude>1,2N</exif:GPSLatitude>"
        "</Iptc4xmpExt:LocationCreated>",
        "<Iptc4xmpExt:X><rdf:RDF><rdf:Description {a}/></rdf:RDF></Iptc4xmpExt:X>",
    ],
)
def test_a_place_inside_something_else_is_not_where_the_photo_was_taken(inside):
    assert properties(inside=inside.format(a='exif:GPSLatitude="1,2N"')) == {}


def test_a_list_is_no_simple_value():
    listed = "<rdf:Seq><rdf:li>2010-03-21</rdf:li></rdf:Seq>"

    assert properties(inside=f"<photoshop:DateCreated>{listed}</photoshop:DateCreated>") == {}


def test_of_a_property_that_comes_twice_the_first_counts():
    again = "<exif:DateTimeOriginal>1999</exif:DateTimeOriginal>"

    assert properties(f'exif:DateTimeOriginal="{WHEN}"', again) == DATED


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, "<!DOCTYPE x>"])
def test_a_packet_with_a_doctype_is_not_read(doctype):
    assert properties(f'exif:DateTimeOriginal="{WHEN}"', before=doctype) == {}


def test_what_stands_before_the_break_counts():
    cut = xmp(f'exif:DateTimeOriginal="{WHEN}"')[:-40]

    assert properties_of(Span(cut)) == DATED


def test_padding_and_zeros_at_the_end_do_no_harm():
    assert properties_of(Span(xmp(f'exif:DateTimeOriginal="{WHEN}"') + b"\n  " + bytes(9))) == DATED


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"no xml",
        b"\xff\xfe<\x00",
        b"<?xml version='1.0' encoding='utf-7'?><a/>",
        b"<?xml version='1.0' encoding='nonsense'?><a/>",
        b"<a>" * 100_000,
        b"<a>" + b"<b/>" * 200_000 + b"</a>",
        b"<a " + b" ".join(b'a%d="1"' % n for n in range(1000)) + b"/>",
        xmp("exif:DateTimeOriginal='" + "2" * (3 << 20) + "'"),
    ],
)
def test_nonsense_has_no_properties(packet):
    assert properties_of(Span(packet)) == {}


def test_behind_more_elements_than_any_packet_has_nothing_is_read():
    late = f"<exif:DateTimeOriginal>{WHEN}</exif:DateTimeOriginal>"

    assert properties(inside="<exif:a/>" * 49_000 + late) == DATED
    assert properties(inside="<exif:a/>" * 51_000 + late) == {}


def test_a_long_value_is_cut():
    assert len(properties(f'exif:DateTimeOriginal="{"2" * 9_999}"')["exif:DateTimeOriginal"]) < 300
