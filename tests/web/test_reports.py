"""Anyone may report a photo: from its page to what a moderator decides."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.db import db
from gallery.models import Photo, Report, Stage
from gallery.toolbox import Toolbox
from tests.bars.reports import Crowd, flood
from tests.factories import create_photo, create_published, create_submission
from tests.house import Clock
from uploads_worker.tasks import Tasks

LISTS = (
    "/", "/2010/", "/2010-12/", "/2010/lt/vilnius/", "/2010/feed.atom", "/2010/feed.json",
    "/embed/2010/", "/embed/latest/", "/sitemap-photos-0.xml",
)  # fmt: skip


def report(client: FlaskClient, photo: Photo, **said: str) -> TestResponse:
    """Send the form of a photo."""
    return client.post(f"/photos/{photo.public_id}/report", data={"kind": "in-it", **said})


def decide(moderator: FlaskClient, photo: Photo, verb: str) -> TestResponse:
    """Press one of the panel's buttons."""
    said = {"version": photo.version}
    door = verb if verb == "approve" else f"reports/{verb}"
    return moderator.post(f"/review/{photo.public_id}/{door}", data=said)


def choices(moderator: FlaskClient, photo: Photo) -> list[str]:
    """What may be chosen, and by which key; nothing else is a button beside the picture."""
    page = BeautifulSoup(moderator.get(f"/review/{photo.public_id}").text, "html.parser")
    assert len(page.select(".decisions [data-act=undo]")) == 1
    found = page.select(".decisions:has([data-act=undo]) > .button, .reject > summary")
    return [" ".join(each.text.split()) for each in found]


def test_the_page_of_a_photo_leads_to_the_report(client: FlaskClient) -> None:
    photo = create_published()

    page = client.get(f"/photos/{photo.public_id}")
    form = client.get(f"/photos/{photo.public_id}/report")

    assert f'href="/photos/{photo.public_id}/report"' in page.text
    assert "I am in it" in form.text
    assert form.headers["Cache-Control"] == "no-store"
    assert "<script" not in form.text


def test_a_photo_that_somebody_is_in_is_gone_from_every_public_path(
    client: FlaskClient, tools: Toolbox
) -> None:
    photo, other = create_published(), create_published()
    files = [f"/media/{photo.public_id}/{name}" for name in photo.media_names]
    for name in photo.media_names:
        tools.public.put(f"media/{photo.public_id}/{name}", b"public")
    alone = (f"/photos/{photo.public_id}", f"/embed/photos/{photo.public_id}", *files)
    before = [client.get(path).status_code for path in alone]

    answer = report(client, photo)

    assert before == [200] * len(alone)
    assert answer.status_code == 303
    assert "Nobody sees this photo now." in client.get(answer.location).text
    assert [client.get(path).status_code for path in alone] == [404] * len(alone)
    shown = {path: client.get(path).text for path in LISTS}
    assert [path for path, text in shown.items() if photo.public_id in text] == []
    assert other.public_id in shown["/2010/"]
    Tasks(tools).hide(photo.id)
    assert list(tools.public.list("")) == []


def test_whoever_kept_the_page_hears_that_it_changed(client: FlaskClient) -> None:
    photo, _other = create_published(), create_published()
    mark = client.get("/2010/").headers["ETag"]

    report(client, photo)

    assert client.get("/2010/", headers={"If-None-Match": mark}).status_code == 200


def test_another_report_is_kept_and_the_photo_still_shown(client: FlaskClient) -> None:
    photo = create_published()

    answer = report(client, photo, kind="facts", words=" This is  Kaunas\n")

    assert "Until then it is still shown." in client.get(answer.location).text
    assert client.get(f"/photos/{photo.public_id}").status_code == 200
    assert db.session.query(Report).one().words == "This is Kaunas"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": ""}, "Please choose what is wrong."),
        ({"kind": "all"}, "Please choose what is wrong."),
        ({"words": "x" * 501}, "Say it in 500 characters at most."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, said: dict[str, str], sentence: str
) -> None:
    photo = create_published()

    answer = report(client, photo, **{"words": "On the left", **said})

    assert answer.status_code in (400, 422)
    assert sentence in answer.text
    assert said.get("words", "On the left") in answer.text
    assert (photo.stage, db.session.query(Report).count()) == (Stage.PUBLISHED, 0)


def test_the_same_form_twice_is_thanked_twice(client: FlaskClient) -> None:
    photo = create_published()

    answers = [report(client, photo) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert "Nobody sees this photo now." in client.get(answers[1].location).text


def test_a_report_in_another_language_is_thanked_in_it(client: FlaskClient) -> None:
    photo = create_published()

    answer = client.post(f"/be/photos/{photo.public_id}/report", data={"kind": "other"})

    assert answer.location == f"/be/photos/{photo.public_id}/reported"


@pytest.mark.parametrize(
    ("stage", "status"), [(Stage.WAITING, 404), (Stage.REJECTED, 404), (Stage.WITHDRAWN, 410)]
)
def test_what_is_not_public_has_no_page_to_report_it(
    client: FlaskClient, stage: Stage, status: int
) -> None:
    photo = create_photo(stage=stage)

    assert client.get(f"/photos/{photo.public_id}/report").status_code == status
    assert report(client, photo).status_code == status
    assert report(client, photo, kind="").status_code == status


def test_one_address_reports_a_photo_five_times_an_hour(client: FlaskClient) -> None:
    photo, other = create_published(), create_published()

    statuses = [report(client, photo, kind="other").status_code for _ in range(6)]

    assert statuses == [303] * 5 + [429]
    assert report(client, other, kind="other").status_code == 303


def test_no_address_is_kept(client: FlaskClient) -> None:
    photo = create_published()
    client.post(
        f"/photos/{photo.public_id}/report",
        data={"kind": "other"},
        environ_base={"REMOTE_ADDR": "127.13.37.99"},
        headers={"User-Agent": "Canary/1"},
    )

    row = db.session.query(Report).one()
    assert not any("127.13" in str(each) or "Canary" in str(each) for each in vars(row).values())


def test_a_report_is_before_all_that_waits(moderator: FlaskClient, client: FlaskClient) -> None:
    create_photo()
    photo = create_published()
    report(client, photo, words="<b>On the left</b>")
    report(client, photo)

    page = moderator.post("/review/begin", follow_redirects=True).text

    assert f"/review/{photo.public_id}/approve" in page
    assert "“&lt;b&gt;On the left&lt;/b&gt;”" in page
    assert "If nobody does, it comes back on 23 December 2010." in page
    assert "Reported <b>1</b>" in page
    assert "×2" in page


def test_a_moderator_puts_it_back(moderator: FlaskClient, client: FlaskClient) -> None:
    photo = create_published()
    report(client, photo)

    answer = decide(moderator, photo, "approve")

    assert answer.status_code == 302
    assert photo.stage is Stage.APPROVED
    assert "Reported" not in moderator.get("/review/").text


def test_what_is_reported_is_one_set_of_choices_by_one_set_of_keys(
    moderator: FlaskClient, client: FlaskClient
) -> None:
    hidden, public = create_published(), create_published()
    report(client, hidden)
    report(client, public, kind="facts")

    assert choices(moderator, hidden) == ["Put it back A", "Withdraw X", "Undo Z"]
    assert choices(moderator, public) == [
        "Leave it as it is A", "Hide it and cover more B", "Withdraw X", "Undo Z",
    ]  # fmt: skip


@pytest.mark.parametrize("verb", ["leave", "withdraw"])
def test_after_a_report_comes_the_next_one_then_what_waits(
    moderator: FlaskClient, client: FlaskClient, verb: str
) -> None:
    waiting = create_photo()
    reported = [create_published() for _ in range(2)]
    for photo in reported:
        report(client, photo, kind="facts")

    ways = [decide(moderator, photo, verb).location for photo in reported]

    assert ways == [f"/review/{each.public_id}" for each in (reported[1], waiting)]


def test_a_moderator_covers_more_and_it_is_public_again(
    moderator: FlaskClient, client: FlaskClient
) -> None:
    photo = create_published()
    report(client, photo, kind="child")
    decide(moderator, photo, "hide")
    act = f"/review/{photo.public_id}"
    too_early = moderator.post(f"{act}/approve", data={"version": photo.version})
    box = {f"cover-0-{side}": "10" for side in ("left", "top", "width", "height")}
    said = {"boxes": "1", **box}
    moderator.post(f"{act}/faces", data={"version": photo.version, "faces": "covered", **said})

    moderator.post(f"{act}/approve", data={"version": photo.version, **said})

    assert too_early.status_code == 422
    assert (photo.stage, len(photo.covers)) == (Stage.APPROVED, 1)
    assert "Reported" not in moderator.get("/review/").text


def test_a_moderator_withdraws_it(moderator: FlaskClient, client: FlaskClient) -> None:
    photo = create_published()
    report(client, photo, kind="danger")

    decide(moderator, photo, "withdraw")

    assert client.get(f"/photos/{photo.public_id}").status_code == 410
    assert client.get(f"/photos/{photo.public_id}/report").status_code == 410


def test_who_comes_too_late_is_told(moderator: FlaskClient, client: FlaskClient) -> None:
    photo = create_published()
    report(client, photo, kind="danger")
    seen = {"version": photo.version}
    decide(moderator, photo, "leave")

    answer = moderator.post(f"/review/{photo.public_id}/reports/leave", data=seen)

    assert answer.status_code == 409
    assert "Somebody already decided this photo." in answer.text


def test_a_crowd_does_not_empty_a_gallery(app: Flask, clock: Clock) -> None:
    crowd = Crowd(app, clock, photos=8)

    hour = flood(crowd, reports=24, is_watched=False)

    assert (hour.visible, hour.hidden, hour.fewest) == (7, 1, 7)
    assert hour.decided > 0


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        (["in-it"], "Somebody who is in it does not want to be shown."),
        (["other", "child"], "A child could be recognised in it."),
        (["copyright"], "Somebody told us that this photo is theirs."),
        (["facts"], "Somebody told us what is wrong with it"),
    ],
)
def test_its_sender_is_told_kindly_why_it_was_taken_away(
    moderator: FlaskClient, client: FlaskClient, tools: Toolbox, kinds: list[str], sentence: str
) -> None:
    sent = create_submission(receipt_hash=tools.keys.receipt_hash("six words"))
    photo = create_published(submission=sent)
    for kind in kinds:
        report(client, photo, kind=kind)

    decide(moderator, photo, "withdraw")

    for _before_and_after_its_files_went in range(2):
        page = client.post("/receipt/", data={"code": "six words"}).text
        assert sentence in page
        assert "It is no longer shown, and its files are erased." in page
        Tasks(tools).erase(photo.id)
