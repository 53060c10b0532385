"""Nothing goes on that no moderator has read: a form is about the words that its page showed."""

from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import Decision, Inquiry, InquiryStage, Photo
from tests.web.test_inquiries import answers, ask, code_in, form_in, judge, photo, reply

__all__ = ["photo"]


def test_an_old_form_does_not_pass_on_an_answer_that_was_written_since(
    client: FlaskClient,
    moderator: FlaskClient,
    photo: Photo,  # a fixture of that name
) -> None:
    code = code_in(ask(client, photo))
    judge(moderator, "pass")
    reply(client, photo, "Yes, gladly.")
    path, old = form_in(moderator.get("/review/messages"))
    judge(moderator, "stop")
    reply(client, photo, "I am Vera, and he is my brother")

    late = moderator.post(f"{path}/pass", data=old)

    assert late.status_code == 409
    assert "Vera" not in answers(client, code)
    assert db.session.query(Inquiry).one().stage is InquiryStage.ANSWERED
    assert db.session.query(Decision).filter_by(act="pass-answer").count() == 0
