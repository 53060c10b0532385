"""Reports hide a photo once, within limits; moderators decide, and nobody empties a gallery."""

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import Conflict, Gone, NotHere
from gallery.journey import reports, review
from gallery.journey.counting import count_in_full, read_tallies
from gallery.journey.reporting import Said, find_reportable, report_photo
from gallery.journey.review import Act
from gallery.journey.withdraw import withdraw_photo
from gallery.models import (
    MODERATOR,
    Account,
    Decision,
    Faces,
    Photo,
    Report,
    ReportKind,
    Scope,
    Stage,
)
from gallery.toolbox import Toolbox
from tests.factories import (
    NOON,
    create_account,
    create_city,
    create_edition,
    create_photo,
    create_published,
    create_submission,
)
from tests.house import Clock
from uploads_worker.tasks import Tasks

IN_IT, OTHER = Said(ReportKind.IN_IT), Said(ReportKind.OTHER, "The caption is rude")


def report(photo: Photo, tools: Toolbox, said: Said = IN_IT) -> Stage:
    """Report a photo; return where it stands then."""
    with unit_of_work(tools.queue.send) as unit:
        report_photo(find_reportable(photo.public_id), said, tools=tools, unit=unit)
    return photo.stage


def create_crowd(count: int) -> None:
    """Let so many other photos of the edition be public."""
    said = {"stage": Stage.PUBLISHED, "stage_since": NOON, "published_at": NOON, "country": "lt"}
    of = {"submission": create_submission(), "edition": create_edition(), "city": create_city()}
    db.session.add_all(Photo(public_id=f"crowd{number}", **said, **of) for number in range(count))
    db.session.commit()


def act(photo: Photo) -> Act:
    """A moderator acts on the photo as it is now."""
    return Act(create_account(MODERATOR), photo.version)


def anyone() -> Account:
    """A moderator who sees everything."""
    return create_account(MODERATOR)


def decide(verb: str, photo: Photo, tools: Toolbox, looked: Act | None = None) -> None:
    """Let a moderator decide what is reported."""
    seen = looked or act(photo)
    with unit_of_work(tools.queue.send) as unit:
        named = {"tools": tools} if verb == "leave" else {"tools": tools, "unit": unit}
        room = review if verb == "approve" else reports
        getattr(room, verb)(db.session.get_one(Photo, photo.id), seen, **named)


def acts_on(photo: Photo) -> list[str]:
    """The acts on a photo, oldest first."""
    found = db.session.query(Decision).filter_by(photo_id=photo.id).order_by(Decision.id)
    return [decision.act for decision in found]


def test_who_is_in_a_photo_hides_it_at_once(app: Flask, tools: Toolbox) -> None:
    photo, _other = create_published(), create_published()

    assert report(photo, tools) is Stage.HIDDEN
    assert ("hide", photo.id) in tools.queue.sent  # type: ignore[attr-defined]
    assert read_tallies() == count_in_full() != {}
    assert acts_on(photo) == ["report"]


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind is not ReportKind.IN_IT])
def test_what_else_is_reported_hides_nothing_and_is_on_top(
    app: Flask, tools: Toolbox, kind: ReportKind
) -> None:
    create_photo()
    photo = create_published()

    assert report(photo, tools, Said(kind)) is Stage.PUBLISHED
    assert reports.find_urgent(anyone()) is photo
    assert reports.count_reported(anyone()) == 1


@pytest.mark.parametrize("verb", ["leave", "hide", "withdraw", "approve"])
def test_no_decision_closes_a_report_that_came_after_the_photo_was_looked_at(
    app: Flask, tools: Toolbox, verb: str
) -> None:
    photo, _other = create_published(), create_published()
    report(photo, tools, IN_IT if verb == "approve" else OTHER)
    looked = act(photo)
    report(photo, tools, Said(ReportKind.DANGER, "They look for him"))

    with pytest.raises(Conflict):
        decide(verb, photo, tools, looked)

    assert len(reports.reports_of(photo)) == 2


def test_the_same_report_again_is_in_nobodys_way(app: Flask, tools: Toolbox) -> None:
    photo = create_published()
    report(photo, tools, OTHER)
    looked = act(photo)
    report(photo, tools, OTHER)

    decide("leave", photo, tools, looked)

    assert reports.reports_of(photo) == []


def test_a_photo_that_was_put_back_is_not_hidden_again(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo = create_published()
    report(photo, tools)
    decide("approve", photo, tools)
    assert reports.count_reported(anyone()) == 0
    photo.stage = Stage.PUBLISHED  # as the worker does
    db.session.commit()
    clock.forward(days=40)
    Tasks(tools).sweep()

    assert report(photo, tools) is Stage.PUBLISHED
    assert reports.find_reported(anyone()) is photo


def test_after_three_days_it_comes_back_unless_somebody_has_it_in_hand(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo = create_published()
    taken = create_published(edition=create_edition(year=2009))
    for each in (photo, taken):
        report(each, tools)
    with unit_of_work():
        review.confirm_faces(taken, act(taken), faces=Faces.NONE, tools=tools)
    clock.forward(hours=71)
    Tasks(tools).sweep()
    early = photo.stage
    clock.forward(hours=2)
    Tasks(tools).sweep()

    assert (early, photo.stage, taken.stage) == (Stage.HIDDEN, Stage.APPROVED, Stage.HIDDEN)
    assert ("publish", photo.id) in tools.queue.sent  # type: ignore[attr-defined]
    assert reports.count_reported(anyone()) == 2


def test_what_its_sender_wants_covered_does_not_come_back(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo = create_published(asks_cover=True, faces_confirmed=Faces.NONE)
    report(photo, tools)
    clock.forward(hours=73)
    Tasks(tools).sweep()

    assert photo.stage is Stage.HIDDEN


def test_leaving_it_closes_every_report(app: Flask, tools: Toolbox) -> None:
    photo = create_published()
    for said in (OTHER, OTHER, Said(ReportKind.CHILD)):
        report(photo, tools, said)
    times = [each.times for each in reports.reports_of(photo)]

    decide("leave", photo, tools)

    assert times == [2, 1]
    assert (photo.stage, reports.count_reported(anyone())) == (Stage.PUBLISHED, 0)
    assert acts_on(photo) == ["leave"]


def test_covering_more_keeps_it_from_being_shown_before_somebody_confirms(
    app: Flask, tools: Toolbox
) -> None:
    photo = create_published()
    report(photo, tools, OTHER)

    decide("hide", photo, tools)

    assert (photo.stage, photo.may_be_shown) == (Stage.HIDDEN, False)
    assert reports.find_reported(anyone()) is photo


def test_withdrawing_it_forgets_what_was_reported(app: Flask, tools: Toolbox) -> None:
    photo = create_published()
    report(photo, tools, OTHER)

    decide("withdraw", photo, tools)

    assert photo.stage is Stage.WITHDRAWN
    assert ("erase", photo.id) in tools.queue.sent  # type: ignore[attr-defined]
    assert db.session.query(Report).count() == 0
    with pytest.raises(Gone):
        find_reportable(photo.public_id)


def test_its_sender_may_still_withdraw_it_while_it_is_hidden(app: Flask, tools: Toolbox) -> None:
    photo = create_published()
    report(photo, tools)

    with unit_of_work(tools.queue.send) as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    assert (photo.stage, reports.count_reported(anyone())) == (Stage.WITHDRAWN, 0)


def test_undoing_an_approval_brings_its_reports_back(app: Flask, tools: Toolbox) -> None:
    photo = create_published()
    report(photo, tools)
    photo.media_token = None  # as the worker does
    db.session.commit()
    decide("approve", photo, tools)

    with unit_of_work():
        review.undo(photo, act(photo), tools=tools)

    assert (photo.stage, reports.find_reported(anyone())) == (Stage.WAITING, photo)


def test_two_moderators_decide_once(app: Flask, tools: Toolbox) -> None:
    photo = create_published()
    report(photo, tools, OTHER)
    seen = act(photo)
    decide("leave", photo, tools)

    with pytest.raises(Conflict), unit_of_work():
        reports.leave(photo, seen, tools=tools)


def test_people_come_before_facts_and_the_oldest_first(app: Flask, tools: Toolbox) -> None:
    facts, child, danger = (create_published() for _ in range(3))
    for photo, kind in ((facts, "facts"), (child, "child"), (danger, "danger")):
        report(photo, tools, Said(ReportKind(kind)))

    first = reports.find_reported(anyone())
    decide("leave", child, tools)

    assert (first, reports.find_reported(anyone())) == (child, danger)


def test_nobody_hears_of_reports_outside_their_scope(app: Flask, tools: Toolbox) -> None:
    photo = create_published()
    report(photo, tools, OTHER)
    here, elsewhere = (
        create_account(MODERATOR, scopes=[Scope(country=country)]) for country in ("lt", "it")
    )

    assert (reports.find_reported(here), reports.count_reported(here)) == (photo, 1)
    assert (reports.find_reported(elsewhere), reports.count_reported(elsewhere)) == (None, 0)


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.HELD, Stage.REJECTED, Stage.RECEIVED])
def test_what_was_never_public_cannot_be_reported(app: Flask, stage: Stage) -> None:
    photo = create_photo(stage=stage)

    with pytest.raises(NotHere):
        find_reportable(photo.public_id)
