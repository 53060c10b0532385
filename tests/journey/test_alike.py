"""Bursts are one decision, and what was decided about a picture is known when it comes again."""

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import BadInput, Conflict
from gallery.images.likeness import SAME
from gallery.journey import alike, review
from gallery.journey.alike import Looked
from gallery.journey.doubts import find_doubts
from gallery.journey.review import Act
from gallery.models import Account, Photo, Scope, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_photo, create_submission, create_turin


def near(likeness: str, bits: int) -> str:
    """A likeness that differs in so many bits."""
    return f"{int(likeness, 16) ^ ((1 << bits) - 1):016x}"


@pytest.fixture
def me(app: Flask) -> Account:
    """A moderator."""
    return create_account("moderator")


def burst(*bits: int, **said: object) -> list[Photo]:
    """A photo, and others that differ from it in so many bits."""
    first = create_photo(**said)
    return [first, *(create_photo(likeness=near(first.likeness or "", n), **said) for n in bits)]


def test_a_group_is_what_looks_alike_in_a_city_the_best_first(me: Account) -> None:
    first, second, other = burst(10, 30)
    second.width, second.height = 4000, 3000
    create_photo(likeness=first.likeness, city=create_turin())
    create_photo(likeness=first.likeness, stage=Stage.REJECTED)
    create_photo(likeness=first.likeness, submission=create_submission(sent_at=None))
    db.session.commit()

    group = alike.find_group(first, by=me)

    assert group == [second, first]
    assert alike.find_group(other, by=me) == [other]


def test_of_two_of_one_size_the_one_with_more_bytes_is_suggested(me: Account) -> None:
    first, second = burst(2)
    first.size, second.size = 1_000_000, 2_000_000
    db.session.commit()

    assert alike.find_group(first, by=me)[0] == second


def test_without_a_city_a_group_is_of_one_submission(me: Account) -> None:
    sent = create_submission()
    first, second = burst(3, city=None, submission=sent)
    create_photo(likeness=first.likeness, city=None)

    assert set(alike.find_group(first, by=me)) == {first, second}


def test_no_group_shows_what_is_beyond_a_scope(app: Flask) -> None:
    sent = create_submission()
    first = create_photo(submission=sent)
    create_photo(submission=sent, likeness=first.likeness, city=create_turin())
    by = create_account("moderator", scopes=[Scope(country="lt")])

    assert alike.find_group(first, by=by) == [first]


def test_the_others_are_turned_down_as_duplicates_of_the_best(me: Account, tools: Toolbox) -> None:
    best, *others = burst(2, 4)
    with unit_of_work():
        looked = [Looked(each, each.version) for each in others]
        alike.keep_best(Looked(best, best.version), looked, of=best, by=me, tools=tools)

    assert best.stage is Stage.WAITING
    assert [(each.stage, each.reason, each.same_as_id) for each in others] == [
        (Stage.REJECTED, "duplicate", best.id)
    ] * 2


def test_the_duplicates_of_a_photo_are_no_reason_to_doubt_it(me: Account, tools: Toolbox) -> None:
    other, best = burst(2)
    with unit_of_work():
        alike.keep_best(Looked(best, 1), [Looked(other, 1)], of=other, by=me, tools=tools)

    assert list(find_doubts(best)) == []


@pytest.mark.parametrize("which", [0, 1])
def test_a_group_that_changed_is_looked_at_again(me: Account, tools: Toolbox, which: int) -> None:
    photos = burst(2)
    with unit_of_work():
        review.hold(photos[which], Act(create_account(), 1), tools=tools)

    best, other = (Looked(each, 1) for each in photos)
    with pytest.raises(Conflict), unit_of_work():
        alike.keep_best(best, [other], of=photos[0], by=me, tools=tools)

    assert Stage.REJECTED not in {each.stage for each in photos}


def test_nothing_is_a_duplicate_of_itself(me: Account, tools: Toolbox) -> None:
    (photo,) = burst()

    with pytest.raises(BadInput), unit_of_work():
        alike.keep_best(Looked(photo, 1), [Looked(photo, 1)], of=photo, by=me, tools=tools)

    assert photo.stage is Stage.WAITING


@pytest.mark.parametrize("bits", [[30], [1] * alike.MOST_ALIKE])
def test_what_is_no_group_is_not_turned_down_without_a_second_person(
    me: Account, tools: Toolbox, bits: list[int]
) -> None:
    best, *others = burst(*bits)
    looked = [Looked(each, 1) for each in others]

    with pytest.raises(BadInput), unit_of_work():
        alike.keep_best(Looked(best, 1), looked, of=best, by=me, tools=tools)

    assert {each.stage for each in others} == {Stage.WAITING}


@pytest.mark.parametrize("stage", [Stage.REJECTED, Stage.PUBLISHED])
def test_a_picture_that_was_decided_before_is_doubtful(app: Flask, stage: Stage) -> None:
    before = create_photo(stage=stage, reason="child" if stage is Stage.REJECTED else None)
    photo = create_photo(likeness=near(before.likeness or "", 5))
    create_photo(likeness=near(before.likeness or "", 9))

    (doubt,) = find_doubts(photo)

    assert (doubt.key, doubt.values["photo"]) == ("alike-before", before)
    assert doubt.weighs is (stage is Stage.REJECTED)


def test_the_same_picture_is_found_wherever_its_bits_differ(app: Flask) -> None:
    before = create_photo(stage=Stage.REJECTED)
    own = int(before.likeness or "", 16)
    spread = [own ^ sum(1 << (bit * step) % 64 for bit in range(SAME)) for step in (9, 11, 13)]

    same = [create_photo(likeness=f"{each:016x}") for each in spread]

    assert [alike.find_decided(photo) for photo in same] == [before] * 3


def test_what_only_resembles_it_or_came_later_is_not(app: Flask) -> None:
    photo = create_photo()
    create_photo(likeness=photo.likeness, stage=Stage.REJECTED)
    other = create_photo()
    create_photo(likeness=near(other.likeness or "", 7), stage=Stage.REJECTED)

    assert list(find_doubts(photo)) == list(find_doubts(other)) == []


def test_alike_photos_are_counted(app: Flask) -> None:
    photos = burst(3, 40)

    assert list(alike.count_alike(photos).values()) == [2, 2, 1]
