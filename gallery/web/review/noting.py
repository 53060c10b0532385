"""A note to the sender of a rejected photo: it is kept only after its writer saw what they read."""

from flask import get_template_attribute, render_template, request
from flask_babel import get_locale
from itsdangerous import BadData, URLSafeTimedSerializer

from gallery.journey.reasons import find_open, mend_of
from gallery.models import Mend, Photo
from gallery.web.current import tools
from gallery.web.reasons import kind_reason
from gallery.web.receipt.showing import rejected
from gallery.web.review.door import me
from gallery.web.review.shapes import NotePage
from gallery.web.review.showing import empty_page
from gallery.web.voice import speaking

LIFE = 3600  # seconds in which a preview counts


def was_seen(photo: Photo, reason: str, note: str) -> bool:
    """Whether the form comes from a page that showed just this: the words, too, are the same."""
    try:
        seen = _serializer().loads(request.form.get("seen", ""), max_age=LIFE)
    except BadData:
        return False
    return bool(seen == _shown(photo, reason, note))


def show_preview(photo: Photo, reason: str, note: str) -> str:
    """Show what the sender will read, in the language in which they gave their permission."""
    wording = find_open(reason).wording
    mend = mend_of(reason, wording)
    language = _language_of(photo)
    with speaking(language):
        sent = rejected(photo, kind_reason(reason, wording), note, mend=Mend(mend))
        shown = get_template_attribute("receipt/photo.html", "seen_photo")(sent)
    page = NotePage(
        desk=empty_page(photo.stage, me=me()),
        public_id=photo.public_id,
        version=photo.version,
        reason=reason,
        note=note,
        seen=str(_serializer().dumps(_shown(photo, reason, note))),
        language=language,
    )
    return render_template("review/note.html", page=page, shown=shown)


def _shown(photo: Photo, reason: str, note: str) -> list[object]:
    """Return all that makes up what was shown."""
    return [photo.public_id, reason, find_open(reason).wording_id, note]


def _language_of(photo: Photo) -> str:
    """Return the language of the sender, as far as we know."""
    said = photo.submission.consent_language
    return said if said in tools().settings.spoken else str(get_locale() or "en")


def _serializer() -> URLSafeTimedSerializer:
    """Sign with a subkey of their own."""
    return URLSafeTimedSerializer(tools().keys.subkey("note preview"), salt="note")
