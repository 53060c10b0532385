"""A withdrawn photo behind a cache: ``python -m tests.bars.takedown``, about seven minutes.

Debian's nginx stands in front of a running gallery, keeps whatever may be kept, and renews it in
the background. Every path that shows a photo is asked, so that the cache has it; then its sender
takes it back, and each path is asked again and again by the real clock: where was it last seen?
A second cache in front of the same gallery is told ``stale-while-revalidate``: it must be caught.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote

from config import Settings
from gallery.campaigns import NewEdition, add_edition
from gallery.db import unit_of_work
from tests.bars.gone import LISTS, Walk
from tests.end_to_end.way import media_of
from tests.person import Person
from tests.running import running_gallery
from tests.servers import free_port, wait_for

MOST_SECONDS, UNTIL, PAUSE = 300.0, 312.0, 8.0
API = ("photos", "photos?year=2012&limit=5", "openapi.json")
KEEPING = """
      proxy_cache {zone}; proxy_cache_background_update on; proxy_cache_revalidate on;
      proxy_cache_lock on; add_header X-Cache $upstream_cache_status;
"""
SERVER = "  server {{ listen 127.0.0.1:{port}; location / {{ {rules} proxy_pass {to}; }} }}\n"
#: What must never be said, planted between the gallery and the second cache.
PLANTED = """
      proxy_hide_header Cache-Control;
      add_header Cache-Control "public, max-age=300, stale-while-revalidate=86400" always;
"""
Shown = Callable[[], bool]


def main() -> int:
    """Print where it was last seen; 1 when the bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        settings = Settings(
            data_dir=Path(folder), port=port, undo_seconds=0, site_url=f"http://127.0.0.1:{port}"
        )
        with running_gallery(settings) as gallery, caches(gallery.address) as (cache, control):
            with unit_of_work():
                day = date(2012, 3, 24)
                add_edition(NewEdition(2012, 3, "March 2012", day, day, date(2012, 4, 30)))
            walk = Walk(gallery, photos=2)
            return int(not measure(walk, walk.publish()[0], Person(cache), Person(control)))


def measure(walk: Walk, name: str, visitor: Person, other: Person) -> bool:
    """Take the photo back; print and return whether it was forgotten everywhere in time."""
    paths, planted = paths_of(visitor, walk, name), paths_of(other, walk, name)
    begun = time.monotonic()
    walk.withdraw(name)
    last = watch(paths, begun)
    for kind, seconds in last.items():
        print(
            f"{kind:<10} {len(paths[kind]):>3} paths, last seen after {seconds:5.1f} s", flush=True
        )
    is_told = name in visitor.get("/api/v1/changes").text
    print(f"tombstone  {'told' if is_told else 'NOT told'}")
    caught = [kind for kind, each in planted.items() if any(is_shown() for is_shown in each)]
    print(
        f"control    stale-while-revalidate: {'seen' if caught else 'NOT seen'} after {UNTIL:.0f} s"
    )
    return max(last.values()) <= MOST_SECONDS and is_told and bool(caught)


def paths_of(visitor: Person, walk: Walk, name: str) -> dict[str, list[Shown]]:
    """Return the paths that show a photo, by their kind; now the cache has each of them."""
    page = f"/photos/{name}"
    alone = {
        "page": [page], "media": media_of(visitor.get(page)), "download": [f"{page}/download"],
        "card": [f"{page}/card.jpg"], "frame": [f"/embed{page}"],
        "oEmbed": [f"/oembed?url={quote(walk.gallery.address + page, safe='')}"],
        "API": [f"/api/v1{page}"],
    }  # fmt: skip
    found = {kind: [_alone(visitor, path) for path in paths] for kind, paths in alone.items()}
    # The description shows a tombstone as an example: there it is no picture any more.
    lists = {**{kind: (paths, name) for kind, paths in LISTS.items()},
             "API": ([f"/api/v1/{path}" for path in API], f"/media/{name}/")}  # fmt: skip
    for kind, (paths, mark) in lists.items():
        listed = [_listed(visitor, path, mark) for path in paths]
        found.setdefault(kind, []).extend(each for each in listed if each())
    if not all(is_shown() for each in found.values() for is_shown in each):
        raise RuntimeError("the bar cannot be measured")
    return found


def watch(paths: dict[str, list[Shown]], begun: float) -> dict[str, float]:
    """Ask each path until it must be forgotten; return when each kind was last seen, in seconds."""
    last = dict.fromkeys(paths, 0.0)
    while (now := time.monotonic() - begun) < UNTIL:
        for kind, each in paths.items():
            if any(is_shown() for is_shown in each):
                last[kind] = time.monotonic() - begun
        time.sleep(max(0.0, PAUSE - (time.monotonic() - begun - now)))
    return last


@contextmanager
def caches(gallery: str) -> Iterator[tuple[str, str]]:
    """Start nginx with a cache, and another one that is told what must not be said."""
    nginx = shutil.which("nginx") or sys.exit("apt-get install nginx")
    one, between, two = (free_port() for _ in range(3))
    rules = (
        (one, KEEPING.format(zone="one"), gallery),
        (between, PLANTED, gallery),
        (two, KEEPING.format(zone="two"), f"http://127.0.0.1:{between}"),
    )
    with tempfile.TemporaryDirectory(prefix="unsilenced-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # its workers are nobody
        servers = "".join(SERVER.format(port=port, rules=each, to=to) for port, each, to in rules)
        (folder / "nginx.conf").write_text(_conf(folder, servers))
        command = [nginx, "-c", str(folder / "nginx.conf"), "-p", name]
        server = subprocess.Popen(command)
        try:
            wait_for(two, server)
            yield f"http://127.0.0.1:{one}", f"http://127.0.0.1:{two}"
        finally:
            server.terminate()
            server.wait()


def _conf(folder: Path, servers: str) -> str:
    """Write nginx's settings: everything of its in one folder."""
    stores = "".join(
        f"  proxy_cache_path {folder}/{zone} keys_zone={zone}:4m inactive=60m;\n"
        for zone in ("one", "two")
    )
    places = "".join(
        f"  {kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off; pid {folder}/pid; error_log {folder}/errors;\nevents {{ }}\nhttp {{\n"
        f"  access_log off; client_max_body_size 0; proxy_set_header Host $http_host;\n"
        f"{stores}{places}{servers}}}\n"
    )


def _alone(visitor: Person, path: str) -> Shown:
    """Ask for what shows this photo alone."""
    return lambda: visitor.get(path).status == 200


def _listed(visitor: Person, path: str, mark: str) -> Shown:
    """Ask for what shows this photo among others."""
    return lambda: mark in visitor.get(path).text


if __name__ == "__main__":
    sys.exit(main())
