"""Others' clients, and people by hand, send to a whole gallery as it is started."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config import Settings
from tests.bars.tus import send_by_hand, send_in_every_way
from tests.running import Running, running_gallery
from tests.servers import free_port

pytestmark = pytest.mark.contract


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A gallery."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), port=free_port())
    with running_gallery(settings) as running:
        yield running


def test_tus_js_client_sends_in_every_way_it_knows(running: Running, tmp_path: Path) -> None:
    wrong = [way for way, is_good in send_in_every_way(running, tmp_path) if not is_good]

    assert wrong == []


def test_curl_does_what_the_readme_says(running: Running, tmp_path: Path) -> None:
    assert send_by_hand(running, tmp_path)
