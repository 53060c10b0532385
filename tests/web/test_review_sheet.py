"""Contact sheets: photos are chosen, a preview says what would be done, and then it is done."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db
from gallery.journey.bulk import ALONE
from gallery.models import MODERATOR, Bulk, FaceWish, Photo, Scope, Source, Stage
from tests.factories import (
    create_account,
    create_bulk,
    create_link,
    create_photo,
    create_submission,
    create_turin,
)
from tests.house import signed_in

PREVIEW, BULK = "/review/sheet/preview", "/review/bulk/"


def named(*photos: Photo) -> list[str]:
    """How photos are named in a form, on the version that is seen now."""
    return [f"{photo.public_id}.{photo.version}" for photo in photos]


def stages(*photos: Photo) -> list[Stage]:
    """Where photos stand."""
    return [photo.stage for photo in photos]


def test_a_sheet_shows_what_waits_with_boxes_and_ways_to_single_photos(
    moderator: FlaskClient,
) -> None:
    here, away = create_photo(), create_photo(city=create_turin())

    page = moderator.get("/review/sheet/?where=lt/vilnius").text

    assert f'name="photo" value="{here.public_id}.1"' in page
    assert f'href="/review/{here.public_id}"' in page
    assert f"/review/{here.public_id}/preview-640.jpg" in page
    assert away.public_id not in page


def test_a_sheet_on_which_nothing_lies_any_more_keeps_its_name(moderator: FlaskClient) -> None:
    create_photo(stage=Stage.HELD)

    page = moderator.get("/review/sheet/?where=lt/vilnius&edition=2010-12").text

    assert "Vilnius, December 2010" in page
    assert "No photo lies here." in page


def test_a_preview_says_what_would_be_done_and_what_is_left_out_and_does_nothing(
    moderator: FlaskClient,
) -> None:
    photo = create_photo()
    hidden = create_photo(submission=create_submission(faces=FaceWish.HIDE))

    page = moderator.get(
        PREVIEW, query_string={"act": "approve", "photo": named(photo, hidden)}
    ).text

    assert "You are about to approve 1 photo<" in page
    assert "1 photo is left out" in page
    assert "The sender asked to hide every face." in page
    assert stages(photo, hidden) == [Stage.WAITING] * 2


def test_what_the_preview_shows_is_done_when_it_is_sent(moderator: FlaskClient) -> None:
    photos = [create_photo() for _ in range(2)]
    shown = moderator.get(
        PREVIEW,
        query_string={"act": "reject.child", "photo": named(*photos), "where": "lt/vilnius"},
    ).text
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown))

    answer = moderator.post(BULK, data=sent, follow_redirects=True)

    assert [(photo.stage, photo.reason) for photo in photos] == [(Stage.REJECTED, "child")] * 2
    assert "2 photos are rejected" in answer.text
    assert 'href="/review/sheet/?where=lt/vilnius"' in answer.text


def test_all_photos_of_a_sheet_are_meant_with_one_box(moderator: FlaskClient) -> None:
    photos = [create_photo() for _ in range(3)]
    create_photo(city=create_turin())

    page = moderator.get(f"{PREVIEW}?where=lt/vilnius&all=yes&act=approve").text

    assert "You are about to approve 3 photos" in page
    assert " ".join(named(*photos)) in page


def test_ticks_say_more_than_the_box_for_all(moderator: FlaskClient) -> None:
    photo, other = create_photo(), create_photo()

    page = moderator.get(PREVIEW, query_string={"all": "yes", "photo": named(photo)}).text

    assert photo.public_id in page
    assert other.public_id not in page


def test_a_photo_that_changed_since_it_was_looked_at_is_left_out(moderator: FlaskClient) -> None:
    photo, other = create_photo(), create_photo()
    looked = named(photo, other)
    photo.version += 1
    db.session.commit()

    answer = moderator.post(
        BULK, data={"act": "approve", "photo": " ".join(looked)}, follow_redirects=True
    )

    assert stages(photo, other) == [Stage.WAITING, Stage.APPROVED]
    assert "Somebody changed this photo meanwhile." in answer.text


def test_a_field_alone_says_what_is_meant(moderator: FlaskClient) -> None:
    photo, turin = create_photo(), create_turin()
    for said in ({"city": "Turin"}, {"day": "2010-12-11"}):
        moderator.post(BULK, data={**said, "act": "", "photo": named(photo)})
        db.session.refresh(photo)

    assert (photo.city_id, photo.day) == (turin.id, date(2010, 12, 11))


def test_another_day_is_shown_before_a_clock_is_mended(moderator: FlaskClient) -> None:
    sent = create_submission()
    camera = create_photo(submission=sent, day=date(2009, 12, 18))
    said = create_photo(submission=sent, day_source=Source.SENDER)

    page = moderator.get(f"{PREVIEW}?beside={camera.public_id}&all=yes&act=shift&days=365").text

    assert "You are about to correct 1 photo<" in page
    assert "18 December 2009" in page
    assert "18 December 2010 · December 2010" in page
    assert "Its day does not come from a camera." in page
    assert said.day == date(2010, 12, 18)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"act": "reject"}, "Please fill this in."),
        ({"act": "reject", "reason": "made-up"}, "Please fill this in."),
        ({"act": "city", "city": "Nowhere at all"}, "We do not know this city."),
        ({"act": "day", "day": "yesterday"}, "We could not read this day."),
        ({"act": "shift", "days": "many"}, "We could not understand this."),
        ({"act": "publish"}, "Please fill this in."),
    ],
)
def test_what_cannot_be_understood_is_said_and_nothing_is_done(
    moderator: FlaskClient, said: dict[str, str], words: str
) -> None:
    photo = create_photo()

    answer = moderator.post(BULK, data={**said, "photo": named(photo)})

    assert answer.status_code in (400, 422)
    assert words in answer.text
    assert (photo.stage, photo.version) == (Stage.WAITING, 1)


@pytest.mark.parametrize("photo", ["", "x", "x.1", "%00", "p1.-1", "p.99999999999", "п.1"])
def test_what_names_no_photo_does_nothing(moderator: FlaskClient, photo: str) -> None:
    create_photo()

    answer = moderator.post(BULK, data={"act": "approve", "photo": photo})

    assert "No photo is chosen." in answer.text
    assert db.session.query(Bulk).count() == 0


def test_many_are_proposed_and_confirmed_by_another(app: Flask, moderator: FlaskClient) -> None:
    photos = [create_photo() for _ in range(ALONE + 1)]
    form = {"act": "approve", "photo": " ".join(named(*photos))}

    page = moderator.post(BULK, data=form, follow_redirects=True).text
    row = db.session.query(Bulk).one()
    address = f"/review/bulk/{row.public_id}"
    own = moderator.post(f"{address}/confirm")
    before = stages(*photos)
    other = signed_in(app, create_account(MODERATOR))
    seen = other.get("/review/sheet/").text, other.get(BULK).text
    shown = other.get(address).text
    other.post(f"{address}/confirm")

    assert "Another moderator has to confirm this." in page
    assert own.status_code == 409
    assert set(before) == {Stage.WAITING}
    assert all(address in each for each in seen)
    assert "Confirm" in shown
    assert set(stages(*photos)) == {Stage.APPROVED}


def test_what_was_done_is_undone_in_one_go(moderator: FlaskClient) -> None:
    photos = [create_photo() for _ in range(2)]
    moderator.post(BULK, data={"act": "approve", "photo": named(*photos)})
    address = f"/review/bulk/{db.session.query(Bulk).one().public_id}"

    page = moderator.post(f"{address}/undo", follow_redirects=True).text

    assert stages(*photos) == [Stage.WAITING] * 2
    assert f"{address}/undo" not in re.findall(r'<button class="button">', page)


def test_nothing_beyond_a_scope_is_shown_or_decided(app: Flask) -> None:
    photo = create_photo()
    row = create_bulk(photo)
    browser = signed_in(app, create_account(MODERATOR, scopes=[Scope(country="it")]))

    pages = [
        browser.get(address).text
        for address in ("/review/sheet/", f"{PREVIEW}?all=yes&act=approve",
                        f"/review/bulk/{row.public_id}")
    ]  # fmt: skip
    browser.post(BULK, data={"act": "approve", "photo": named(photo)})
    browser.post(f"/review/bulk/{row.public_id}/confirm")

    assert not any(photo.public_id in page for page in pages)
    assert browser.get(f"/review/alike/{photo.public_id}").status_code == 404
    assert photo.stage is Stage.WAITING


def test_a_name_is_corrected_for_all_photos_of_a_submission(moderator: FlaskClient) -> None:
    sent = create_submission(credit="Ona")
    waiting = create_photo(submission=sent)
    public = create_photo(submission=sent, stage=Stage.PUBLISHED)
    address = f"/review/{waiting.public_id}/credit"

    late = moderator.post(address, data={"credit": "x", "was": "Another"})
    long = moderator.post(address, data={"credit": "x" * 81, "was": "Ona"})
    kept = sent.credit
    moderator.post(address, data={"credit": "", "was": "Ona"})

    assert (late.status_code, long.status_code, kept) == (409, 400, "Ona")
    assert sent.credit == ""
    assert stages(waiting, public) == [Stage.WAITING, Stage.APPROVED]


def test_the_board_leads_to_sheets_and_to_what_waits_for_a_second_person(
    moderator: FlaskClient,
) -> None:
    create_bulk(create_photo())

    page = moderator.get("/review/").text

    assert 'href="/review/sheet/?where=lt/vilnius&amp;edition=2010-12"' in page
    assert f'href="{BULK}">1</a>' in page


def test_a_photo_leads_to_its_burst_its_submission_and_its_sheet(moderator: FlaskClient) -> None:
    sent = create_submission()
    photo, alike = create_photo(submission=sent), create_photo(submission=sent)
    alike.likeness = photo.likeness
    db.session.commit()

    page = moderator.get(f"/review/{photo.public_id}").text

    assert f'href="/review/alike/{photo.public_id}" data-way="G">2 photos look alike' in page
    assert f'href="/review/sheet/?beside={photo.public_id}">Same for all 2 of this' in page
    assert 'href="/review/sheet/?where=lt/vilnius&amp;edition=2010-12"' in page


def test_a_photo_says_by_whose_link_it_came_and_what_was_decided_of_one_like_it(
    moderator: FlaskClient,
) -> None:
    before = create_photo(stage=Stage.REJECTED, reason="child")
    link = create_link(organisation="JEF Vilnius", is_trusted=True)
    photo = create_photo(likeness=before.likeness, submission=create_submission(link=link))

    page = moderator.get(f"/review/{photo.public_id}").text

    assert "the link of JEF Vilnius, whom we trust" in page
    assert "The same picture came before, as another file: Rejected" in page
    assert f'href="/review/{before.public_id}"' in page


def test_of_a_photo_that_was_taken_back_no_page_about_many_tells_anything(
    moderator: FlaskClient,
) -> None:
    photo = create_photo()
    bulk = create_bulk(photo, account=create_account(MODERATOR))
    photo.stage, photo.description = Stage.WITHDRAWN, "Vera before the rider"
    db.session.commit()

    plan = moderator.get(PREVIEW, query_string={"act": "reject.child", "photo": named(photo)}).text
    done = moderator.get(f"{BULK}{bulk.public_id}").text

    assert "Vera" not in plan + done
    assert photo.public_id not in done
