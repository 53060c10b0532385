"""Partners who ask are told what was published and removed: signed, in order, until it arrives."""

import json
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from gallery import partners
from gallery.commands.webhooks import require_allowed, tell_all
from gallery.db import db, unit_of_work
from gallery.errors import BadInput, GalleryError
from gallery.history import NewSupporter, keep_supporter
from gallery.journey import changes, hooks, publish
from gallery.models import (
    ORGANISER,
    Account,
    Change,
    Decision,
    Photo,
    Stage,
    SupporterKind,
    Webhook,
)
from gallery.toolbox import Toolbox
from gallery.webhooks.addresses import public_addresses
from tests.factories import create_account, create_published
from tests.house import Clock
from tests.webhooks.partner import HOOK, open_partner
from tests.webhooks.partner import Partner as Machine

Opened = tuple[Machine, ssl.SSLContext]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """A partner's machine, and the TLS that trusts it."""
    with open_partner(tmp_path) as found:
        yield found


@pytest.fixture
def olga(app: Flask) -> Account:
    """An organiser."""
    return create_account(ORGANISER)


@pytest.fixture
def webhook(olga: Account, tools: Toolbox) -> Webhook:
    """A confirmed address of a partner."""
    with unit_of_work():
        supporter = keep_supporter(NewSupporter(SupporterKind.PARTNER, "House of Words"))
        partner = partners.change_partner(supporter, origins="", tools=tools)
        row = hooks.add_webhook(partner, HOOK, tools=tools, by=olga)
        hooks.confirm_webhook(row, tools=tools, by=olga)
    return row


def publish_one() -> Photo:
    """A photo that is published now, as programs hear of it."""
    photo = create_published()
    with unit_of_work():
        changes.note_change(photo.id, is_removed=False)
    return photo


def tell(opened: Opened, tools: Toolbox, **said: Any) -> int:
    """Tell what is owed."""
    machine, tls = opened
    return tell_all(machine.carrier(tls, **said), tools=tools)


def came(opened: Opened) -> list[dict[str, Any]]:
    """What came to the partner's machine."""
    return [json.loads(body) for _path, _headers, body in opened[0].came]


def test_what_is_published_and_removed_is_told_in_its_order(
    webhook: Webhook, opened: Opened, tools: Toolbox
) -> None:
    kept, taken = publish_one(), publish_one()
    tell(opened, tools)
    with unit_of_work() as unit:
        photo = db.session.get_one(Photo, taken.id)
        publish.take_down(photo, stage=Stage.WITHDRAWN, tools=tools, unit=unit)
    tell(opened, tools)

    first, second = came(opened)
    site = tools.settings.address
    assert first["type"] == "photos.changed"
    assert first["data"]["changes"] == [
        {"event": "published", "photo": each, "url": f"{site}/api/v1/photos/{each}"}
        for each in (kept.public_id, taken.public_id)
    ]
    assert second["data"]["changes"] == [{"event": "removed", "photo": taken.public_id}]


def test_what_arrived_is_told_once(webhook: Webhook, opened: Opened, tools: Toolbox) -> None:
    publish_one()

    assert [tell(opened, tools), tell(opened, tools)] == [1, 0]


def test_what_happened_before_an_address_was_confirmed_is_not_told(
    olga: Account, opened: Opened, tools: Toolbox, request: pytest.FixtureRequest
) -> None:
    publish_one()
    request.getfixturevalue("webhook")

    assert tell(opened, tools) == 0
    assert opened[0].came == []


def test_nothing_is_sent_before_an_organiser_has_confirmed(
    webhook: Webhook, opened: Opened, tools: Toolbox, olga: Account
) -> None:
    with unit_of_work():
        hooks.drop_webhook(db.session.get_one(Webhook, webhook.id), tools=tools, by=olga)
        hooks.add_webhook(webhook.partner, HOOK, tools=tools, by=olga)
    publish_one()

    assert tell(opened, tools) == 0
    assert opened[0].came == []


def test_what_nobody_takes_is_sent_again_under_its_number_ever_more_seldom(
    webhook: Webhook, opened: Opened, tools: Toolbox, clock: Clock
) -> None:
    opened[0].status = 503
    publish_one()

    tell(opened, tools)
    tell(opened, tools)  # too early
    clock.forward(seconds=hooks.FIRST.seconds)
    tell(opened, tools)
    clock.forward(seconds=hooks.FIRST.seconds)
    tell(opened, tools)  # too early: twice as long now
    opened[0].status = 200
    clock.forward(seconds=hooks.FIRST.seconds)

    assert tell(opened, tools) == 1
    numbers = [headers["webhook-id"] for _path, headers, _body in opened[0].came]
    assert len(numbers) == 3
    assert len(set(numbers)) == 1


def test_who_does_not_answer_for_three_days_is_given_up_until_an_organiser_tries_again(
    webhook: Webhook, opened: Opened, tools: Toolbox, clock: Clock, olga: Account
) -> None:
    opened[0].status = 500
    publish_one()
    tell(opened, tools)
    clock.forward(seconds=(hooks.GIVEN_UP + timedelta(hours=7)).total_seconds())
    tell(opened, tools)
    clock.forward(seconds=hooks.SLOWEST.total_seconds())
    opened[0].status = 200

    assert tell(opened, tools) == 0
    assert db.session.query(Decision).filter_by(act="webhook-stop").count() == 1
    with unit_of_work():
        hooks.confirm_webhook(db.session.get_one(Webhook, webhook.id), tools=tools, by=olga)
    assert tell(opened, tools) == 1


def test_who_is_too_far_behind_is_told_to_read_anew(
    webhook: Webhook, opened: Opened, tools: Toolbox
) -> None:
    publish_one()
    publish_one()
    with unit_of_work():
        db.session.query(Change).update({"day": tools.now().date() - 2 * changes.KEPT})
        changes.forget_old_changes(tools.now().date())

    tell(opened, tools)

    assert [each["type"] for each in came(opened)] == ["photos.behind"]
    assert tell(opened, tools) == 0


def test_an_address_that_leads_inside_is_asked_nothing_and_tried_again(
    webhook: Webhook, opened: Opened, tools: Toolbox
) -> None:
    publish_one()

    assert tell(opened, tools, judge=public_addresses) == 0
    assert opened[0].came == []
    assert db.session.get_one(Webhook, webhook.id).trouble == "no-webhook"


def test_two_runs_tell_nobody_twice(webhook: Webhook, opened: Opened, tools: Toolbox) -> None:
    publish_one()
    with unit_of_work():
        assert hooks.claim(webhook.id, tools=tools) is not None

    assert tell(opened, tools) == 0


def test_an_address_inside_is_not_even_noted(
    webhook: Webhook, tools: Toolbox, olga: Account
) -> None:
    with pytest.raises(BadInput), unit_of_work():
        hooks.add_webhook(webhook.partner, "https://127.0.0.1/hook", tools=tools, by=olga)


def test_without_the_setting_no_message_is_sent(app: Flask, tools: Toolbox) -> None:
    asked = replace(tools.settings, webhooks=True, site_url="https://statues.example")

    with pytest.raises(GalleryError):
        require_allowed(tools)
    require_allowed(replace(tools, settings=asked))


def test_addresses_and_secrets_lie_sealed(webhook: Webhook) -> None:
    row = db.session.execute(db.text("SELECT url_sealed, secret_sealed FROM webhook")).one()

    assert "partner.example" not in row[0]
    assert "whsec_" not in row[1]
