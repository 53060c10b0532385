"""What came by a partner's links is a gallery of its own, and never tells whom it could harm."""

from collections.abc import Callable

import pytest
from flask import Flask

from gallery import partners
from gallery.db import db, unit_of_work
from gallery.history import NewSupporter, keep_supporter
from gallery.images.darkroom import Developed
from gallery.journey import publish
from gallery.journey.care import forget_city, partner_of
from gallery.journey.listing import list_country
from gallery.journey.visit import Scope, find_photos
from gallery.models import (
    ActionLink,
    How,
    Mark,
    Partner,
    Photo,
    Stage,
    SupporterKind,
)
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_link, create_photo, create_submission

Publish = Callable[..., Photo]
DRAWN = Developed(renditions=(), width=1280, height=960, colour="#777777")


@pytest.fixture
def partner(app: Flask, tools: Toolbox) -> Partner:
    """A partner with a gallery."""
    with unit_of_work():
        supporter = keep_supporter(NewSupporter(SupporterKind.PARTNER, "House of Words"))
        return partners.change_partner(supporter, origins="", has_gallery=True, tools=tools)


@pytest.fixture
def link(partner: Partner) -> ActionLink:
    """A link of theirs."""
    return create_link(partner=partner)


@pytest.fixture
def published(link: ActionLink, tools: Toolbox) -> Publish:
    """Publishes a photo that came by their link, its sender told, as the worker does."""

    def publish_one(submission: dict[str, object] | None = None, **said: object) -> Photo:
        agreed = {"link": link, "partner_id": link.partner_id}
        sent = create_submission(**{**agreed, **(submission or {})})
        photo = create_photo(stage=Stage.APPROVED, publish_after=NOON, submission=sent, **said)
        with unit_of_work():
            work = publish.claim(photo.id, tools=tools)
        assert work is not None
        with unit_of_work() as unit:
            publish.record(work, DRAWN, tools=tools, unit=unit)
        return db.session.get_one(Photo, photo.id)

    return publish_one


def in_gallery(partner: Partner) -> list[int]:
    """The photos of a partner's gallery."""
    db.session.expire_all()
    return [photo.id for photo in find_photos(Scope(partner=partner)).photos]


def test_what_comes_by_their_links_stands_there_and_nothing_else(
    partner: Partner, published: Publish
) -> None:
    theirs = published()
    published({"link": None})
    published({"link": create_link(action=theirs.submission.link.action)})

    assert in_gallery(partner) == [theirs.id]


def test_without_a_gallery_nobody_is_told_by_whom_a_photo_came(
    partner: Partner, published: Publish, tools: Toolbox
) -> None:
    before = published()

    with unit_of_work():
        partners.change_partner(partner.supporter, origins="", tools=tools)

    assert before.partner_id is None
    assert published().partner_id is None
    assert in_gallery(partner) == []


def test_whose_sender_said_no_or_was_told_nothing_stays_out(
    partner: Partner, published: Publish, tools: Toolbox
) -> None:
    untold = published({"partner_id": None})

    with unit_of_work() as unit:  # whatever publishes it anew
        publish.renew(untold, tools=tools, unit=unit)
    with unit_of_work():
        work = publish.claim(untold.id, tools=tools)
        assert work is not None
    with unit_of_work() as unit:
        publish.record(work, DRAWN, tools=tools, unit=unit)

    assert untold.stage is Stage.PUBLISHED
    assert in_gallery(partner) == []


def test_a_link_that_is_given_to_another_partner_takes_nobody_along(
    partner: Partner, link: ActionLink, published: Publish, tools: Toolbox
) -> None:
    with unit_of_work():
        supporter = keep_supporter(NewSupporter(SupporterKind.PARTNER, "Youth of Two Rivers"))
        other = partners.change_partner(supporter, origins="", has_gallery=True, tools=tools)
        link.partner = other

    published({"partner_id": partner.id})

    assert in_gallery(other) == []


@pytest.mark.parametrize(
    "said",
    [{"mark": Mark.CHILD}, {"camera_country": "by"}, {"city": None, "country": "lt"}],
)
def test_who_could_be_harmed_is_never_shown_beside_a_group(
    link: ActionLink, said: dict[str, object]
) -> None:
    agreed = {"link": link, "partner_id": link.partner_id}

    assert partner_of(create_photo(submission=create_submission(**agreed))) == link.partner_id
    assert partner_of(create_photo(submission=create_submission(**agreed), **said)) is None


def test_who_is_at_risk_is_never_shown_beside_a_group(link: ActionLink) -> None:
    at_risk = create_submission(link=link, partner_id=link.partner_id, how=How.AT_RISK)

    assert partner_of(create_photo(submission=at_risk)) is None


def test_a_photo_that_shows_its_country_only_leaves(partner: Partner, published: Publish) -> None:
    photo = published()

    with unit_of_work():
        forget_city(photo)

    assert in_gallery(partner) == []


def test_photos_of_a_country_that_is_listed_leave(
    partner: Partner, published: Publish, tools: Toolbox
) -> None:
    published()

    with unit_of_work() as unit:
        list_country("lt", tools=tools, unit=unit)

    assert in_gallery(partner) == []


def test_a_partner_who_is_gone_takes_no_photo_along(partner: Partner, published: Publish) -> None:
    photo = published()

    with unit_of_work():
        db.session.delete(partner.supporter)

    assert db.session.get_one(Photo, photo.id).stage is Stage.PUBLISHED
    assert db.session.get_one(Photo, photo.id).partner_id is None
