"""Nothing of a sender is left behind: the whole way with canaries, then everything is searched.

``python -m tests.bars.canaries``: on one machine (SQLite, folders), on servers (PostgreSQL, S3,
Redis) and with sealed originals, somebody at 127.13.37.99 sends photos as taken, without keeping
their originals, and at risk, by a form and by tus; hears by e-mail, corrects one, withdraws one.
Then each trace is looked for in database, journal, logs, queue, stores and temporary files. As a
control every place gets one of them at the end, which must be found there.
"""

import base64
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.request import Request

import pyrage
import pytest

from config import Settings
from gallery.campaigns import NewEdition, add_edition
from gallery.db import db, unit_of_work
from gallery.journey.receive import photos_of
from gallery.journey.withdraw import find_receipt
from gallery.models import Original, Photo, Stage
from tests.bars.traces import (
    ADDRESS,
    CAMERA,
    MARKS,
    Canary,
    Places,
    canary_photo,
    plant,
    search,
)
from tests.end_to_end.way import begin, decide, finish_submission, read_code, sign_up_moderator
from tests.mailbox import Mailbox, open_mailbox
from tests.person import Page
from tests.running import TUS, Running, running_gallery
from tests.servers import free_port

RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())
SEND = {"faces": "agreed", "city": "Vilnius", "day": "2012-03-24"}


@pytest.fixture(params=["folders", "servers", "sealed"])
def setup(request: pytest.FixtureRequest) -> str:
    """On one machine, on servers, and on one machine that seals originals."""
    return "servers" if request.param == "servers" else "folders"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """Where messages go."""
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def gallery(
    settings: Settings,
    cities_path: Path,
    mailbox: Mailbox,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Running]:
    """A running gallery whose temporary files lie where we can look."""
    (settings.folder / "tmp").mkdir()
    (settings.folder / "cities.db").symlink_to(cities_path)  # building it takes its time
    monkeypatch.setenv("TMPDIR", str(settings.folder / "tmp"))
    is_sealed = "sealed" in request.node.name
    settings = replace(
        settings,
        port=free_port(),
        undo_seconds=1,
        mail_url=mailbox.url,
        mail_from="gallery@example.org",
        originals_recipient=RECIPIENT if is_sealed else "",
        limits_url=settings.queue_url.replace("/0", "/1") or "memory://",
    )
    with running_gallery(settings) as gallery:
        with unit_of_work():
            day = date(2012, 3, 24)
            add_edition(NewEdition(2012, 3, "March 2012", day, day, date(2012, 4, 30)))
        yield gallery


def test_nothing_of_a_sender_is_left_behind(gallery: Running, mailbox: Mailbox) -> None:
    sender = Canary(gallery.address)
    taken = send_by_form(gallery, sender, "one", "two")
    without_original = send_by_form(gallery, sender, "three", keeps_original="no")
    at_risk = send_by_tus(gallery, sender, "four", how="at-risk")
    ask_for_a_message(sender, taken)
    approve_all(gallery)
    assert gallery.until(lambda: stages().count(Stage.PUBLISHED) == 3, seconds=90)
    receipt = open_receipt(sender, taken)
    sender.send(receipt.form("/receipt/correct"), caption="The rider, muzzled")
    withdraw_one(sender, taken)
    assert gallery.until(lambda: is_settled(gallery), seconds=90)
    assert gallery.until(lambda: bool(mailbox.messages), seconds=90)

    places = Places(gallery)
    found = search(places)

    report(places, found)
    kept = {photo.original_key for photo in kept_originals()}
    assert {place for place, _ in found} == {f"private store: {key}" for key in kept}
    assert {mark for _, mark in found} <= CAMERA
    assert (len(kept) > 0) != bool(gallery.settings.originals_recipient)
    assert all(stage is not Stage.PUBLISHED for stage in stages_of(at_risk, gallery))
    assert without_original

    planted = plant(places)
    again = {place for place, mark in search(Places(gallery)) if mark == ADDRESS}
    missed = [place for place in planted if not any(each.startswith(place) for each in again)]
    print(f"control: {len(planted) - len(missed)} of {len(planted)} planted traces found")
    assert missed == []


def send_by_form(gallery: Running, sender: Canary, *names: str, **said: str) -> str:
    """Send photos by the plain form; return the receipt code."""
    files = [(f"canary-of-anna-{name}.jpg", canary_photo()) for name in names]
    before = len(stages())
    page = sender.send_files(sender.get("/add/").form("/add/"), files)
    assert gallery.until(lambda: waiting() == before + len(names), seconds=60)
    return finish_submission(page, sender, **{**SEND, **said})


def send_by_tus(gallery: Running, sender: Canary, name: str, **said: str) -> str:
    """Send a photo in one request of tus, its file name beside it; return the receipt code."""
    page, before = sender.get("/add/"), len(stages())
    data, form = canary_photo(), page.form("/add/")
    told = {"draft": form.fields["draft"], "filename": f"canary-of-anna-{name}.jpg"}
    metadata = ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items()
    )
    headers = {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": metadata}
    answer = sender.ask(Request(f"{gallery.address}/files/", data, headers, method="POST"))
    assert answer.status == 201, answer.text
    assert gallery.until(lambda: waiting() == before + 1, seconds=60)
    thanks = sender.send_files(form, [], **{"is_theirs": "yes", "is_free": "yes", **SEND, **said})
    assert thanks.status == 200, thanks.text
    return read_code(thanks)


def open_receipt(sender: Canary, code: str) -> Page:
    """Open the receipt page."""
    return sender.send(sender.get("/receipt/").form("/receipt/"), code=code)


def ask_for_a_message(sender: Canary, code: str) -> None:
    """Leave an e-mail address."""
    form = open_receipt(sender, code).form("/receipt/email")
    assert sender.send(form, email="anna.canary@example.net").status == 200


def withdraw_one(sender: Canary, code: str) -> None:
    """Take the newest photo of a receipt back."""
    photo = db.session.query(Photo).filter_by(stage=Stage.PUBLISHED).order_by(Photo.id).first()
    assert photo is not None
    form = open_receipt(sender, code).form("/receipt/withdraw")
    assert sender.send(form, photo=photo.public_id).status == 200


def approve_all(gallery: Running) -> None:
    """Let a moderator approve everything."""
    moderator = sign_up_moderator(gallery)
    for _ in range(4):
        decide(moderator, begin(moderator), "approve")


def stages() -> list[Stage]:
    """Return the stage of each photo."""
    db.session.rollback()
    return [photo.stage for photo in db.session.query(Photo)]


def waiting() -> int:
    """Count what was examined."""
    return sum(stage is not Stage.RECEIVED for stage in stages())


def stages_of(code: str, gallery: Running) -> list[Stage]:
    """Return the stages of a receipt's photos."""
    submission = find_receipt(code, tools=gallery.app.extensions["toolbox"])
    return [photo.stage for photo in photos_of(submission)]


def kept_originals() -> list[Photo]:
    """Return the photos whose originals are kept as they came."""
    return [
        photo
        for photo in db.session.query(Photo)
        if photo.original is Original.KEPT and photo.original_key
    ]


def is_settled(gallery: Running) -> bool:
    """Whether the withdrawn photo is erased, and nothing but kept originals is plain."""
    kept = sum(photo.submission.keeps_original for photo in kept_originals())
    is_sealing = bool(gallery.settings.originals_recipient)
    plain = len(kept_originals())
    return Stage.ERASED in stages() and plain == (0 if is_sealing else kept)


def report(places: Places, found: list[tuple[str, str]]) -> None:
    """Print what was looked through, and what was found where."""
    print(f"\n{len(MARKS)} traces looked for in {len(places.texts)} places, {places.size:,} bytes")
    for kind, count in sorted(places.kinds.items()):
        print(f"  {count:5} {kind}")
    print(f"found {len(found)}; allowed: camera and place in originals that are kept")
    for place, mark in found:
        print(f"  {mark.decode()} in {place}")


def main() -> int:
    """Run it on every set-up."""
    return int(pytest.main(["-q", "-s", "-p", "no:cacheprovider", str(Path(__file__))]))


if __name__ == "__main__":
    sys.exit(main())
