"""Partner organisations: where their frames may stand, and how often they were asked for."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from gallery import partners
from gallery.db import db, unit_of_work
from gallery.models import ActionLink, Partner, PartnerView, Supporter
from gallery.toolbox import Toolbox
from gallery.web.partners import EVERY
from tests.factories import create_link, create_published
from tests.house import Clock
from tests.web.test_office_acts import noted

NAMED = {"kind": "partner", "name": "House of Words", "site": "https://words.example"}


@pytest.fixture
def page(organiser: FlaskClient) -> str:
    """The page of a partner organisation that has no key yet."""
    organiser.post("/office/history/names/new/", data=NAMED)
    return f"/office/partners/{db.session.query(Supporter).one().id}/"


def ancestors(client: FlaskClient, address: str) -> str:
    """Where a frame may stand."""
    rules = client.get(address).headers["Content-Security-Policy"].split("; ")
    return next(rule for rule in rules if rule.startswith("frame-ancestors"))


def keep(organiser: FlaskClient, page: str, origins: str = "") -> str:
    """Keep the sites of a partner; return its key."""
    answer = organiser.post(page, data={"origins": origins})
    assert answer.status_code == 302
    return db.session.query(Partner).one().key


def test_a_partners_frames_stand_on_its_sites_alone(
    organiser: FlaskClient, client: FlaskClient, page: str
) -> None:
    create_published()

    key = keep(
        organiser, page, "https://Words.example\nhttp://old.words.example:8080 *.bücher.example"
    )

    assert ancestors(client, f"/embed/2010/?partner={key}") == (
        "frame-ancestors https://words.example http://old.words.example:8080"
        " https://*.xn--bcher-kva.example"
    )
    assert ancestors(client, "/embed/2010/?partner=made-up") == "frame-ancestors *"
    assert ancestors(client, "/embed/2010/") == "frame-ancestors *"


def test_sites_that_were_changed_count_for_a_frame_that_was_drawn_before(
    organiser: FlaskClient, client: FlaskClient, page: str
) -> None:
    create_published()
    address = f"/embed/2010/?partner={keep(organiser, page)}"
    before = ancestors(client, address)

    keep(organiser, page, "https://words.example")

    assert before == "frame-ancestors *"
    assert ancestors(client, address) == "frame-ancestors https://words.example"


@pytest.mark.parametrize(
    "site",
    [
        "words", "https://", "ftp://words.example", "https://a@words.example", "https://127.0.0.1",
        "https://words.example;script-src", "'self'", "*", "https://*", "https://w.*.example",
        "javascript:alert(1)", "https://words.example:99999", "https://words.example,x",
    ],
)  # fmt: skip
def test_what_is_no_site_is_named_and_nothing_is_lost(
    organiser: FlaskClient, page: str, site: str
) -> None:
    answer = organiser.post(page, data={"origins": f"https://words.example\n{site}"})

    written = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 400
    assert written.select_one("textarea").text.split() == ["https://words.example", site]
    assert f"“{site}” is no site" in written.select_one("#origins-error").text
    assert db.session.query(Partner).count() == 0


def test_frames_are_counted_by_day_and_told_to_organisers(
    organiser: FlaskClient, client: FlaskClient, page: str, clock: Clock
) -> None:
    create_published()
    key = keep(organiser, page)

    for _ in range(3):
        client.get(f"/embed/2010/?partner={key}")
        client.get("/embed/2010/?partner=made-up")
    clock.forward(seconds=EVERY.seconds)
    client.get(f"/embed/latest/?partner={key}")

    written = BeautifulSoup(organiser.get(page).text, "html.parser")
    assert [cell.text for cell in written.select(".figures td")] == ["4"]
    assert f"keeps the number for {partners.COUNTED.days} days" in written.select_one(".paste").text
    assert "at least 4 frames asked for in 30 days" in organiser.get("/office/partners/").text


def test_a_database_that_takes_no_numbers_costs_nobody_a_frame(
    organiser: FlaskClient,
    client: FlaskClient,
    page: str,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_counted: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    create_published()
    key = keep(organiser, page)
    monkeypatch.setattr(partners, "count_frames", refuse)

    client.get(f"/embed/2010/?partner={key}")
    clock.forward(seconds=EVERY.seconds)

    assert client.get(f"/embed/2010/?partner={key}").status_code == 200


def test_numbers_of_long_ago_are_forgotten(
    organiser: FlaskClient, page: str, tools: Toolbox, clock: Clock
) -> None:
    key = keep(organiser, page)
    with unit_of_work():
        partners.count_frames({(key, tools.now().date()): 5})

    clock.forward(seconds=(partners.COUNTED + timedelta(days=1)).total_seconds())
    with unit_of_work():
        partners.drop_old_views(tools=tools)

    assert db.session.query(PartnerView).count() == 0


def test_a_partner_that_is_named_no_longer_leaves_nothing(
    organiser: FlaskClient, client: FlaskClient, page: str
) -> None:
    create_published()
    key = keep(organiser, page, "https://words.example")
    number = db.session.query(Supporter).one().id

    organiser.post(f"/office/history/names/{number}/", data={"remove": "yes"})

    assert db.session.query(Partner).count() == 0
    assert ancestors(client, f"/embed/2010/?partner={key}") == "frame-ancestors *"
    assert organiser.get(page).status_code == 404


def test_only_partner_organisations_have_such_a_page(organiser: FlaskClient) -> None:
    organiser.post("/office/history/names/new/", data={**NAMED, "kind": "patron"})
    number = db.session.query(Supporter).one().id

    assert organiser.get(f"/office/partners/{number}/").status_code == 404
    assert "House of Words" not in organiser.get("/office/partners/").text


def test_who_changed_the_sites_stands_in_the_log(organiser: FlaskClient, page: str) -> None:
    keep(organiser, page)

    assert noted()[-1][0] == "partner"
    assert "Sites of a partner changed" in organiser.get("/office/audit/").text


def test_a_partners_gallery_stands_on_a_page_and_in_a_frame_of_its_own(
    organiser: FlaskClient, client: FlaskClient, page: str
) -> None:
    organiser.post(page, data={"origins": "https://words.example", "has_gallery": "yes"})
    partner = db.session.query(Partner).one()
    theirs, other = create_published(partner_id=partner.id), create_published()

    address = f"/partners/{partner.key}/"
    shown, framed = client.get(address), client.get(f"/embed{address}")

    for answer in (shown, framed):
        assert f"/photos/{theirs.public_id}" in answer.text
        assert other.public_id not in answer.text
        assert "House of Words" in answer.text
    assert f"/partners/{partner.key}/" in client.get("/about/").text
    assert f"/partners/{partner.key}/" in client.get("/sitemap-pages.xml").text
    oembed = client.get(f"/oembed?url=http://localhost/partners/{partner.key}/").json
    assert f"/embed/partners/{partner.key}/" in oembed["html"]


def test_a_partner_without_a_gallery_has_no_page(
    organiser: FlaskClient, client: FlaskClient, page: str
) -> None:
    key = keep(organiser, page)

    assert client.get(f"/partners/{key}/").status_code == 404
    assert client.get(f"/embed/partners/{key}/").status_code == 404
    assert client.get("/partners/made-up/").status_code == 404


def test_a_link_is_a_partners(organiser: FlaskClient, page: str) -> None:
    keep(organiser, page)
    link, partner = create_link(), db.session.query(Partner).one()
    office = f"/office/links/{link.id}/"

    organiser.post(office, data={"organisation": "A group", "partner_id": str(partner.id)})
    refused = organiser.post(office, data={"organisation": "A group", "partner_id": "99"})

    assert db.session.get_one(ActionLink, link.id).partner_id == partner.id
    assert refused.status_code == 400
