"""What the page about the API says of webhooks is so: its examples are run on what we send."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from gallery.commands.webhooks import CHANGED, message_of
from gallery.journey.changes import Event
from gallery.journey.hooks import Work
from gallery.models import Photo
from gallery.webhooks import signing
from tests.factories import create_published

#: Ask each example about a message, from its standard input.
ASKING = {
    "Python": """
import json, sys
said = json.load(sys.stdin)
print(is_ours(said["headers"], said["body"].encode(), said["secret"]))
""",
    "PHP": """
$said = json_decode(stream_get_contents(STDIN), true);
echo is_ours($said['headers'], $said['body'], $said['secret']) ? 'True' : 'False';
""",
}
NEEDS = {
    "Python": sys.executable,
    "PHP": shutil.which("php"),
}


@pytest.fixture
def page(client: FlaskClient) -> BeautifulSoup:
    """What is said of webhooks."""
    soup = BeautifulSoup(client.get("/api/").text, "html.parser")
    found = soup.select_one("section#webhooks")
    assert found is not None
    return found


def message(photo: Photo) -> bytes:
    """A message of ours that a photo was published, and another one removed."""
    events = (Event(1, photo.public_id, photo, None), Event(2, "gone", None, None))
    work = Work(1, "https://words.example", "", "1-0-2", events, is_behind=False, told_until=2)
    kind, data = message_of(work, site="http://localhost")
    assert kind == CHANGED
    return signing.write_body(kind, data, at=datetime.now(UTC))


@pytest.mark.parametrize("name", ASKING)
def test_the_example_knows_our_messages_from_others(
    page: BeautifulSoup, tmp_path: Path, name: str
) -> None:
    if NEEDS[name] is None:
        pytest.skip("apt install php-cli")
    code = page.select_one(f'pre[data-language="{name}"]')
    assert code is not None
    script = tmp_path / "example"
    script.write_text(unescape(code.text) + ASKING[name])
    body, now, secret = message(create_published()), datetime.now(UTC), signing.new_secret()

    def is_ours(body: bytes, headers: dict[str, str]) -> bool:
        said = {"headers": headers, "body": body.decode(), "secret": secret}
        asked = subprocess.run(
            [str(NEEDS[name]), str(script)],
            input=json.dumps(said), capture_output=True, text=True, check=True,
        )  # fmt: skip
        return {"True": True, "False": False}[asked.stdout.strip()]

    ours = signing.sign(body, number="1-0-2", at=now, secret=secret)
    old = signing.sign(body, number="1-0-2", at=now - timedelta(hours=1), secret=secret)
    strange = signing.sign(body, number="1-0-2", at=now, secret=signing.new_secret())
    turned = {**ours, "webhook-signature": f"v1,b3RoZXI= {ours['webhook-signature']}"}
    assert is_ours(body, ours)
    assert is_ours(body, turned)
    assert not is_ours(body + b" ", ours)
    assert not is_ours(body, {**ours, "webhook-id": "1-0-3"})
    assert not is_ours(body, old)
    assert not is_ours(body, strange)


def test_the_message_shown_has_the_shape_of_those_we_send(page: BeautifulSoup) -> None:
    shown = json.loads(page.select("pre")[0].text)
    sent = json.loads(message(create_published()))

    def shape(said: dict[str, object]) -> list[object]:
        told: list[dict[str, str]] = said["data"]["changes"]  # type: ignore[index]  # of JSON
        return [said["type"], sorted(said), [(sorted(each), each["event"]) for each in told]]

    assert shape(shown) == shape(sent)


def test_it_says_when_we_try_again_and_what_we_never_tell(page: BeautifulSoup) -> None:
    words = " ".join(page.text.split())

    assert "comes again after 30 seconds" in words
    assert "every 6 hours at the slowest" in words
    assert "After 3 days without an answer" in words
    assert "What no message ever tells" in words
