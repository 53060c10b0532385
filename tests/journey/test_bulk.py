"""Many photos at once: what is done, what is left out and why, and who has to agree."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from gallery.db import db, unit_of_work
from gallery.errors import Incomplete
from gallery.journey import bulk, review, second
from gallery.journey.bulk import Chosen, Wish
from gallery.journey.review import Act
from gallery.models import (
    Account,
    Apart,
    Bulk,
    BulkStage,
    Campaign,
    Decision,
    Faces,
    FaceWish,
    How,
    Mark,
    Photo,
    Scope,
    Source,
    Stage,
)
from gallery.toolbox import Toolbox
from tests.factories import (
    create_account,
    create_edition,
    create_link,
    create_photo,
    create_submission,
    create_turin,
)

APPROVE = Wish("approve")


@pytest.fixture
def me(app: Flask) -> Account:
    """A moderator."""
    return create_account("moderator")


def chosen(*photos: Photo) -> list[Chosen]:
    """These photos, as they are now."""
    return [Chosen(photo, photo.version) for photo in photos]


def through(*, trusted: bool, photos: int) -> list[Photo]:
    """Photos of one submission, through a trusted link or none."""
    sent = create_submission(link=create_link(is_trusted=True) if trusted else None)
    return [create_photo(submission=sent) for _ in range(photos)]


def do(wish: Wish, photos: list[Photo], by: Account, tools: Toolbox) -> Bulk:
    """Do it with photos as they are now."""
    looked = chosen(*photos)
    with unit_of_work() as unit:
        plan = bulk.plan(wish, looked, tools=tools)
        return bulk.begin(plan, by=by, tools=tools, unit=unit)


def stages(photos: list[Photo]) -> list[Stage]:
    """Where photos stand."""
    return [photo.stage for photo in photos]


def test_all_are_approved_each_with_a_decision_that_names_the_bulk(
    me: Account, tools: Toolbox
) -> None:
    photos = [create_photo() for _ in range(3)]

    row = do(APPROVE, photos, me, tools)

    assert stages(photos) == [Stage.APPROVED] * 3
    made = db.session.scalars(select(Decision).order_by(Decision.photo_id)).all()
    assert [(each.photo_id, each.act, each.account_id, each.details) for each in made] == [
        (photo.id, "approve", me.id, {"bulk": row.public_id}) for photo in photos
    ]


DANGERS = {
    "faces-not-confirmed": lambda: create_photo(submission=create_submission(faces=FaceWish.HIDE)),
    "is-sensitive": lambda: create_photo(submission=create_submission(how=How.AT_RISK)),
    "photo-needs-place": lambda: create_photo(city=None),
    "edition-to-come": lambda: create_photo(
        edition=create_edition(month=3, year=2011, first_day=date(2011, 3, 1)), day=None
    ),
    "is-held": lambda: create_photo(stage=Stage.HELD),
    "is-marked": lambda: create_photo(mark=Mark.CHILD),
    "is-apart": lambda: create_photo(apart=Apart.ASKED),
    "already-decided": lambda: create_photo(stage=Stage.REJECTED),
    "is-doubtful": lambda: create_photo(flags=["two-exif"]),
}
KEYS = {"is-marked": "is-sensitive", "is-apart": "is-held"}


@pytest.mark.parametrize("link", [{}, {"is_trusted": True}], ids=["known", "trusted"])
@pytest.mark.parametrize("key", DANGERS)
def test_no_bulk_and_no_trust_approves_what_a_person_must_look_at(
    me: Account, tools: Toolbox, key: str, link: dict[str, bool]
) -> None:
    photo = DANGERS[key]()
    photo.submission.link = create_link(**link)
    others = [create_photo() for _ in range(2)]
    was = photo.stage

    row = do(APPROVE, [photo, *others], me, tools)

    assert photo.stage is was
    assert row.left == [[photo.id, KEYS.get(key, key)]]
    assert stages(others) == [Stage.APPROVED] * 2


def test_a_listed_country_is_left_out(me: Account, tools: Toolbox) -> None:
    photo = create_photo()
    db.session.get_one(Campaign, 1).listed_countries = ["lt"]
    db.session.commit()

    row = do(APPROVE, [photo], me, tools)

    assert (photo.stage, row.left) == (Stage.WAITING, [[photo.id, "is-sensitive"]])


def test_a_wish_that_was_fulfilled_one_by_one_may_be_approved_with_others(
    me: Account, tools: Toolbox
) -> None:
    sent = create_submission(faces=FaceWish.HIDE)
    photo = create_photo(submission=sent, faces_confirmed=Faces.NONE)

    do(APPROVE, [photo], me, tools)

    assert photo.stage is Stage.APPROVED


def test_who_was_quicker_is_listed_and_stops_nobody(me: Account, tools: Toolbox) -> None:
    photos = [create_photo() for _ in range(3)]
    looked = chosen(*photos)
    with unit_of_work():
        review.hold(photos[0], Act(create_account(), 1), tools=tools)
        review.reject(photos[1], Act(create_account(), 1), reason="child", tools=tools)
        review.confirm_faces(photos[2], Act(create_account(), 1), faces=Faces.NONE, tools=tools)

    row = _begin(looked, me, tools)

    assert row.left == [
        [photos[0].id, "changed-meanwhile"],
        [photos[1].id, "already-decided"],
        [photos[2].id, "changed-meanwhile"],
    ]
    assert Stage.APPROVED not in stages(photos)


def test_a_conflict_at_the_last_moment_is_listed_too(me: Account, tools: Toolbox) -> None:
    photos = [create_photo() for _ in range(2)]
    plan = bulk.plan(APPROVE, chosen(*photos), tools=tools)
    with unit_of_work():
        review.hold(photos[0], Act(create_account(), 1), tools=tools)

    with unit_of_work() as unit:
        row = bulk.begin(plan, by=me, tools=tools, unit=unit)

    assert row.left == [[photos[0].id, "already-decided"]]
    assert (row.done, stages(photos)) == ([photos[1].id], [Stage.HELD, Stage.APPROVED])


def test_all_that_can_be_undone_waits_again(me: Account, tools: Toolbox) -> None:
    photos = [create_photo() for _ in range(3)]
    row = do(Wish("reject", "child"), photos, me, tools)
    with unit_of_work():
        review.undo(photos[0], Act(me, photos[0].version), tools=tools)
        review.hold(photos[0], Act(me, photos[0].version), tools=tools)

    with unit_of_work():
        undone = second.undo(row, by=me, tools=tools)

    assert (undone, stages(photos)) == (2, [Stage.HELD, Stage.WAITING, Stage.WAITING])


def test_city_and_day_are_set_for_all(me: Account, tools: Toolbox) -> None:
    photos, turin = [create_photo() for _ in range(25)], create_turin()

    do(Wish("city", geoname_id=turin.geoname_id), photos, me, tools)
    row = do(Wish("day", day=date(2010, 12, 11)), photos, me, tools)

    assert {(photo.city_id, photo.day) for photo in photos} == {(turin.id, date(2010, 12, 11))}
    assert {photo.day_source for photo in photos} == {Source.MODERATOR}
    assert row.stage is BulkStage.DONE


def test_a_clock_that_was_wrong_is_mended_and_photos_are_filed_anew(
    me: Account, tools: Toolbox
) -> None:
    former = create_edition(
        year=2009, month=12, day=date(2009, 12, 18), first_day=date(2009, 12, 10),
        closes_on=date(2010, 1, 31),
    )  # fmt: skip
    said = create_photo(day=date(2010, 12, 18), day_source=Source.SENDER)
    photo = create_photo(day=date(2009, 12, 17), edition=former)

    row = do(Wish("shift", days=365), [photo, said], me, tools)

    assert (photo.day, photo.edition) == (date(2010, 12, 17), create_edition())
    assert row.left == [[said.id, "day-not-from-camera"]]


def test_no_clock_is_set_into_the_future(me: Account, tools: Toolbox) -> None:
    photo = create_photo()

    row = do(Wish("shift", days=30), [photo], me, tools)

    assert row.left == [[photo.id, "day-to-come"]]


@pytest.mark.parametrize(
    "wish",
    [Wish("reject"), Wish("reject", "made-up"), Wish("city"), Wish("day"), Wish("shift"),
     Wish("publish")],
)  # fmt: skip
def test_what_is_not_said_whole_is_not_done(me: Account, tools: Toolbox, wish: Wish) -> None:
    photo = create_photo()

    with pytest.raises(Incomplete):
        do(wish, [photo], me, tools)

    assert (photo.stage, photo.version) == (Stage.WAITING, 1)


def test_nobody_acts_on_photos_beyond_their_scope_or_on_drafts(app: Flask) -> None:
    mine, draft = create_photo(), create_photo(submission=create_submission(sent_at=None))
    other = create_photo(city=create_turin())
    by = create_account("moderator", scopes=[Scope(country="lt")])

    found = bulk.find_chosen([(each.public_id, 1) for each in (mine, other, draft)], by=by)

    assert found == [Chosen(mine, 1)]


def _begin(looked: list[Chosen], by: Account, tools: Toolbox) -> Bulk:
    """Plan and do it in one unit, with versions of before."""
    with unit_of_work() as unit:
        return bulk.begin(bulk.plan(APPROVE, looked, tools=tools), by=by, tools=tools, unit=unit)
