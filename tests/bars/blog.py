"""A blog as partners have it: Debian's WordPress with a database of its own, on this machine alone.

Nothing is installed here, and nothing of the machine's own WordPress or database is touched: the
program is copied into a folder of its own, MariaDB keeps its files there and listens on a socket
only, PHP's own server answers on loopback. One thing is not as partners have it: a plugin lets
WordPress ask private hosts and unusual ports, where our gallery is here, and believe its
certificate.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.servers import PATIENCE, free_port, wait_for

WORDPRESS, THEME = Path("/usr/share/wordpress"), Path("wp-content/themes/twentytwentythree")
#: What must be there → the package of Debian that brings it.
PACKAGES = {
    str(WORDPRESS / "wp-load.php"): "wordpress",
    str(WORDPRESS / THEME / "style.css"): "wordpress-theme-twentytwentythree",
    "php": "php-cli",
    "mariadbd": "mariadb-server",
    "openssl": "openssl",
}
MODULES = {"mysqli": "php-mysql", "gd": "php-gd", "dom": "php-xml", "mbstring": "php-mbstring"}
CONFIG = """<?php
define('DB_NAME', 'blog'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{address}'); define('WP_SITEURL', '{address}');
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_HTTP_BLOCK_EXTERNAL', true); define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
PLUGIN = """<?php
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports) => [...$ports, {port}]);
add_filter('http_request_args', fn($args) => [...$args, 'sslcertificates' => '{certificate}']);
function wp_mail() {{ return true; }}
"""
#: The owner may write any HTML; an author may not (unfiltered_html).
SET_UP = """<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '{host}';
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('A partner', 'owner', 'owner@example.org', false, '', '{password}');
wp_insert_user(['user_login' => 'author', 'user_pass' => '{password}', 'role' => 'author']);
foreach (get_users() as $user) {{
  $welcome = ['core/edit-post' => ['welcomeGuide' => false]];
  update_user_meta($user->ID, 'wp_persisted_preferences', $welcome);
}}
echo $GLOBALS['wp_version'];
"""
PASSWORD = "for this blog alone"


@dataclass(frozen=True)
class Blog:
    """Where it is, and which WordPress it is."""

    address: str
    version: str


def missing_packages() -> list[str]:
    """Return the packages of Debian without which there is no blog."""
    lacking = [
        package
        for needed, package in PACKAGES.items()
        if not (Path(needed).exists() or shutil.which(needed))
    ]
    said = set() if "php-cli" in lacking else set(_output("php", "-m").split())
    return lacking + [package for name, package in MODULES.items() if name not in said]


@contextmanager
def open_blog(gallery_port: int, *, certificate: Path) -> Iterator[Blog]:
    """Set a blog up whose WordPress may ask a gallery on this machine; take it down at the end."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="blog-") as name:
        folder, site = Path(name), Path(name) / "site"
        shutil.copytree(WORDPRESS, site, symlinks=False, ignore=shutil.ignore_patterns(".htaccess"))
        with _database(folder) as socket:
            words = CONFIG.format(socket=socket, address=f"http://localhost:{port}")
            (site / "wp-config.php").write_text(words)
            (site / "wp-content" / "mu-plugins").mkdir()
            plugin = site / "wp-content" / "mu-plugins" / "private-hosts.php"
            plugin.write_text(PLUGIN.format(port=gallery_port, certificate=certificate))
            yield from _serve(site, port)


def _serve(site: Path, port: int) -> Iterator[Blog]:
    """Let WordPress make its tables, and answer."""
    script, host = site / "set-up.php", f"localhost:{port}"
    script.write_text(SET_UP.format(host=host, password=PASSWORD))
    version = _output("php", str(script)).strip()
    script.unlink()
    command = ["php", "-S", host, "-t", str(site)]
    environment = {**os.environ, "PHP_CLI_SERVER_WORKERS": "3"}
    with (site.parent / "php.log").open("ab") as log, _process(command, log, environment) as server:
        wait_for(port, server)
        yield Blog(f"http://{host}", version)


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine, and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    _output("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-keyout", str(key), "-out", str(certificate), "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1")  # fmt: skip
    return certificate, key


@contextmanager
def _database(folder: Path) -> Iterator[Path]:
    """Run MariaDB with an empty database; yield its socket."""
    data, socket = folder / "database", folder / "socket"
    ours = ["--no-defaults", f"--datadir={data}", *(["--user=root"] if not os.geteuid() else [])]
    _output("mariadb-install-db", *ours, "--auth-root-authentication-method=normal")
    command = ["mariadbd", *ours, f"--socket={socket}", "--skip-networking"]
    with (folder / "database.log").open("ab") as log, _process(command, log) as server:
        deadline = time.monotonic() + PATIENCE
        while not socket.exists() and server.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        _output("mariadb", "--no-defaults", f"--socket={socket}", "-e", "CREATE DATABASE blog")
        yield socket


@contextmanager
def _process(
    command: list[str], log: IO[bytes], environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until it is no longer needed; end it and its children."""
    server = subprocess.Popen(
        command, stdout=log, stderr=log, env=environment, start_new_session=True
    )
    try:
        yield server
    finally:
        os.killpg(server.pid, signal.SIGTERM)  # PHP leaves those behind that work for it
        server.wait(timeout=PATIENCE)


def _output(*command: str) -> str:
    """Return what a program says; raise with its words where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
    return done.stdout
