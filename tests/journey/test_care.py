"""Careful with a photo: its city forgotten, its day waited for, in listed countries always."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.journey import care, receive, review
from gallery.journey.links import count_taken
from gallery.journey.review import Act, Corrections
from gallery.journey.send import Answers, send_submission
from gallery.models import (
    MODERATOR,
    City,
    FaceWish,
    How,
    Photo,
    Precision,
    Source,
    Stage,
    Submission,
)
from gallery.toolbox import Toolbox
from tests.factories import (
    NOON,
    create_account,
    create_action,
    create_city,
    create_edition,
    create_link,
    create_photo,
    create_submission,
)
from tests.house import Clock
from tests.journey.test_receive import receive_file, stored
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks

DAY = datetime(2010, 12, 18, 14, 30)
VILNIUS, MINSK = 593116, 625144
MINSK_PLACE = (53.9, 27.5667)
ALL = {"faces": FaceWish.AGREED, "is_theirs": True, "is_free": True}


def send(data: bytes, *, tools: Toolbox, link: str | None = None, **said: object) -> Photo:
    """Send a photo that was read before; return it."""
    create_edition()
    with unit_of_work():
        draft = receive.begin_submission("a draft", link_token=link, tools=tools)
    receive_file(draft, stored(data, tools=tools), tools=tools)
    photo = db.session.query(Photo).one()
    Tasks(tools).examine(photo.id)
    with unit_of_work(tools.queue.send) as unit:
        sent = db.session.query(Submission).one()
        send_submission(sent, Answers(**{**ALL, **said}), tools=tools, unit=unit)  # type: ignore[arg-type]
    db.session.expire_all()
    return db.session.query(Photo).one()


def create_minsk() -> City:
    """A city of a listed country."""
    return create_city(geoname_id=MINSK, country="by", slug="minsk", name="Minsk")


def cities_known(photo: Photo) -> set[int | None]:
    """Return every city that rows of a photo still name."""
    sent = photo.submission
    return {photo.city_id, photo.camera_city_id, sent.city_id, sent.link_id, photo.statue_id}


@pytest.mark.parametrize("said", [{"precision": Precision.COUNTRY}, {"how": How.AT_RISK}])
def test_of_country_only_no_row_names_the_city(
    app: Flask, tools: Toolbox, said: dict[str, object]
) -> None:
    data = make_photo(taken_at=DAY, place=(54.687, 25.279))

    photo = send(data, tools=tools, geoname_id=VILNIUS, **said)

    assert cities_known(photo) == {None}
    assert (photo.country, photo.stage, photo.is_placed) == ("lt", Stage.WAITING, True)


def test_a_photo_that_is_read_after_it_was_sent_forgets_its_city_too(
    app: Flask, tools: Toolbox
) -> None:
    create_edition()
    with unit_of_work():
        draft = receive.begin_submission("a draft", link_token=None, tools=tools)
    data = make_photo(taken_at=DAY, place=MINSK_PLACE)
    receive_file(draft, stored(data, tools=tools), tools=tools)
    with unit_of_work(tools.queue.send) as unit:
        sent = db.session.query(Submission).one()
        answers = Answers(**ALL, geoname_id=VILNIUS, precision=Precision.COUNTRY, day=DAY.date())  # type: ignore[arg-type]
        send_submission(sent, answers, tools=tools, unit=unit)
    photo = db.session.query(Photo).one()

    Tasks(tools).examine(photo.id)

    assert cities_known(photo) == {None}
    assert (photo.country, photo.camera_country) == ("lt", "by")
    assert care.is_listed(photo)


def test_a_listed_country_is_country_only_wherever_its_name_comes_from(
    app: Flask, tools: Toolbox
) -> None:
    by_camera = send(make_photo(taken_at=DAY, place=MINSK_PLACE), tools=tools)

    assert cities_known(by_camera) == {None}
    assert (by_camera.country, by_camera.place_source) == ("by", Source.CAMERA)
    assert not care.keeps_original(by_camera)
    assert care.is_sensitive(by_camera)


def test_a_link_of_a_listed_country_is_let_go_and_its_edition_stays(
    app: Flask, tools: Toolbox
) -> None:
    march = create_edition(
        year=2009, month=3, day=date(2009, 3, 16), first_day=date(2009, 3, 1),
        closes_on=date(2009, 4, 30),
    )  # fmt: skip
    link = create_link(action=create_action(city=create_minsk(), edition=march))

    photo = send(make_photo(taken_at=DAY), tools=tools, link=link.token)

    assert cities_known(photo) == {None}
    assert count_taken([link]) == {link.id: 1}  # though nothing says so any more
    assert (photo.country, photo.edition_id) == ("by", march.id)


def test_a_moderator_who_says_a_listed_city_makes_it_country_only(
    app: Flask, tools: Toolbox
) -> None:
    photo = send(make_photo(taken_at=DAY), tools=tools, geoname_id=VILNIUS)
    act = Act(by=create_account(MODERATOR), version=photo.version)

    with unit_of_work():
        review.correct(photo, act, Corrections(geoname_id=MINSK), tools=tools)

    assert (photo.city, photo.country) == (None, "by")


def test_a_moderator_may_take_a_photo_out_of_a_listed_country(app: Flask, tools: Toolbox) -> None:
    photo = send(make_photo(taken_at=DAY), tools=tools, geoname_id=MINSK)
    act = Act(by=create_account(MODERATOR), version=photo.version)

    with unit_of_work():
        review.correct(photo, act, Corrections(geoname_id=VILNIUS), tools=tools)

    assert photo.city is not None
    assert not care.is_listed(photo)


def test_a_listed_photo_is_published_after_its_editions_window(app: Flask) -> None:
    photo = create_photo(city=create_minsk())

    assert care.first_moment(photo) == datetime(2011, 2, 1, tzinfo=UTC)


def test_the_later_of_two_days_to_wait_for_counts(app: Flask) -> None:
    later = create_submission(publish_not_before=date(2011, 5, 1))
    photo = create_photo(city=create_minsk(), submission=later)

    assert care.first_moment(photo) == datetime(2011, 5, 1, tzinfo=UTC)


def test_a_city_that_was_forgotten_leaves_no_row_of_its_own(app: Flask, tools: Toolbox) -> None:
    send(make_photo(taken_at=DAY, place=MINSK_PLACE), tools=tools, precision=Precision.COUNTRY)
    create_photo()  # from Vilnius, which stays
    minsk = create_minsk()

    Tasks(tools).tidy()

    assert [city.slug for city in db.session.query(City)] == ["vilnius"]
    assert minsk not in db.session


def approved(photo: Photo, *, tools: Toolbox) -> Photo:
    """Approve a photo."""
    act = Act(by=create_account(MODERATOR), version=photo.version)
    with unit_of_work(tools.queue.send) as unit:
        review.approve(photo, act, tools=tools, unit=unit)
    return photo


def test_an_approved_photo_waits_for_the_day_its_sender_chose(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    later = (NOON + timedelta(days=30)).date()
    photo = send(
        make_photo(taken_at=DAY), tools=tools, geoname_id=VILNIUS, publish_not_before=later
    )
    approved(photo, tools=tools)
    tasks = Tasks(tools)

    clock.forward(days=29)
    tasks.sweep()
    tasks.publish(photo.id)
    stage_before = photo.stage
    clock.forward(days=1)
    tools.queue.sent.clear()  # type: ignore[attr-defined]
    tasks.sweep()
    tasks.publish(photo.id)

    assert stage_before is Stage.APPROVED
    assert ("publish", photo.id) in tools.queue.sent  # type: ignore[attr-defined]
    assert db.session.get_one(Photo, photo.id).stage is Stage.PUBLISHED


def test_a_country_that_is_listed_after_the_approval_holds_a_photo_back(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo = approved(send(make_photo(taken_at=DAY), tools=tools, geoname_id=VILNIUS), tools=tools)
    with unit_of_work():
        care.the_campaign().listed_countries = ["lt"]
    clock.forward(seconds=11)

    Tasks(tools).publish(photo.id)

    assert db.session.get_one(Photo, photo.id).stage is Stage.APPROVED


def test_the_hour_of_sending_is_forgotten_with_the_last_decision(
    app: Flask, tools: Toolbox
) -> None:
    photo = send(make_photo(taken_at=DAY), tools=tools, geoname_id=VILNIUS)
    act = Act(by=create_account(MODERATOR), version=photo.version)
    before = photo.submission.sent_at

    with unit_of_work():
        review.reject(photo, act, reason="duplicate", tools=tools)

    midnight = NOON.replace(hour=0, minute=0)
    assert before == NOON
    assert (photo.submission.sent_at, photo.submission.begun_at) == (midnight, midnight)
