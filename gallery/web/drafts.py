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


def new_draft(link: str | None = None) -> str:
    """Return a signed draft token for a form."""
    return str(_serializer().dumps([tools().keys.new_token(), link]))


def read_draft(signed: str, *, is_late: bool = False) -> Draft:
    """Read a draft token; raise BadInput when it is not ours or too old.

    Those who send the originals of their small copies may be late.
    """
    try:
        token, link = _serializer().loads(signed, max_age=LIFE + (LATEST if is_late else 0))
    except (BadData, ValueError) as error:
        raise BadInput("unknown-draft") from error
    return Draft(token=token, link=link)


def _serializer() -> URLSafeTimedSerializer:
    """Sign with the subkey for drafts."""
    return URLSafeTimedSerializer(tools().keys.subkey("drafts"), salt="draft")
