"""What operators copy: it names settings that there are, keeps no address, and nothing is open."""

import re
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from config import explain_settings, read_settings
from gallery.commands.web import DRAINED as WEB_DRAINED
from tests.architecture import ROOT
from uploads_worker.run import DRAINED

DEPLOY = ROOT / "deploy"
SYSTEMD = DEPLOY / "systemd"
SERVICES = sorted(SYSTEMD.glob("*.service"))
#: Of compose, not of the gallery.
OF_COMPOSE = {"GALLERY_NAME", "GALLERY_UPSTREAMS"}


def compose() -> dict[str, Any]:
    """Read the compose file."""
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return read


def unit(path: Path) -> dict[str, str]:
    """Read what a unit says of its service."""
    parser = ConfigParser(strict=False, interpolation=None, comment_prefixes="#")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path)
    return dict(parser["Service"])


def lines_of(name: str) -> list[str]:
    """Return the lines of a file without what is said about them."""
    text = re.sub(r"(?m)(^|\s)#.*$", "", (DEPLOY / name).read_text())
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_every_setting_that_is_named_is_one() -> None:
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]

    named = {name for path in files for name in re.findall(r"GALLERY_[A-Z_]+", path.read_text())}

    assert named - OF_COMPOSE <= set(explain_settings())


def test_the_settings_of_a_machine_can_be_read_as_they_are() -> None:
    lines = [line for line in (DEPLOY / "gallery.env").read_text().splitlines() if "=" in line]
    said = [line.removeprefix("#").split("=", 1) for line in lines if not line.startswith("# ")]

    settings = read_settings(dict(said))

    assert settings.proxies == 1
    assert settings.queue_url.startswith("redis://")


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_service_is_closed_in(path: Path) -> None:
    said = unit(path)

    assert said["User"] != "root"
    assert said["CapabilityBoundingSet"] == ""
    for name in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices"):
        assert said[name] == "yes", name
    assert said["ProtectSystem"] == "strict"
    assert "landlock_restrict_self" in said["SystemCallFilter"]  # the dark room’s own sandbox


@pytest.mark.parametrize("name", ["gallery-web", "gallery-worker"])
def test_a_service_is_stopped_as_its_processes_want_and_in_their_time(name: str) -> None:
    said = unit(SYSTEMD / f"{name}.service")

    assert said["KillMode"] == "mixed"
    assert said.get("KillSignal", "SIGTERM") == "SIGTERM"
    assert max(WEB_DRAINED, DRAINED) < int(said["TimeoutStopSec"]) <= 30


def test_nginx_writes_nobody_down() -> None:
    lines = lines_of("nginx.conf")
    servers = lines.count("server {")

    assert servers == lines.count("access_log off;") == lines.count("error_log /dev/null emerg;")
    assert not any(line.startswith("log_format") for line in lines)


def test_nginx_replaces_what_a_visitor_says_of_his_address() -> None:
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in lines_of("nginx.conf")
    assert "proxy_add_x_forwarded_for" not in (DEPLOY / "nginx.conf").read_text()


def test_nginx_shows_nothing_that_is_too_old_and_keeps_no_photo_that_comes() -> None:
    lines = lines_of("nginx.conf")

    assert "proxy_cache_use_stale off;" in lines
    assert "proxy_cache_background_update off;" in lines
    assert not any(line.startswith("proxy_cache_valid") for line in lines)
    assert lines.count("proxy_request_buffering off;") == 2  # of /files/ and /add/


def test_caddy_writes_nobody_down() -> None:
    lines = lines_of("Caddyfile")

    assert "exclude http.log.error http.handlers.reverse_proxy" in lines
    assert lines.count("log default {") == sum(line.startswith("log") for line in lines)


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    services = compose()["services"]

    assert {name for name, service in services.items() if "ports" in service} == {"proxy"}
    assert compose()["networks"]["inside"]["internal"] is True
    assert all("outside" not in s["networks"] for n, s in services.items() if n != "proxy")


def test_containers_of_ours_are_nobody_and_can_write_nowhere() -> None:
    ours = [each for each in compose()["services"].values() if each["image"] == "unsilenced"]

    assert len(ours) == 4
    for service in ours:
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert not service["user"].startswith("0")
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert int(service["stop_grace_period"].removesuffix("s")) > WEB_DRAINED


def test_no_password_has_a_default() -> None:
    text = (DEPLOY / "compose.yaml").read_text()

    secret = re.findall(r"\$\{(\w*(?:PASSWORD|SECRET|TOKEN))(.*?)\}", text)

    assert len(secret) >= 5
    assert all(rest.startswith(":?") for _, rest in secret)


def test_workers_know_all_that_web_servers_know() -> None:
    services = compose()["services"]
    web, worker = services["web-1"]["environment"], services["worker"]["environment"]

    assert web.items() <= worker.items()
    read_settings({name: value for name, value in worker.items() if "${" not in value})


def test_the_image_runs_as_nobody_in_particular() -> None:
    lines = lines_of("Dockerfile")
    last = lines[max(n for n, line in enumerate(lines) if line.startswith("FROM")) :]

    assert "USER 10001" in last
    assert not any(line.startswith(("ADD", "RUN pip", "RUN apt")) for line in last)
    assert all(":" in line for line in lines if line.startswith("FROM"))


def test_the_image_gets_neither_data_nor_secrets_of_who_makes_it() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()

    assert {".git", ".venv", "data"} <= set(ignored)
