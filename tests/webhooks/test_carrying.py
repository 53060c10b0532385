"""A message reaches the machine it was meant for, and no other one."""

import base64
import hmac
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gallery.errors import BadInput, Unavailable
from gallery.webhooks import carrying, signing
from gallery.webhooks.addresses import public_addresses
from gallery.webhooks.carrying import Carrier
from tests.webhooks.hostile import LEADS, URLS
from tests.webhooks.partner import HOOK, Partner, open_partner

Opened = tuple[Partner, ssl.SSLContext]
NOON = datetime(2010, 12, 18, 12, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """A partner's machine, and the TLS that trusts it."""
    with open_partner(tmp_path) as found:
        yield found


def is_taken(carrier: Carrier, url: str) -> bool:
    """Whether somebody takes a message, or would have."""
    try:
        carrier.carry(url, b"{}", {})
    except BadInput:
        return False
    except Unavailable:
        pass
    return True


def test_a_message_arrives_signed_as_the_standard_says(opened: Opened) -> None:
    partner, tls = opened
    secret = signing.new_secret()
    body = signing.write_body("photos.changed", {"changes": []}, at=NOON)

    status = partner.carrier(tls).carry(
        HOOK, body, signing.sign(body, number="7", at=NOON, secret=secret)
    )

    (path, headers, came), = partner.came  # fmt: skip
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = hmac.digest(key, b"7.1292673600." + body, "sha256")
    assert (status, path, came, headers["host"]) == (204, "/hook", body, "partner.example")
    assert headers["webhook-signature"] == "v1," + base64.b64encode(wanted).decode()
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("7", "1292673600")
    assert "cookie" not in headers


def test_nothing_reaches_a_name_that_leads_here(opened: Opened) -> None:
    partner, tls = opened
    leading = (
        partner.carrier(tls, look_up=lambda _host, lead=lead: [lead], judge=public_addresses)
        for lead in LEADS
    )

    assert [each for each in leading if is_taken(each, HOOK)] == []
    assert partner.came == []


def test_nothing_is_asked_of_an_address_that_is_no_public_name(opened: Opened) -> None:
    partner, tls = opened
    asked: list[str] = []
    carrier = partner.carrier(tls, look_up=lambda host: asked.append(host) or ["127.0.0.1"])

    assert [url for url in URLS if is_taken(carrier, url)] == []
    assert (partner.came, asked) == ([], [])


def test_without_the_guard_a_name_that_leads_here_is_reached(opened: Opened) -> None:
    """The control of the two above: it is the guard that holds them, not a mistake in here."""
    partner, tls = opened

    partner.carrier(tls).carry(HOOK, b"{}", {})

    assert len(partner.came) == 1


def test_a_name_that_leads_elsewhere_a_moment_later_leads_nowhere(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner, tls = opened
    turns = iter([["127.0.0.1"]])  # a second look finds nothing
    reached: list[object] = []
    really = socket.create_connection
    monkeypatch.setattr(
        carrying.socket,
        "create_connection",
        lambda at, **said: (reached.append(at), really(at, **said))[1],
    )

    partner.carrier(tls, look_up=lambda _host: next(turns)).carry(HOOK, b"{}", {})

    assert reached == [("127.0.0.1", partner.port)]  # and no name


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_follows_a_redirect(opened: Opened, status: int) -> None:
    partner, tls = opened
    partner.status, partner.location = status, f"https://127.0.0.1:{partner.port}/inside"

    answered = partner.carrier(tls).carry(HOOK, b"{}", {})

    assert (answered, len(partner.came)) == (status, 1)


def test_a_machine_that_cannot_prove_its_name_gets_nothing(opened: Opened) -> None:
    partner, tls = opened

    with pytest.raises(Unavailable):
        partner.carrier(tls).carry("https://other.example/hook", b"{}", {})
    with pytest.raises(Unavailable):
        partner.carrier(ssl.create_default_context()).carry(HOOK, b"{}", {})

    assert partner.came == []


def test_an_answer_that_drips_holds_nobody_up(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner, tls = opened
    partner.drip = 0.05
    monkeypatch.setattr(carrying, "DEADLINE", 0.5)

    with pytest.raises(Unavailable):
        partner.carrier(tls).carry(HOOK, b"{}", {})

    assert len(partner.came) == 1


def test_a_machine_that_is_away_is_told_from_one_that_may_not_be_asked(opened: Opened) -> None:
    partner, tls = opened
    partner.port = 1  # nobody listens there
    closed = partner.carrier(tls)

    with pytest.raises(Unavailable):
        closed.carry(HOOK, b"{}", {})
