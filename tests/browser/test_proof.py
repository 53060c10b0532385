"""Where a proof of work is asked for, the page does its sum and sends: nobody need do anything."""

import pytest
from playwright.sync_api import Page, expect

from gallery.db import db
from gallery.models import Submission
from tests.browser.sending import choose, choose_how, row
from tests.factories import create_link
from tests.pictures import make_photo

pytestmark = pytest.mark.browser


def test_a_photo_is_sent_after_the_sum(
    page: Page, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gallery.web.proof.HARDNESS", 5000)
    link = create_link(needs_proof=True)
    page.goto(f"{address}/add/{link.token}")
    expect(page.get_by_text("You need not do anything.")).to_be_visible()

    choose_how(page)
    choose(page, make_photo())

    expect(row(page, 1)).to_contain_text("Safe on our server", timeout=60_000)
    db.session.rollback()
    assert not db.session.query(Submission).one().is_unproven
