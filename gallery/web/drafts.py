"""Draft tokens: given out with a page without writing anything, signed so that only ours count."""

from dataclasses import dataclass

from itsdangerous import BadData, URLSafeTimedSerializer

from gallery.errors import BadInput
from gallery.models import LATE
from gallery.web.current import tools

LIFE = 24 * 3600  # seconds; as long as parts without permission are kept
LATEST = round(LATE.total_seconds())


@dataclass(frozen=True)
class Draft:
    """The capability of one submission in the making, and the action link it came by."""

    token: str
    link: str | None
    again: str | None = None  # the photo in whose place it is sent


def new_draft(link: str | None = None, *, again: str | None = None) -> str:
    """Return a signed draft token for a form."""
    return str(_serializer().dumps([tools().keys.new_token(), link, again]))


def new_way_again(public_id: str) -> str:
    """Return a capability for an address: to send another picture in the place of a photo."""
    return str(_serializer(salt="again").dumps(public_id))


def read_way_again(signed: str) -> str:
    """Return the photo in whose place something may be sent; raise BadInput when it is not ours."""
    try:
        return str(_serializer(salt="again").loads(signed, max_age=LIFE))
    except BadData as error:
        raise BadInput("unknown-draft") from error


def read_draft(signed: str, *, is_late: bool = False) -> Draft:
    """Read a draft token; raise BadInput when it is not ours or too old.

    Those who send the originals of their small copies may be late.
    """
    try:
        life = LIFE + (LATEST if is_late else 0)
        token, link, *again = _serializer().loads(signed, max_age=life)
    except (BadData, ValueError) as error:
        raise BadInput("unknown-draft") from error
    return Draft(token=token, link=link, again=again[0] if again else None)


def _serializer(salt: str = "draft") -> URLSafeTimedSerializer:
    """Sign with the subkey for drafts."""
    return URLSafeTimedSerializer(tools().keys.subkey("drafts"), salt=salt)
