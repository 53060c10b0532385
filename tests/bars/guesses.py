"""10,000 guesses at the sign-in, from as many addresses: ``python -m tests.bars.guesses``.

Half of them know the password and guess the second factor: codes of the app, and the code that was
used already. The other half guess the password of somebody who works here, and of somebody who does
not. A running gallery is asked. Nobody may come in; 403 was looked at, 429 was not even that.
"""

import http.client
import random
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from sqlalchemy import select

from config import Settings
from gallery import one_time_codes
from gallery.accounts import invite
from gallery.db import db, unit_of_work
from gallery.models import MODERATOR, Factor
from tests.end_to_end.way import PASSWORD, set_up_app
from tests.person import Person
from tests.running import Running, running_gallery
from tests.servers import free_port

GUESSES = 10_000
EMAIL = "mira@example.org"
#: What people choose, and what is tried first.
COMMON = ("password", "123456", "qwerty", "freebelarus", "letmein", "moderator", "four words put")


def main() -> int:
    """Print the figures; 1 when anybody came in."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), port=free_port())
        with running_gallery(settings) as gallery:
            secret = _sign_up(gallery)
            # First: after the guesses at passwords even the right one has to wait.
            _say_password(half := Person(gallery.address))
            codes = _guess(gallery, "/sign-in/second", _codes(secret), person=half)
            passwords = _guess(gallery, "/sign-in", _passwords())
    is_shut = not (passwords[302] or passwords[200] or codes[302] or codes[200])
    return int(not is_shut)


def _sign_up(gallery: Running) -> str:
    """Let a moderator sign up; return the secret of her app."""
    with unit_of_work():
        token = invite(MODERATOR, tools=gallery.app.extensions["toolbox"])
    person = Person(gallery.address)
    form = person.get(f"/sign-up/{token}").form(token)
    said = {"name": "Mira", "email": EMAIL, "password": PASSWORD}
    return set_up_app(person, person.send(form, **said))


def _say_password(person: Person) -> None:
    """Give the right password and stop there."""
    page = person.send(person.get("/sign-in").form("/sign-in"), email=EMAIL, password=PASSWORD)
    if not page.url.endswith("/sign-in/second"):
        raise AssertionError(page.url)


def _passwords() -> list[dict[str, str]]:
    """Return guesses at a password."""
    chosen = random.Random(7)
    return [
        {
            "email": EMAIL if number % 4 else f"person{number}@example.org",
            "password": f"{chosen.choice(COMMON)}{number}",
        }
        for number in range(GUESSES // 2)
    ]


def _codes(secret: str) -> list[dict[str, str]]:
    """Return guesses at a code; every tenth is the one that was used when the app was set up.

    The good ones of the next half hour are left out: that one of them is hit is luck, not a hole.
    """
    last = db.session.scalars(select(Factor.last)).one()
    used, *good = (_code_of(secret, number) for number in range(last, last + 60))
    chosen = random.Random(8)
    guesses = [f"{chosen.randrange(10**6):06}" for _ in range(GUESSES // 2)]
    mixed = [used if number % 10 == 0 else guess for number, guess in enumerate(guesses)]
    return [{"code": guess} for guess in mixed if guess not in good]


def _code_of(secret: str, number: int) -> str:
    """Return the code of a span of 30 seconds."""
    return one_time_codes.code_at(secret, datetime.fromtimestamp(number * 30, UTC))


def _guess(
    gallery: Running, path: str, guesses: list[dict[str, str]], *, person: Person | None = None
) -> Counter[int]:
    """Send each guess from an address of its own; print and return what was answered."""
    person = person or Person(gallery.address)
    page, begin = person.get(path), time.monotonic()
    field = BeautifulSoup(page.text, "html.parser").select_one("[name=csrf_token]")
    token = str(field["value"]) if field else ""
    cookie = "; ".join(f"{each.name}={each.value}" for each in person.jar)
    answers = Counter(
        _send(gallery, path, {**guess, "csrf_token": token}, cookie, number=number)
        for number, guess in enumerate(guesses)
    )
    seconds = time.monotonic() - begin
    print(f"{path}: {len(guesses)} guesses in {seconds:.0f} s, by status: {dict(answers)}")
    return answers


def _send(gallery: Running, path: str, said: dict[str, str], cookie: str, *, number: int) -> int:
    """Send one guess; return the status."""
    source = (f"127.{1 + number // 62500}.{number // 250 % 250}.{1 + number % 250}", 0)
    line = http.client.HTTPConnection(
        "127.0.0.1", gallery.settings.port, timeout=60, source_address=source
    )
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    line.request("POST", path, urlencode(said), headers)
    status = line.getresponse().status
    line.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
