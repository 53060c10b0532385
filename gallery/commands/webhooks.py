"""``gallery webhooks``: tell partners who ask what was published and removed, until told to stop.

The only process of ours that asks anything of another machine; it runs where the setting says so.
"""

import logging
import signal
from argparse import ArgumentParser, Namespace
from threading import Event as Flag

from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from gallery.db import db, unit_of_work
from gallery.errors import BadInput, GalleryError, Unavailable
from gallery.journey import hooks
from gallery.journey.changes import Event
from gallery.journey.hooks import Work
from gallery.toolbox import Toolbox
from gallery.webhooks import signing
from gallery.webhooks.carrying import Carrier

log = logging.getLogger(__name__)

EVERY = 2.0  # seconds
CHANGED, BEHIND = "photos.changed", "photos.behind"


def declare(parser: ArgumentParser) -> None:
    """Take ``--once``."""
    parser.add_argument("--once", action="store_true", help="tell what is owed now, and stop")


def run(arguments: Namespace) -> None:
    """Tell what is owed, again and again."""
    with gallery_here() as (_app, tools):
        require_allowed(tools)
        require_newest()
        is_over = _until_told_to_stop()
        while True:
            tell_all(Carrier(), tools=tools)
            db.session.remove()
            if arguments.once or is_over.wait(EVERY):
                return


def require_allowed(tools: Toolbox) -> None:
    """Raise GalleryError where nobody said that messages may be sent, or from which site."""
    if not (tools.settings.webhooks and tools.settings.site_url):
        raise GalleryError("set GALLERY_WEBHOOKS=yes, and GALLERY_SITE_URL to the site’s address")


def tell_all(carrier: Carrier, *, tools: Toolbox) -> int:
    """Tell every webhook what it is owed; return how many messages arrived."""
    with unit_of_work():
        due = hooks.list_due(tools=tools)
    return sum(tell(number, carrier, tools=tools) for number in due)


def tell(number: int, carrier: Carrier, *, tools: Toolbox) -> bool:
    """Tell a webhook what it is owed; whether it arrived."""
    with unit_of_work():
        work = hooks.claim(number, tools=tools)
    if work is None:
        return False
    trouble = carry(work, carrier, tools=tools)
    with unit_of_work():
        if trouble:
            hooks.note_failed(work, trouble, tools=tools)
        else:
            hooks.note_arrived(work)
    log.info("webhook %s: %s", work.webhook_id, trouble or f"told of {len(work.events)} changes")
    return not trouble


def carry(work: Work, carrier: Carrier, *, tools: Toolbox) -> str:
    """Take a message away; return what went wrong as a key, or nothing."""
    now = tools.now()
    body = signing.write_body(*message_of(work, site=tools.settings.address), at=now)
    headers = signing.sign(body, number=work.number, at=now, secret=work.secret)
    try:
        status = carrier.carry(work.url, body, headers)
    except (BadInput, Unavailable) as error:
        return error.key
    return "" if 200 <= status < 300 else f"webhook-answered-{status}"


def message_of(work: Work, *, site: str) -> tuple[str, dict[str, object]]:
    """Return what is told: its kind and, of each photo, where to read it, or that it is gone."""
    if work.is_behind:
        return BEHIND, {"read": f"{site}/api/v1/photos"}
    return CHANGED, {"changes": [_told(event, site=site) for event in work.events]}


def _told(event: Event, *, site: str) -> dict[str, str]:
    """Tell of one photo; of a removed one its public id and nothing else."""
    if event.photo is None:
        return {"event": "removed", "photo": event.public_id}
    url = f"{site}/api/v1/photos/{event.public_id}"
    return {"event": "published", "photo": event.public_id, "url": url}


def _until_told_to_stop() -> Flag:
    """Return what is set when somebody wants us to stop."""
    is_over = Flag()
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_said: is_over.set())
    return is_over
