"""The API before outside judges: ``python -m tests.bars.api [--cases 10000] [--only a,b]``.

Schemathesis reads the description of a running gallery, and asks what it allows and what it does
not: no error of ours, nothing that is not described, nothing bad taken and nothing good refused.
Then every example of the description is asked. A control with a key that nobody described must be
found. ``--only`` names operations, of which each is asked as often as without it: so two runs can
stand side by side. Schemathesis lives in an environment of its own below ``.cache``.
"""

import json
import re
import subprocess
import sys
import tempfile
import urllib.request
import venv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from config import Settings
from gallery.models import ActionStage
from tests.architecture import ROOT
from tests.factories import create_action, create_city, create_edition, create_published
from tests.running import running_gallery
from tests.servers import PATIENCE, free_port

HOME = ROOT / ".cache" / "schemathesis"
VERSION = "4.32.5"
#: A server may say of an address that it is too long before anybody asks us (RFC 9110, 15.5.15).
CONFIG = """[checks.negative_data_rejection]
expected-statuses = [400, 404, 405, 414, 429]
"""
GENERATED = re.compile(r"([\d,]+) generated")
CITIES, PHOTOS = 12, 40
SPARE = 1.15  # of some questions there are not so many


def main() -> int:
    """Print what was found; 1 when the bar is missed."""
    options = ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=10_000)
    options.add_argument("--only", type=lambda text: text.split(","), default=[])
    said = options.parse_args()
    install()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), port=free_port(), calls_per_minute=10**7)
        with running_gallery(settings) as gallery:
            fill()
            address = f"{gallery.address}/api/v1/openapi.json"
            described = read(address)
            share = said.cases / len(described["paths"])
            is_sound = judge(address, Path(folder), share, said.only or names_in(described))
            is_sound &= ask_examples(described)
            return int(not (is_sound and finds_planted(described, Path(folder))))


def install() -> None:
    """Bring Schemathesis, once."""
    if not (HOME / "bin" / "st").exists():
        venv.create(HOME, with_pip=True)
    wanted = f"schemathesis=={VERSION}"
    subprocess.run([HOME / "bin" / "pip", "install", "-q", wanted], check=True)


def fill() -> None:
    """Fill the gallery with rows; nobody asks for files here."""
    cities = [
        create_city(geoname_id=number, slug=f"city-{number}", name=f"City {number}",
                    country="lt" if number % 2 else "it")
        for number in range(1, CITIES + 1)
    ]  # fmt: skip
    editions = [create_edition(year=year, month=3, name=f"March {year}") for year in (2009, 2010)]
    for number in range(PHOTOS):
        city, edition = cities[number % CITIES], editions[number % 2]
        create_published(city=city, edition=edition, caption="Ein Satz", day=None)
    for city in cities:
        create_action(city=city, edition=editions[0], stage=ActionStage.PHOTOGRAPHED)


def names_in(described: dict[str, Any]) -> list[str]:
    """Return the names of all operations."""
    return [methods["get"]["operationId"] for methods in described["paths"].values()]


def judge(address: str, folder: Path, share: float, names: list[str]) -> bool:
    """Let Schemathesis ask so often of each; whether it found nothing, in so many cases."""
    wanted = [word for name in names for word in ("--include-operation-id", name)]
    code, said = run(address, *wanted, "--max-examples", str(int(share * SPARE)), folder=folder)
    found = GENERATED.search(said)
    number, cases = int(found[1].replace(",", "")) if found else 0, int(share * len(names))
    print(f"{number} cases, {'no' if code == 0 else 'some'} failures (asked: {cases})", flush=True)
    if code:
        print(said)
    return code == 0 and number >= cases


def run(address: str, *options: str, folder: Path) -> tuple[int, str]:
    """Run Schemathesis; return its answer and its words."""
    command = [str(HOME / "bin" / "st"), "run", address, "--checks", "all", "--no-color",
               "--warnings", "off", "--suppress-health-check", "all",
               "--phases", "examples,coverage,fuzzing", *options]  # fmt: skip
    (folder / "schemathesis.toml").write_text(CONFIG)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def ask_examples(described: dict[str, Any]) -> bool:
    """Ask every example; whether each is answered."""
    root, asked = described["servers"][0]["url"], 0
    for path, methods in described["paths"].items():
        values = {
            each["name"]: each["example"]
            for each in methods["get"]["parameters"]
            if "example" in each
        }
        said = {
            name: ",".join(value) if isinstance(value, list) else value
            for name, value in values.items()
            if f"{{{name}}}" not in path
        }
        read(f"{root}{path.format(**values)}?{urlencode(said)}")  # raises for any status but 200
        asked += 1
    print(f"{asked} examples, each answered", flush=True)
    return asked == len(described["paths"])


def finds_planted(described: dict[str, Any], folder: Path) -> bool:
    """Whether the judge finds a key that is answered and not described."""
    del described["components"]["schemas"]["Photo"]["properties"]["credit"]
    (folder / "planted.json").write_text(json.dumps(described))
    server = described["servers"][0]["url"]
    code, said = run("planted.json", "--url", server, "--max-examples", "5", folder=folder)
    is_found = code != 0 and "credit" in said
    print(f"control, a key that nobody described: {'found' if is_found else 'NOT found'}")
    return is_found


def read(address: str) -> dict[str, Any]:
    """Return what is answered."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        return dict(json.load(answer))


if __name__ == "__main__":
    sys.exit(main())
