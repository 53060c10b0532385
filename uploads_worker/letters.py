"""The words of the letters to senders: nothing in them tells what was sent, or opens it."""

from email.message import EmailMessage
from email.utils import format_datetime

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from gallery.journey.letters import Work
from gallery.toolbox import Toolbox

ENGLISH = "en"


def address_message(email: str, *, name: str = "", tools: Toolbox) -> EmailMessage:
    """Return an empty message to somebody; sent again it has the same ``name``."""
    message = EmailMessage()
    message["From"], message["To"] = tools.settings.mail_from, email
    message["Date"] = format_datetime(tools.now())
    if name:
        domain = tools.settings.mail_from.rpartition("@")[2]
        message["Message-ID"] = f"<{name}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine answers
    return message


def write_letter(work: Work, *, tools: Toolbox) -> EmailMessage:
    """Return a letter in the language in which its reader sent the photos."""
    message = address_message(work.email, name=work.name, tools=tools)
    with force_locale(work.language):
        message["Subject"] = _("There is an answer for you")
        site = root_of(work.language, tools=tools)
        message.set_content("\n\n".join(_paragraphs(work, site=site)))
    return message


def write_alarm(email: str, *, language: str, tools: Toolbox) -> EmailMessage:
    """Return what an organiser is told when reports hide nothing any more."""
    message, site = address_message(email, tools=tools), root_of(language, tools=tools)
    with force_locale(language):
        message["Subject"] = _("Very many reports")
        said = (
            _("Hello,"),
            _(
                "so many reports came at once that further ones do not hide photos any more: "
                "nobody shall empty the gallery. They are on top of the review queue. Please look."
            ),
            *([f"{site}/review/reported"] if site else []),
        )
        message.set_content("\n\n".join(said))
    return message


def root_of(language: str, *, tools: Toolbox) -> str:
    """Return where the pages of a language begin, without a slash at the end; "" where unknown."""
    site = tools.settings.site_url.rstrip("/")
    return site if language == ENGLISH or not site else f"{site}/{language}"


def _paragraphs(work: Work, *, site: str) -> list[str]:
    """Return what the letter says."""
    return [
        _("Hello,"),
        ngettext(
            "a person has looked at what you sent, and there is an answer about %(count)s photo.",
            "a person has looked at what you sent, and there is an answer about %(count)s photos.",
            work.decided,
            count=work.decided,
        ),
        _("Open the page with your six words to read it."),
        *([f"{site}/receipt/"] if site else []),
        _("This was our last message. Your address is erased now.")
        if work.is_last
        else _("We write again when the rest is decided, and erase your address then."),
    ]
