import lzma
import sqlite3

import pytest

from gallery.places import build
from gallery.places.build import SOURCE, build_cities, cell_of, is_current
from gallery.places.cities import Cities

TWO_CITIES = """\
# who made it
1\tMinsk\tby\tMinsk\t53.9002\t27.5665\t1742124\tEurope/Minsk\tМінск|Мінськ
2\tRio de Janeiro\tbr\tRio de Janeiro\t-22.9064\t-43.1822\t6747815\tAmerica/Sao_Paulo\t
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "cities.tsv.xz"
    path.write_bytes(lzma.compress(TWO_CITIES.encode()))
    return path


def test_every_line_becomes_a_city(source, tmp_path):
    target = tmp_path / "new folder" / "cities.db"

    build_cities(source, target)

    minsk = Cities(target).find(1)
    assert (minsk.name, minsk.country, minsk.region) == ("Minsk", "by", "Minsk")
    assert (minsk.lat, minsk.lon) == (53.9002, 27.5665)
    assert (minsk.population, minsk.timezone) == (1742124, "Europe/Minsk")
    assert Cities(target).find(2).name == "Rio de Janeiro"
    assert Cities(target).find(3) is None


def test_a_word_inside_a_name_finds_it(source, tmp_path):
    build_cities(source, tmp_path / "cities.db")

    found = Cities(tmp_path / "cities.db").search("janei")

    assert [city.geoname_id for city in found] == [2]


def test_a_broken_source_leaves_the_old_gazetteer_alone(source, tmp_path):
    target = tmp_path / "cities.db"
    build_cities(source, target)
    before = target.read_bytes()
    source.write_bytes(source.read_bytes()[:-20])

    with pytest.raises((EOFError, lzma.LZMAError)):
        build_cities(source, target)

    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "cities.db",
        "cities.tsv.xz",
    ]


def test_a_rebuild_does_not_disturb_who_reads(source, tmp_path):
    target = tmp_path / "cities.db"
    build_cities(source, target)
    reader = Cities(target)
    assert reader.find(1) is not None
    source.write_bytes(lzma.compress(b"# nothing left\n"))

    build_cities(source, target)

    assert reader.search("min")[0].name == "Minsk"
    assert Cities(target).find(1) is None


def test_the_same_source_gives_the_same_file(source, tmp_path):
    build_cities(source, tmp_path / "one.db")
    build_cities(source, tmp_path / "two.db")

    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()


def test_a_gazetteer_is_current_until_its_source_changes(source, tmp_path):
    target = tmp_path / "cities.db"
    before = is_current(source, target)
    build_cities(source, target)
    built = is_current(source, target)
    source.write_bytes(lzma.compress(b"# another\n"))

    after = is_current(source, target)

    assert (before, built, after) == (False, True, False)


def test_a_gazetteer_that_other_code_built_is_not_current(source, tmp_path, monkeypatch):
    target, code = tmp_path / "cities.db", tmp_path / "build.py"
    code.write_text("ALIKE = 3")
    monkeypatch.setattr(build, "_CODE", (code,))
    build_cities(source, target)
    built = is_current(source, target)
    code.write_text("ALIKE = 2")

    after = is_current(source, target)

    assert (built, after) == (True, False)


def test_another_programs_file_is_not_a_current_gazetteer(source, tmp_path):
    text, database = tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("not a database, " * 100)
    sqlite3.connect(database).execute("CREATE TABLE t (x)").connection.close()

    current = [is_current(source, text), is_current(source, database)]

    assert current == [False, False]


def test_progress_ends_with_everything(source, tmp_path):
    said = []

    build_cities(
        source,
        tmp_path / "c.db",
        progress=lambda done, total: said.append((done, total)),
    )

    assert said[-1] == (2, 2)


def test_the_committed_source_names_its_owner_and_licence():
    with lzma.open(SOURCE, "rt", encoding="utf-8") as lines:
        header = lines.readline()

    assert "GeoNames" in header
    assert "CC BY 4.0" in header


@pytest.mark.parametrize(
    ("point", "cell"),
    [
        ((-90, -180), 0),
        ((90, 179.9), 179 * 360 + 359),
        ((0, 180), 90 * 360),
        ((-0.1, -0.1), 89 * 360 + 179),
    ],
)
def test_a_cell_is_a_square_degree(point, cell):
    assert cell_of(*point) == cell
