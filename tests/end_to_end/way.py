"""A photo's whole way over HTTP, step by step, as people and other software would walk it."""

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from gallery import one_time_codes
from gallery.accounts import invite
from gallery.db import unit_of_work
from gallery.models import MODERATOR
from tests.clients import CLIENTS, NODE
from tests.person import Page, Person
from tests.running import Running

PASSWORD = "four words put together"
ANSWERS = {
    "how": "as-taken",
    "faces": "agreed",
    "credit_wish": "anonymous",
    "is_theirs": "yes",
    "is_free": "yes",
}
CODE = re.compile(r"[a-z-]+(?: [a-z-]+){5}")
MEDIA = re.compile(r"/media/[a-z0-9]+/[a-z0-9]+-\d+\.(?:jpg|avif)")


class SentPhoto(NamedTuple):
    """One photo as its receipt page shows it."""

    state: str
    words: str
    url: str | None


def send_by_tus(gallery: Running, files: Iterable[Path], *, draft: str) -> list[str]:
    """Send files with tus-js-client; return what was said of those that were refused.

    It says an HTTP status, or why the client itself would not send a file (an empty one).
    """
    command = [str(NODE), str(CLIENTS / "send.mjs"), f"{gallery.address}/files/", draft]
    paths = "\n".join(map(str, files))
    done = subprocess.run(command, input=paths, capture_output=True, text=True, check=True)
    said = map(json.loads, done.stdout.splitlines())
    return [str(each["status"]) for each in said if "url" not in each]


def finish_submission(form_page: Page, person: Person, **answers: str) -> str:
    """Answer what the page asks and send it; return the receipt code."""
    thanks = person.send_files(form_page.form("/add/"), [], **{**ANSWERS, **answers})
    assert thanks.status == 200, thanks.text
    return read_code(thanks)


def read_code(thanks: Page) -> str:
    """Return the six words of the page that thanks."""
    shown = thanks.soup.select_one(".receipt-code")
    assert shown is not None, thanks.text
    code = shown.text.strip()
    assert CODE.fullmatch(code), code
    return code


def read_receipt(gallery: Running, code: str) -> list[SentPhoto]:
    """Return what became of each photo."""
    person = Person(gallery.address)
    page = person.send(person.get("/receipt/").form("/receipt/"), code=code)
    assert page.status == 200, page.text
    return list(_sent_photos(page))


def sign_up_moderator(gallery: Running) -> Person:
    """Invite a moderator, who makes an account and is signed in."""
    with unit_of_work():
        token = invite(MODERATOR, tools=gallery.app.extensions["toolbox"])
    person = Person(gallery.address)
    form = person.get(f"/sign-up/{token}").form(token)
    said = {"name": "Mira", "email": "mira@example.org", "password": PASSWORD}
    set_up_app(person, person.send(form, **said))
    page = person.get("/review/")
    assert page.url.endswith("/review/"), page.url
    return person


def set_up_app(person: Person, page: Page) -> str:
    """Set up an app for one-time codes, as the page asks; return its secret."""
    shown = page.soup.select_one("[data-secret]")
    assert shown is not None, page.text
    secret = shown.text.replace(" ", "")
    code = one_time_codes.code_at(secret, datetime.now(UTC))
    codes = person.send(page.form("/set-up"), code=code)
    assert "recovery codes" in codes.text, codes.text
    return secret


def begin(moderator: Person) -> Page:
    """Press "Begin" on the board; return the page of the photo that is to be decided first."""
    page = moderator.send(moderator.get("/review/").form("/review/begin"), lane="waiting")
    assert page.status == 200, page.text
    return page


def decide(moderator: Person, page: Page, act: str, **said: str) -> Page:
    """Approve, reject or hold the photo of a page; return the next page."""
    following = moderator.send(page.form(f"/{act}"), **said)
    assert following.status == 200, following.text
    return following


def shows_photo(page: Page) -> bool:
    """Whether a moderator's page shows a photo that can be decided."""
    return page.soup.select_one("button[formaction$='/approve']") is not None


def media_of(page: Page) -> list[str]:
    """Return the files that a page shows or offers, once each."""
    return list(dict.fromkeys(MEDIA.findall(page.text)))


def _sent_photos(page: Page) -> Iterator[SentPhoto]:
    """Yield the rows of a receipt page."""
    for row in page.soup.select(".sent"):
        badge, words = row.select_one(".badge"), row.select_one(".sent__state")
        link = row.select_one("a[href^='/photos/']")
        yield SentPhoto(
            badge.text.strip() if badge else "",
            words.text.strip() if words else "",
            str(link["href"]) if link else None,
        )
