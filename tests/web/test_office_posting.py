"""One-time links go by e-mail where an organiser wishes it, and else from hand to hand."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.mail import Smtp
from gallery.models import MODERATOR
from tests.mailbox import open_mailbox

PEOPLE = "/office/people/"
NOWHERE = "smtp://127.0.0.1:1"


def invite(office: FlaskClient, email: str) -> None:
    """Make a link for somebody."""
    office.post(PEOPLE, data={"role": MODERATOR, "email": email})


def use_mail(app: Flask, server: str) -> None:
    """Let messages go out."""
    tools = app.extensions["toolbox"]
    settings = replace(tools.settings, mail_from="team@example.org")
    app.extensions["toolbox"] = replace(tools, settings=settings, mail=Smtp(server))


def sending_form(office: FlaskClient) -> dict[str, str]:
    """Return what the button says that sends the link just made."""
    found = re.search(r'name="token" value="(\w+)"', office.get(PEOPLE).text)
    assert found
    return {"token": found[1]}


def test_a_link_is_sent_where_an_organiser_wishes_it(
    app: Flask, organiser: FlaskClient, client: FlaskClient
) -> None:
    invite(organiser, "mira@example.org")
    with open_mailbox() as mailbox:
        use_mail(app, mailbox.url)
        said = organiser.post(f"{PEOPLE}invitations/send", data=sending_form(organiser))

    (came,) = mailbox.messages
    link = re.search(r"/sign-up/\w+", came.get_content())
    assert came["To"] == "mira@example.org"
    assert link
    assert client.get(link[0]).status_code == 200
    assert "on its way to mira@example.org" in organiser.get(said.headers["Location"]).text


def test_a_link_that_cannot_be_sent_is_shown_again(app: Flask, organiser: FlaskClient) -> None:
    invite(organiser, "mira@example.org")
    with open_mailbox() as mailbox:
        use_mail(app, mailbox.url)
        mailbox.refusals = ["550 Unknown"]
        answer = organiser.post(f"{PEOPLE}invitations/send", data=sending_form(organiser))

    assert answer.status_code == 503
    assert "Give them the address yourself" in answer.text
    assert "/sign-up/" in answer.text


@pytest.mark.parametrize(("email", "server"), [("mira@example.org", ""), ("", NOWHERE)])
def test_nothing_is_offered_that_cannot_be_sent(
    app: Flask, organiser: FlaskClient, email: str, server: str
) -> None:
    if server:
        use_mail(app, server)

    invite(organiser, email)

    assert "Send it to" not in organiser.get(PEOPLE).text


def test_no_link_is_sent_that_opens_nothing(app: Flask, organiser: FlaskClient) -> None:
    use_mail(app, NOWHERE)

    answer = organiser.post(f"{PEOPLE}invitations/send", data={"token": "madeup"})

    assert answer.status_code == 404


def test_a_link_that_was_used_leads_to_the_way_in(client: FlaskClient) -> None:
    page = client.get("/sign-up/usedusedused", headers={"Accept": "text/html"}).text

    assert "used already" in page
    assert 'href="/sign-in"' in page
    assert "All cities" not in page
