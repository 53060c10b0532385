"""Why photos are rejected: nine digits, organisers' words, and what was said stays said."""

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import BadInput, Conflict, Incomplete
from gallery.journey import amend, reasons, review
from gallery.journey.amend import Wishes
from gallery.journey.reasons import Words
from gallery.journey.review import Act
from gallery.models import MODERATOR, Account, Mend, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_photo

OURS = Words(Mend.AGAIN, {"en": ["No flag", "We see no flag in it."]})


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator."""
    return create_account(MODERATOR, name="Mira")


def reject(photo: Photo, reason: str, by: Account, tools: Toolbox, note: str = "") -> None:
    with unit_of_work():
        act = Act(by, photo.version)
        review.reject(photo, act, reason=reason, note=note, tools=tools)


def keys() -> list[str]:
    return [row.key for row in reasons.open_reasons()]


def test_what_is_hidden_cannot_be_chosen_and_leaves_its_digit_to_the_next(
    mira: Account, tools: Toolbox
) -> None:
    before = keys()
    with unit_of_work():
        reasons.hide_reason("not-the-action")

    with pytest.raises(Incomplete, match="reason-not-said"):
        reject(create_photo(), "not-the-action", mira, tools)

    assert keys() == before[1:]


def test_there_are_nine_digits(app: Flask) -> None:
    with unit_of_work(), pytest.raises(BadInput, match="too-many-reasons"):
        reasons.add_reason(OURS)

    with unit_of_work():
        reasons.hide_reason("hateful")
        reasons.add_reason(OURS)
    with unit_of_work(), pytest.raises(BadInput, match="too-many-reasons"):
        reasons.show_reason("hateful")

    assert keys()[-1] == "own-1"


def test_a_reason_of_ones_own_needs_english_words(app: Flask) -> None:
    with unit_of_work():
        reasons.hide_reason("hateful")
        with pytest.raises(Incomplete, match="please-fill-in"):
            reasons.add_reason(Words(Mend.AGAIN, {"be": ["Няма", "Няма."]}))


def test_a_reason_moves_up_by_one_digit(app: Flask) -> None:
    before = keys()

    with unit_of_work():
        reasons.move_up(before[2])
        reasons.move_up(before[0])

    assert keys()[:3] == [before[0], before[2], before[1]]


def test_a_decision_reads_as_it_was_said(mira: Account, tools: Toolbox) -> None:
    with unit_of_work():
        reasons.change_reason("child", Words(Mend.AGAIN, {"en": ["A child", "First words."]}))
    early, late = create_photo(), create_photo()
    reject(early, "child", mira, tools)

    with unit_of_work():
        reasons.change_reason("child", Words(Mend.NOTHING, {"en": ["A child", "Later words."]}))
    reject(late, "child", mira, tools)

    said = [each.reason_wording.words("en")[1] for each in (early, late) if each.reason_wording]
    assert said == ["First words.", "Later words."]
    assert (reasons.may_mend(early, Mend.AGAIN), reasons.may_mend(late, Mend.AGAIN)) == (
        True,
        False,
    )


def test_keeping_the_same_words_again_is_no_other_wording(app: Flask) -> None:
    words = Words(Mend.COVER, {"en": ["A child", "Cover it."]})
    with unit_of_work():
        reasons.change_reason("child", words)
    before = reasons.find_open("child").wording_id

    with unit_of_work():
        reasons.change_reason("child", words)

    assert reasons.find_open("child").wording_id == before


def test_undoing_a_rejection_takes_its_note_along(mira: Account, tools: Toolbox) -> None:
    photo = create_photo()
    reject(photo, "child", mira, tools, note="The girl on the left.")

    with unit_of_work():
        review.undo(photo, Act(mira, photo.version), tools=tools)

    assert (photo.reason, photo.note) == (None, "")


def test_who_covers_more_lets_a_rejected_photo_wait_again(mira: Account, tools: Toolbox) -> None:
    photo = create_photo()
    reject(photo, "child", mira, tools, note="The girl on the left.")

    with unit_of_work() as unit:
        amend.ask_cover(photo, "the girl", tools=tools, unit=unit)

    assert (photo.stage, photo.reason, photo.note) == (Stage.WAITING, None, "")
    assert photo.asks_cover


def test_who_corrects_lets_a_rejected_photo_wait_again(mira: Account, tools: Toolbox) -> None:
    with unit_of_work():
        reasons.change_reason("not-the-action", Words(Mend.CORRECT, OURS.texts))
    photo = create_photo()
    reject(photo, "not-the-action", mira, tools)

    with unit_of_work():
        amend.correct(photo, Wishes(caption="The poet"), tools=tools)

    assert (photo.stage, photo.caption) == (Stage.WAITING, "The poet")


@pytest.mark.parametrize(("reason", "previews"), [("hateful", "previews/1"), ("child", None)])
def test_what_cannot_be_mended_by_covering_stays_rejected(
    mira: Account, tools: Toolbox, reason: str, previews: str | None
) -> None:
    photo = create_photo()
    reject(photo, reason, mira, tools)
    photo.preview_key = previews
    db.session.commit()

    with unit_of_work() as unit, pytest.raises(Conflict, match="too-late-to-change"):
        amend.ask_cover(photo, "", tools=tools, unit=unit)

    assert photo.stage is Stage.REJECTED
