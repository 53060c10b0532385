"""A room says how its files relate, so that a newcomer knows where to begin."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import ROOT

#: Here every file is one of a kind, and the room says of which.
FILE_EACH = {"commands", "containers"}


def unnamed(room: Path) -> Iterator[str]:
    """Yield the files and folders of a room that its own words do not name."""
    words = ast.get_docstring(ast.parse((room / "__init__.py").read_text())) or ""
    for path in sorted(room.iterdir()):
        is_ours = path.suffix == ".py" or (path / "__init__.py").exists()
        if is_ours and path.stem != "__init__" and not re.search(rf"\b{path.stem}\b", words):
            yield f"{room.name}/{path.stem}"


def test_every_room_names_all_its_files() -> None:
    inits = [*(ROOT / "gallery").rglob("__init__.py"), *ROOT.glob("uploads_worker/__init__.py")]
    rooms = [path.parent for path in inits if path.stat().st_size]

    found = [name for room in rooms if room.name not in FILE_EACH for name in unnamed(room)]

    assert found == []


def test_a_file_that_its_room_does_not_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text('"""``review`` decides."""')
    for name in ("review", "view"):
        (tmp_path / f"{name}.py").touch()

    assert list(unnamed(tmp_path)) == [f"{tmp_path.name}/view"]
