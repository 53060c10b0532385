"""A wish to hide faces is skipped by no way through the door; covers and crop as numbers."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.models import Faces, FaceWish, Photo, Stage
from tests.factories import create_photo, create_submission

SIDES = ("left", "top", "width", "height")
HEAD = (10, 20.5, 5, 8.25)
WISH = "The sender asked to hide every face."


@pytest.fixture
def wished(moderator: FlaskClient) -> Photo:
    """A waiting photo whose sender asked to hide every face."""
    return create_photo(submission=create_submission(faces=FaceWish.HIDE))


def row(name: str, box: tuple[object, ...]) -> dict[str, str]:
    """The four fields of a box, in percent."""
    return {f"{name}-{side}": str(value) for side, value in zip(SIDES, box, strict=True)}


def send(browser: FlaskClient, photo: Photo, act: str, **said: str) -> TestResponse:
    """Send a photo's form with its boxes."""
    form = {"version": str(photo.version), "boxes": "1", **said}
    return browser.post(f"/review/{photo.public_id}/{act}", data=form)


class TestWish:
    """Who asked to be hidden is hidden before anything is approved."""

    @pytest.fixture(params=["memory", pytest.param("servers", marks=pytest.mark.contract)])
    def setup(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)

    def test_a_wish_to_hide_faces_is_not_skipped(
        self, moderator: FlaskClient, wished: Photo
    ) -> None:
        answer = send(moderator, wished, "approve")

        assert answer.status_code == 422
        assert WISH in answer.text
        assert wished.stage is Stage.WAITING

    def test_covers_that_nobody_confirmed_are_not_enough(
        self, moderator: FlaskClient, wished: Photo
    ) -> None:
        answer = send(moderator, wished, "approve", **row("cover-0", HEAD))

        assert answer.status_code == 422
        assert wished.stage is Stage.WAITING

    def test_holding_a_photo_first_does_not_skip_the_wish(
        self, moderator: FlaskClient, wished: Photo
    ) -> None:
        send(moderator, wished, "hold")

        answer = send(moderator, wished, "approve")

        assert answer.status_code == 422
        assert wished.stage is Stage.HELD

    def test_covers_drawn_after_the_confirmation_must_be_confirmed_again(
        self, moderator: FlaskClient, wished: Photo
    ) -> None:
        send(moderator, wished, "faces", faces="none")

        answer = send(moderator, wished, "approve", **row("cover-0", HEAD))

        assert answer.status_code == 422
        assert wished.stage is Stage.WAITING

    def test_a_wish_is_not_skipped_by_undoing_or_by_claiming_that_it_was_covered(
        self, moderator: FlaskClient, wished: Photo
    ) -> None:
        send(moderator, wished, "hold")
        send(moderator, wished, "undo")

        said = send(moderator, wished, "faces", faces="covered")
        answer = send(moderator, wished, "approve", faces="covered", faces_confirmed="covered")

        assert (said.status_code, answer.status_code) == (422, 422)
        assert "Nothing is covered yet." in said.text
        assert wished.stage is Stage.WAITING

    def test_every_head_covered_is_kept_with_the_covers_in_one_go(
        self, moderator: FlaskClient, wished: Photo
    ) -> None:
        answer = send(moderator, wished, "faces", faces="covered", **row("cover-0", HEAD))
        approved = send(moderator, wished, "approve", **row("cover-0", HEAD))

        assert answer.location == f"/review/{wished.public_id}"
        assert approved.status_code == 302
        assert wished.covers == [[0.1, 0.205, 0.05, 0.0825]]
        assert (wished.stage, wished.faces_confirmed) == (Stage.APPROVED, Faces.COVERED)

    def test_no_face_visible_fulfils_the_wish(self, moderator: FlaskClient, wished: Photo) -> None:
        send(moderator, wished, "faces", faces="none")

        send(moderator, wished, "approve")

        assert wished.stage is Stage.APPROVED

    def test_the_page_says_why_it_cannot_be_approved_yet(
        self, moderator: FlaskClient, wished: Photo
    ) -> None:
        before = moderator.get(f"/review/{wished.public_id}").text
        send(moderator, wished, "faces", faces="none")

        after = moderator.get(f"/review/{wished.public_id}").text

        assert 'class="why-not"' in before
        assert 'class="why-not"' not in after


class TestBoxes:
    """Covers and crop as four numbers each, in percent, without any script."""

    def test_what_is_drawn_is_kept_with_the_decision(self, moderator: FlaskClient) -> None:
        photo = create_photo()

        send(moderator, photo, "approve", **row("cover-0", HEAD), **row("crop", (0, 0, 50, 100)))

        assert photo.covers == [[0.1, 0.205, 0.05, 0.0825]]
        assert photo.crop == [0, 0, 0.5, 1]
        assert photo.stage is Stage.APPROVED

    def test_a_script_that_says_nothing_of_boxes_leaves_them_alone(
        self, moderator: FlaskClient
    ) -> None:
        photo = create_photo(covers=[[0.1, 0.2, 0.05, 0.08]])

        moderator.post(f"/review/{photo.public_id}/hold", data={"version": "1"})

        assert photo.covers == [[0.1, 0.2, 0.05, 0.08]]

    def test_an_emptied_row_removes_its_cover(self, moderator: FlaskClient) -> None:
        photo = create_photo(covers=[[0.1, 0.2, 0.05, 0.08], [0.5, 0.5, 0.1, 0.1]])

        send(
            moderator, photo, "cover",
            **row("cover-0", ("",) * 4), **row("cover-1", (50, 50, 10, 10)),
        )  # fmt: skip

        assert photo.covers == [[0.5, 0.5, 0.1, 0.1]]

    def test_looking_again_and_sending_the_same_changes_nothing(
        self, moderator: FlaskClient
    ) -> None:
        box = [0.123456, 1 / 3, 0.1, 0.1]
        photo = create_photo(covers=[box])

        send(moderator, photo, "cover", **row("cover-0", ("12.35", "33.33", "10", "10")))

        assert (photo.covers, photo.version) == ([box], 1)

    @pytest.mark.parametrize(
        ("box", "sentence"),
        [
            (("10", "", "5", "5"), "needs four numbers"),
            (("left", "1", "5", "5"), "needs four numbers"),
            (("98", "1", "5", "5"), "must lie inside the picture"),
            (("1", "1", "0", "5"), "must lie inside the picture"),
            (("nan", "1", "5", "5"), "must lie inside the picture"),
            (("1", "1", "inf", "5"), "must lie inside the picture"),
        ],
    )
    @pytest.mark.parametrize("name", ["cover-0", "crop"])
    def test_what_is_no_box_is_said_and_what_was_typed_stays(
        self, moderator: FlaskClient, name: str, box: tuple[str, ...], sentence: str
    ) -> None:
        photo = create_photo()

        answer = send(moderator, photo, "approve", caption="Kept", **row(name, box))

        assert answer.status_code == 400
        assert sentence in answer.text
        assert f'value="{box[0]}"' in answer.text
        assert 'value="Kept"' in answer.text
        assert (photo.stage, photo.covers, photo.caption) == (Stage.WAITING, [], "")

    def test_a_comma_is_a_decimal_point_too(self, moderator: FlaskClient) -> None:
        photo = create_photo()

        send(moderator, photo, "cover", **row("cover-0", ("12,5", "10", "10", "10")))

        assert photo.covers == [[0.125, 0.1, 0.1, 0.1]]

    def test_more_heads_than_can_be_covered_are_to_be_cropped_away(
        self, moderator: FlaskClient
    ) -> None:
        photo = create_photo()
        rows = {key: each for n in range(101) for key, each in row(f"cover-{n}", HEAD).items()}

        answer = send(moderator, photo, "cover", **rows)

        assert answer.status_code == 400
        assert "Up to 100 covers are kept." in answer.text
