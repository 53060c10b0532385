"""Webhooks as partners read of them: how to be told, what comes, and how to know that we sent it.

The examples are run by the tests; the figures are those of the code that sends.
"""

import json
from dataclasses import dataclass

from gallery.journey.hooks import AT_ONCE, FIRST, GIVEN_UP, SLOWEST
from gallery.webhooks.carrying import DEADLINE

PYTHON = '''\
import base64, hmac, time

def is_ours(headers, body, secret):
    """Headers by their names in small letters, the body as it came, in bytes."""
    number, moment = headers["webhook-id"], headers["webhook-timestamp"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{number}.{moment}.".encode() + body
    digest = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    given = headers["webhook-signature"].split(" ")
    is_new = abs(time.time() - int(moment)) < 300
    return is_new and any(hmac.compare_digest(f"v1,{digest}", each) for each in given)
'''
PHP = """\
<?php
/** Headers by their names in small letters, the body as it came. */
function is_ours(array $headers, string $body, string $secret): bool {
    [$number, $moment] = [$headers['webhook-id'], $headers['webhook-timestamp']];
    $key = base64_decode(substr($secret, strlen('whsec_')));
    $digest = base64_encode(hash_hmac('sha256', "$number.$moment.$body", $key, true));
    $is_new = abs(time() - (int) $moment) < 300;
    foreach (explode(' ', $headers['webhook-signature']) as $given) {
        if ($is_new && hash_equals("v1,$digest", $given)) return true;
    }
    return false;
}
"""
WORDS = (
    "Instead of asking for the changes again and again, a partner can be told of them, where this "
    "gallery sends messages. Ask its organisers: they note your address (https, a public name, no "
    "port), confirm it, and give you its secret. Nothing is sent before that.",
    "A message is a POST of JSON, signed as Standard Webhooks has it (standardwebhooks.com). "
    f"“photos.changed” tells of up to {AT_ONCE} photos in the order in which they changed: “url” "
    "is where the API tells the rest. One that was removed has its id and nothing else: delete "
    "what you have of it. “photos.behind” says that too much has happened: read all photos anew, "
    "and delete those that are not there any more.",
    f"Answer with any 2xx within {DEADLINE} seconds, and do the work afterwards. Every other "
    "answer, a redirect too, is a refusal: the message comes again after "
    f"{FIRST.seconds} seconds, then each time after twice as long, every "
    f"{SLOWEST.seconds // 3600} hours at the slowest. After {GIVEN_UP.days} days without an answer "
    "we stop, until an organiser says “Try again”.",
    "Messages come one after the other: the next is not sent before you took the last. A message "
    "that is sent again has the same “webhook-id”; and what it told may stand in a later one once "
    "more. So let doing it twice do no harm.",
    "What no message ever tells: who sent a photo, through which group, where and when it was "
    "taken, or why it was removed. Photos of countries where people are in danger are told of only "
    "when their action days are over.",
)


@dataclass(frozen=True)
class Webhooks:
    """What the page says of webhooks."""

    message: str
    paragraphs: tuple[str, ...] = WORDS
    title: str = "Webhooks"
    examples: tuple[tuple[str, str], ...] = (("Python", PYTHON), ("PHP", PHP))


def webhooks_at(root: str, public_id: str = "") -> Webhooks:
    """Return what is said of webhooks, with a message such as comes from here: of a real photo."""
    photo = public_id or "mfrggzdfmztwq2lk"
    changes = [
        {"event": "published", "photo": photo, "url": f"{root}/photos/{photo}"},
        {"event": "removed", "photo": "nbswy3dpeb3w64tm"},
    ]
    said = {
        "type": "photos.changed",
        "timestamp": "2010-12-18T…",
        "data": {"changes": changes},
    }
    return Webhooks(message=json.dumps(said, ensure_ascii=False, indent=2))
