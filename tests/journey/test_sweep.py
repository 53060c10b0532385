"""The sweeper: what is owed too long is sent again, and what merely waits its turn is not."""

import pytest
from flask import Flask

from gallery.db import db
from gallery.errors import StoreUnavailable
from gallery.models import Stage
from gallery.toolbox import Toolbox
from tests.factories import create_photo
from tests.house import Clock
from uploads_worker.tasks import Tasks


def reminded(tools: Toolbox) -> list[tuple[str, int]]:
    """Return what a worker sends again at this moment."""
    tools.queue.sent.clear()  # type: ignore[attr-defined]  # the queue of tests
    Tasks(tools).remind()
    return list(tools.queue.sent)  # type: ignore[attr-defined]


def test_a_lost_task_is_sent_again_within_half_a_minute(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo = create_photo(stage=Stage.RECEIVED, stage_since=clock())

    clock.forward(seconds=10)
    early = reminded(tools)
    clock.forward(seconds=15)

    assert (early, reminded(tools)) == ([], [("examine", photo.id)])


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.APPROVED])
def test_a_task_is_not_called_lost_while_many_wait_before_it(
    stage: Stage, app: Flask, tools: Toolbox, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = create_photo(stage=stage, stage_since=clock(), publish_after=clock())
    monkeypatch.setattr(tools.queue, "pending", lambda: 100)

    clock.forward(seconds=60)
    early = reminded(tools)
    clock.forward(seconds=200)

    assert early == []
    assert [number for _, number in reminded(tools)] == [photo.id]


def test_a_photo_that_a_run_has_is_left_to_it(app: Flask, tools: Toolbox, clock: Clock) -> None:
    photo = create_photo(stage=Stage.RECEIVED, stage_since=clock())
    clock.forward(seconds=60)
    photo.claim, photo.claimed_until = "a run", clock()
    db.session.commit()

    held = reminded(tools)
    clock.forward(seconds=1)

    assert (held, reminded(tools)) == ([], [("examine", photo.id)])


def test_a_photo_whose_store_is_down_is_tried_again_soon(
    app: Flask, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = create_photo(stage=Stage.RECEIVED)
    monkeypatch.setattr(tools.private, "open", _fail)

    Tasks(tools).run("examine", photo.id)

    db.session.refresh(photo)
    assert (photo.claim, photo.claimed_until, photo.tries) == (None, None, 0)
    assert ("examine", photo.id) in tools.queue.sent  # type: ignore[attr-defined]


def _fail(*_said: object, **_named: object) -> None:
    raise StoreUnavailable
