"""The best of a burst is kept, the others are its duplicates."""

import pytest
from flask.testing import FlaskClient

from gallery.models import FaceWish, Stage
from tests.factories import (
    create_photo,
    create_submission,
)
from tests.web.test_review_sheet import named, stages


def test_the_best_of_a_burst_is_approved_and_the_others_are_duplicates(
    moderator: FlaskClient,
) -> None:
    best = create_photo()
    other = create_photo(likeness=best.likeness)
    address = f"/review/alike/{best.public_id}"
    page = moderator.get(address).text
    form = {"best": named(best)[0], "photo": named(best, other), "approve": "yes"}

    answer = moderator.post(address, data=form)

    assert "2 photos look alike" in page
    assert answer.location == f"/review/{best.public_id}"
    assert stages(best, other) == [Stage.APPROVED, Stage.REJECTED]
    assert (other.reason, other.same_as_id) == ("duplicate", best.id)


def test_a_wish_to_hide_faces_is_not_skipped_for_the_best_of_a_burst(
    moderator: FlaskClient,
) -> None:
    sent = create_submission(faces=FaceWish.HIDE)
    best = create_photo(submission=sent)
    other = create_photo(submission=sent, likeness=best.likeness)
    form = {"best": named(best)[0], "photo": named(best, other), "approve": "yes"}

    answer = moderator.post(f"/review/alike/{best.public_id}", data=form, follow_redirects=True)

    assert stages(best, other) == [Stage.WAITING, Stage.REJECTED]
    assert "This one still needs a look of its own." in answer.text


@pytest.mark.parametrize("best", ["", "x.1"])
def test_without_a_best_one_nothing_is_turned_down(moderator: FlaskClient, best: str) -> None:
    photos = [create_photo(likeness="0" * 16) for _ in range(2)]
    form = {"best": best, "photo": named(*photos)}

    answer = moderator.post(f"/review/alike/{photos[0].public_id}", data=form)

    assert (answer.status_code, stages(*photos)) == (400, [Stage.WAITING] * 2)
    assert "Please choose which one is kept." in answer.text
