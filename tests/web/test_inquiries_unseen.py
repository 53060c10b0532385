"""The pages of who asked a photographer: nobody beside them shall see what they are about."""

from flask.testing import FlaskClient

from gallery.models import Photo
from tests.web.test_inquiries import answers, ask, code_in, photo

__all__ = ["photo"]


def title_of(page: str) -> str:
    """What a browser's tab says."""
    return page.partition("<title>")[2].partition("</title>")[0]


def test_what_is_only_for_who_asked_can_be_left_quickly_and_its_title_tells_nothing(
    client: FlaskClient,
    photo: Photo,  # a fixture of that name
) -> None:
    thanks = ask(client, photo)
    pages = [thanks.text, answers(client, code_in(thanks))]

    assert ["data-leave" in page for page in pages] == [True, True]
    assert [title_of(page) for page in pages] == ["Thank you", "Your question"]
