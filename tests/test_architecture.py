"""The house rules hold; and each rule is shown to find a planted fault."""

from pathlib import Path

import pytest

from config import PREFIX, explain_settings
from tests import architecture
from tests.architecture import Module, read_house, read_tests

HOUSE = read_house()


def plant(root: Path, name: str, text: str) -> list[Module]:
    """Write a file into a house of its own, beside the rooms it may mention."""
    files = {"gallery/models/photo.py": "", "gallery/web/review.py": "", "gallery/queue.py": ""}
    for each, content in {**files, name: text}.items():
        path = root / each
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return [*read_house(root), *read_tests(root)]


def test_imports_go_down_the_floors_only() -> None:
    assert list(architecture.wrong_imports(HOUSE)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gallery/journey/x.py", "from gallery.web import review"),
        ("gallery/models/x.py", "import gallery.web.review"),
        ("gallery/storage/x.py", "from gallery.queue import send"),
        ("uploads_worker/x.py", "from gallery.web import review"),
        ("gallery/shed/x.py", "from gallery.models import photo"),
    ],
)
def test_an_import_upwards_or_sideways_is_found(tmp_path: Path, name: str, text: str) -> None:
    house = plant(tmp_path, name, text)

    assert len(list(architecture.wrong_imports(house))) == 1


def test_libraries_stay_in_their_rooms() -> None:
    assert list(architecture.misplaced_libraries(HOUSE)) == []


@pytest.mark.parametrize(
    "text",
    ["import boto3", "from PIL import Image", "from flask import request", "import huey.api"],
)
def test_a_library_outside_its_room_is_found(tmp_path: Path, text: str) -> None:
    house = plant(tmp_path, "gallery/journey/x.py", text)

    assert len(list(architecture.misplaced_libraries(house))) == 1


def test_no_imports_go_in_circles() -> None:
    assert architecture.cycles(HOUSE) == []


def test_a_circle_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "gallery/models/a.py", "from gallery.models import b")
    house = plant(tmp_path, "gallery/models/b.py", "from gallery.models import a")

    assert architecture.cycles(house) == [["gallery.models.a", "gallery.models.b"]]


def test_no_import_hides_in_a_function() -> None:
    assert list(architecture.hidden_imports(HOUSE)) == []


def test_a_hidden_import_is_found(tmp_path: Path) -> None:
    house = plant(tmp_path, "gallery/models/x.py", "def f():\n    import json")

    assert list(architecture.hidden_imports(house)) == ["gallery.models.x:2 imports json"]


def test_files_have_names_that_say_something_and_fit_a_room() -> None:
    assert list(architecture.bad_names([*HOUSE, *read_tests()])) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gallery/utils.py", ""),
        ("gallery/models/x.py", "x = 1\n" * 301),
        ("tests/models/test_x.py", "x = 1\n" * 301),
    ],
)
def test_a_bad_name_or_a_long_file_is_found(tmp_path: Path, name: str, text: str) -> None:
    assert len(list(architecture.bad_names(plant(tmp_path, name, text)))) == 1


def test_every_blueprint_names_its_guard() -> None:
    assert list(architecture.unguarded_doors(HOUSE)) == []


def test_an_unguarded_blueprint_is_found(tmp_path: Path) -> None:
    house = plant(tmp_path, "gallery/web/x.py", 'pages = Blueprint("x", __name__)\nx = 1')

    assert list(architecture.unguarded_doors(house)) == ["gallery.web.x:1"]


def test_migrations_form_one_line() -> None:
    assert list(architecture.forks_in_migrations()) == []


def test_two_migrations_of_one_number_are_found(tmp_path: Path) -> None:
    versions = tmp_path / architecture.MIGRATIONS
    versions.mkdir(parents=True)
    (versions / "0001_a.py").write_text('revision = "0001"\ndown_revision = None\n')
    for name in ("0002_b", "0002_c"):
        (versions / f"{name}.py").write_text('revision = "0002"\ndown_revision = "0001"\n')

    found = list(architecture.forks_in_migrations(tmp_path))

    assert found == ['0002_c.py is not 0003 after "0002"']


def test_readme_explains_every_setting_in_its_own_words() -> None:
    readme = (architecture.ROOT / "README.md").read_text()

    missing = [
        name
        for name, sentence in explain_settings().items()
        if f"| `{name}` |" not in readme or sentence not in readme
    ]

    assert missing == []
    assert all(name.startswith(PREFIX) for name in explain_settings())
