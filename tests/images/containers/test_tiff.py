from gallery.images.containers import contents_of
from gallery.images.containers.span import Span
from tests.images.making import Field, dataset, long, resource, short, tiff, xmp

BYTE, UNDEFINED = 1, 7


def contents(fields):
    return contents_of(Span(tiff(fields)), "tiff")


def test_the_size_stands_in_the_first_directory():
    assert contents({256: short(1200), 257: long(70_000)}).sizes == [(1200, 70_000)]


def test_half_a_size_is_none():
    assert contents({256: short(1200)}).sizes == []


def test_the_file_itself_is_the_exif_block():
    assert bytes(contents({256: short(1)}).exif[0].view[:4]) == b"II*\x00"


def test_xmp_and_iptc_are_found():
    records = dataset(55, "20090321")
    found = contents(
        {
            700: Field(BYTE, tuple(xmp()), len(xmp())),
            33723: Field(UNDEFINED, tuple(records), len(records)),
            34377: Field(BYTE, tuple(resource(0x0404, b"")), 12),
        }
    )

    assert bytes(found.xmp[0].view) == xmp()
    assert bytes(found.iptc[0].view) == records
    assert len(found.iptc) == 2
