"""What every test gets: the servers, the house and its people, and a closed network."""

import socket
from typing import Any

import pytest

from tests.catalogues import compile_catalogues
from tests.memory import write_into_memory

pytest_plugins = [
    "tests.browser.reviewing", "tests.browsing", "tests.gazetteer", "tests.house", "tests.memory",
    "tests.once", "tests.servers",
]  # fmt: skip

LOOPBACK = ("127.", "::1", "localhost")


def pytest_configure() -> None:
    """Let the pages speak the translators' last words, and wait for no disk."""
    write_into_memory()
    compile_catalogues()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with whole galleries and other servers: no long test is left over at the end."""
    items.sort(key=lambda item: item.get_closest_marker("contract") is None)
    for item in items:
        # A browser on a busy machine can lose a key or a second. What fails twice is wrong, and
        # what failed once is told at the end (RERUN): it deserves a look.
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing beyond this machine is asked for anything."""
    connect = socket.socket.connect

    def checked(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test reached for {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", checked)
