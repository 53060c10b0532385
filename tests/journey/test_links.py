"""Action links take photos while they are open, and no more than they may."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import Closed, NotHere, TooLarge
from gallery.journey import receive
from gallery.journey.links import count_taken, find_open_link
from gallery.models import ActionLink, Stage, Submission
from gallery.toolbox import Toolbox
from tests.factories import create_action, create_link, create_photo, create_submission
from tests.house import Clock
from tests.journey.test_receive import receive_file, stored
from tests.pictures import make_photo

LAST_DAY = date(2010, 12, 20)


def begin(draft: str, link: ActionLink, *, tools: Toolbox) -> Submission:
    """Begin a draft that came by a link."""
    with unit_of_work():
        receive.begin_submission(draft, link_token=link.token, tools=tools)
    wanted = db.session.query(Submission).filter_by(link_id=link.id)
    return wanted.order_by(Submission.id.desc()).limit(1).one()


def begin_upload(draft: Submission, *, tools: Toolbox) -> None:
    with unit_of_work():
        draft = db.session.get_one(Submission, draft.id)
        receive.begin_upload(draft, length=100, tools=tools)


def change(link: ActionLink, **said: Any) -> None:
    for name, value in said.items():
        setattr(link, name, value)
    db.session.commit()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"is_revoked": True}, "revoked-link"),
        ({"is_paused": True}, "paused-link"),
        ({"closes_on": date(2010, 12, 19)}, "expired-link"),
    ],
)
def test_a_link_that_is_not_open_begins_no_draft(
    app: Flask, tools: Toolbox, said: dict[str, Any], key: str
) -> None:
    link = create_link(**said)

    with pytest.raises(Closed) as closed:
        begin("a draft", link, tools=tools)

    assert closed.value.key == key
    assert db.session.query(Submission).count() == 0


@pytest.mark.parametrize("said", [{"is_paused": True}, {"closes_on": date(2010, 1, 1)}])
def test_a_draft_that_was_begun_before_is_finished(
    app: Flask, tools: Toolbox, said: dict[str, Any]
) -> None:
    link = create_link()
    draft = begin("a draft", link, tools=tools)
    change(link, **said)

    begin_upload(draft, tools=tools)
    receive_file(draft, stored(make_photo(), tools=tools), tools=tools)

    assert count_taken([link]) == {link.id: 2}


def test_an_unknown_link_is_not_here(app: Flask, tools: Toolbox) -> None:
    with pytest.raises(NotHere):
        find_open_link("guessed", tools=tools)


def test_the_last_day_ends_at_midnight_in_the_city(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    link = create_link(closes_on=LAST_DAY)  # in Vilnius, two hours before UTC

    clock.moment = datetime(2010, 12, 20, 21, 59, tzinfo=UTC)
    assert find_open_link(link.token, tools=tools) is link
    clock.moment = datetime(2010, 12, 20, 22, 1, tzinfo=UTC)
    with pytest.raises(Closed):
        find_open_link(link.token, tools=tools)


def test_a_link_takes_no_more_photos_than_it_may(app: Flask, tools: Toolbox) -> None:
    link = create_link(max_photos=2)
    first, second = (begin(name, link, tools=tools) for name in ("one", "two"))
    begin_upload(first, tools=tools)
    begin_upload(second, tools=tools)

    with pytest.raises(TooLarge) as full:
        begin_upload(second, tools=tools)
    with pytest.raises(Closed) as closed:
        begin("three", link, tools=tools)

    assert (full.value.key, closed.value.key) == ("full-link", "full-link")
    assert count_taken([link]) == {link.id: 2}


def test_what_was_taken_back_or_is_no_photo_makes_room(app: Flask, tools: Toolbox) -> None:
    link = create_link(max_photos=1)
    sent = create_submission(link=link)
    for stage in (Stage.WITHDRAWN, Stage.ERASED, Stage.REFUSED):
        create_photo(submission=sent, stage=stage)

    draft = begin("a draft", link, tools=tools)
    begin_upload(draft, tools=tools)

    assert count_taken([link]) == {link.id: 1}


def test_photos_are_counted_by_their_own_link(app: Flask, tools: Toolbox) -> None:
    action = create_action()
    full, other = create_link(action=action, max_photos=1), create_link(action=action)
    create_photo(submission=create_submission(link=full))

    assert count_taken([full, other]) == {full.id: 1, other.id: 0}
    assert find_open_link(other.token, tools=tools) is other


@pytest.mark.parametrize("setup", ["folders", pytest.param("servers", marks=pytest.mark.contract)])
def test_photos_that_come_at_once_never_share_the_last_places(app: Flask, tools: Toolbox) -> None:
    link = create_link(max_photos=5)
    drafts = [begin(f"draft {number}", link, tools=tools).id for number in range(12)]
    together = Barrier(len(drafts))

    def come(draft: int) -> bool:
        with app.app_context():
            together.wait()
            try:
                with unit_of_work():
                    submission = db.session.get_one(Submission, draft)
                    receive.begin_upload(submission, length=100, tools=tools)
            except TooLarge:
                return False
            return True

    with ThreadPoolExecutor(len(drafts)) as senders:
        came = list(senders.map(come, drafts))
    db.session.rollback()  # what the others wrote is to be seen

    assert sum(came) == 5
    assert count_taken([link]) == {link.id: 5}
