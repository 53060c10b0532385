"""Real photos go through the whole gallery, and each is accounted for, on both set-ups."""

from dataclasses import replace
from pathlib import Path

import pytest

from config import Settings
from tests.end_to_end.real_photos import PUBLISHED, look_for_tags, real_files, walk_all
from tests.pictures import make_photo
from tests.running import running_gallery
from tests.servers import free_port
from tests.shared import needs_shared

EVERY_TWELFTH = 12


@pytest.fixture(params=["folders", "servers"])
def setup(request: pytest.FixtureRequest) -> str:
    """Both set-ups."""
    return str(request.param)


@needs_shared
def test_every_photo_is_published_or_answered_and_no_tag_gets_out(
    settings: Settings, tmp_path: Path
) -> None:
    files, folder = real_files()[::EVERY_TWELFTH], tmp_path / "seen"
    folder.mkdir()

    with running_gallery(replace(settings, port=free_port(), undo_seconds=1)) as gallery:
        account = walk_all(gallery, files, folder=folder)

    assert account.unexplained == 0
    assert account.ends[PUBLISHED] > len(files) // 4
    assert all(account.words)
    assert not account.foreign_tags
    assert account.files > account.ends[PUBLISHED] * 2


def test_a_tag_that_gets_out_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(make_photo(place=(54.7, 25.3)))

    _, found = look_for_tags(tmp_path)

    assert any("GPSLatitude" in tag for tag in found)
