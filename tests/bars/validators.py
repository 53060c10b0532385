"""What machines read, judged by others: ``python -m tests.bars.validators [--each N]``.

The demonstration campaign is crawled. Pages of every kind in three languages, and every template
with what tests have for it (receipts, errors, the office), go to html-validate; all feeds to
feedparser and atoma; linked data to extruct and PyLD, each picture with its licence; sitemaps are
held to the protocol (sitemaps.org), and list what the crawl found. Exit code 1 for any fault.
"""

import json
import logging
import re
import subprocess
import sys
import tempfile
import venv
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Xml

from tests.architecture import ROOT
from tests.bars.demonstration import crawled, demonstration, kind_of, language_of
from tests.bars.states import RTL, in_every_language
from tests.clients import CLIENTS, NODE
from tests.crawling import Site, faults_of
from tests.install import install_clients
from tests.looks.pages import PAGES
from tests.running import Running
from tests.test_templates import show

HOME = CLIENTS / "validators"
JUDGES = ROOT / ".cache" / "validators"  # an environment for the judges written in Python
GONE = ("/nowhere", "/1999/", "/photos/nothing", "/be/nowhere", "/embed/1999/")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST, LONGEST, LARGEST = 50_000, 2_048, 50 << 20  # addresses, characters, bytes (sitemaps.org)


def main() -> int:
    """Collect and judge; 1 when anything is wrong."""
    said = ArgumentParser(description=__doc__)
    said.add_argument("--each", type=int, default=3, help="pages of a kind in each language")
    said.add_argument("--folder", type=Path, help="with the demonstration, kept")
    wishes = said.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    if not (install_clients(HOME) and _install_judges()):
        return 1
    with tempfile.TemporaryDirectory() as name, demonstration(wishes.folder) as gallery:
        folder, sites = Path(name) / "met", list[Site]()
        folder.mkdir()
        for site in _sites(gallery, Path(name)):
            _keep(site, folder, each=wishes.each)
            sites.append(site)
        _keep_looks(gallery, folder)
        faults = [*validate(folder), *read(folder)]
        faults += [fault for site in sites for fault in (*faults_of(site), *_crooked_maps(site))]
    print(*faults, f"{len(faults)} faults", sep="\n")
    return int(bool(faults))


def _install_judges() -> bool:
    """Make an environment for the judges written in Python, unless it is there."""
    python, wanted = JUDGES / "bin" / "python", HOME / "requirements.txt"
    if python.exists() and (JUDGES / "made").exists():
        return True
    venv.create(JUDGES, with_pip=True)
    command = [str(python), "-m", "pip", "install", "-q", "-r", str(wanted)]
    if subprocess.run(command, check=False).returncode:
        return False
    (JUDGES / "made").touch()
    return True


def _sites(gallery: Running, folder: Path) -> Iterator[Site]:
    """Crawl the gallery in English and Belarusian, and once more from right to left."""
    spoken = " ".join({*gallery.settings.spoken, RTL})
    yield crawled(gallery.address, languages="en be", spoken=spoken)
    with in_every_language(gallery, folder) as address:
        yield crawled(address, languages=RTL, spoken=spoken)


def _keep(site: Site, folder: Path, *, each: int) -> None:
    """Keep some pages of each kind, every feed, and what is said of pages that are none."""
    seen = Counter[tuple[str, str]]()
    for path in GONE:
        _write(folder, path, ".html", site.get(path).text)
    for met in site.met.values():
        is_page = met.answer.kind == "text/html"
        of_kind = language_of(met.path), kind_of(met.path)
        seen[of_kind] += is_page
        suffix = {"application/atom+xml": ".atom", "application/feed+json": ".json"}
        if is_page and seen[of_kind] <= each:
            _write(folder, met.path, ".html", met.answer.text)
        elif met.answer.kind in suffix:
            _write(folder, met.path, suffix[met.answer.kind], met.answer.text)


def _write(folder: Path, path: str, suffix: str, text: str) -> None:
    """Keep a text under a name by which it can be found again."""
    name = re.sub(r"[^\w.-]+", "_", path.strip("/")) or "home"
    (folder / f"{len(list(folder.iterdir())):05}-{name[:80]}{suffix}").write_text(text)


def _keep_looks(gallery: Running, folder: Path) -> None:
    """Keep every page as the tests of templates show it."""
    for name in PAGES:
        (folder / f"look-{name}.html").write_text(show(name, gallery.app))


def validate(folder: Path) -> Iterator[str]:
    """Ask html-validate about every page; yield its complaints."""
    program = HOME / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    command = [str(NODE), str(program), "--config", str(HOME / "rules.mjs"), "--formatter", "json",
               "--ext", "html", str(folder)]  # fmt: skip
    said = folder / "said"  # into a pipe it would write no more than one has room for
    with said.open("w") as out:
        subprocess.run(command, stdout=out, check=False)
    print(f"html-validate: {len(list(folder.glob('*.html')))} pages")
    complaints = defaultdict[str, list[str]](list)
    for page in json.loads(said.read_text()):
        for each in page["messages"]:
            where = f"{Path(page['filePath']).name}:{each['line']}"
            complaints[f"{each['ruleId']}: {each['message']}"].append(where)
    for complaint, places in complaints.items():
        yield f"{complaint} ({len(places)} times, {', '.join(places[:3])})"


def read(folder: Path) -> Iterator[str]:
    """Let the others read feeds and linked data; yield what they complain of."""
    command = [str(JUDGES / "bin" / "python"), str(HOME / "judge.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    *faults, summary = done.stdout.splitlines() or [done.stderr]
    print(f"feeds and linked data: {summary}")
    yield from faults
    if done.returncode and not faults:
        yield done.stderr or summary


def _crooked_maps(site: Site) -> Iterator[str]:
    """Hold the sitemaps to their protocol."""
    maps = [each for each in site.met.values() if each.path.startswith("/sitemap")]
    print(f"sitemaps: {len(maps)} files, {len(site.listed())} pages")
    for each in maps:
        root = Xml.fromstring(each.answer.text)
        entries = list(root)
        if len(entries) > MOST or len(each.answer.text.encode()) > LARGEST:
            yield f"{each.path}: too large"
        for entry in entries:
            place = entry.findtext(f"{SITEMAP}loc") or ""
            if not place.startswith(f"{site.address}/") or len(place) > LONGEST:
                yield f"{each.path}: {place}"
            if changed := entry.findtext(f"{SITEMAP}lastmod"):
                date.fromisoformat(changed)


if __name__ == "__main__":
    sys.exit(main())
