"""The words of the digest: numbers, names of cities and action days, and the way to the board."""

from collections.abc import Iterator
from email.message import EmailMessage

from flask_babel import (
    force_locale,
    format_date,
    format_decimal,
    format_timedelta,
    get_locale,
    ngettext,
)
from flask_babel import gettext as _

from gallery.journey.digests import Digest, Place, Waiting
from gallery.toolbox import Toolbox
from uploads_worker.letters import ENGLISH, address_message, root_of

MOST_PLACES = 20


def write_digest(digest: Digest, email: str, *, tools: Toolbox) -> EmailMessage:
    """Return what waits for somebody, in their language."""
    message = address_message(email, name=digest.name, tools=tools)
    is_spoken = digest.language in tools.settings.spoken
    language = digest.language if is_spoken else ENGLISH
    site = root_of(language, tools=tools)
    if site:
        message["List-Unsubscribe"] = f"<{site}/account/>"  # RFC 2369, 3.2
    with force_locale(language):
        message["Subject"] = _total_words(digest.waiting)
        message.set_content("\n\n".join(_paragraphs(digest.waiting, site=site, tools=tools)))
    return message


def _paragraphs(waiting: Waiting, *, site: str, tools: Toolbox) -> Iterator[str]:
    """Yield what the message says."""
    yield _("Hello,")
    yield "\n".join(_figures(waiting, tools=tools))
    if waiting.places:
        yield "\n".join((_("By city and action day:"), *_lines(waiting.places)))
    if site:
        yield f"{site}/review/"
    yield ngettext(
        "You are told once a day at most, and only while something has waited for more than "
        "%(count)s hour. You can end these messages on the page of your account.",
        "You are told once a day at most, and only while something has waited for more than "
        "%(count)s hours. You can end these messages on the page of your account.",
        tools.settings.digest_hours,
        count=format_decimal(tools.settings.digest_hours),
    )
    if site:
        yield f"{site}/account/"


def _figures(waiting: Waiting, *, tools: Toolbox) -> Iterator[str]:
    """Yield how much there is of what, as the board names it; what there is none of is not said."""
    age = format_timedelta(tools.now() - waiting.oldest, granularity="minute", threshold=1)
    yield f"{_total_words(waiting)}."
    yield f"{_('The oldest waits')}: {age}"
    numbers = (
        (_("Sensitive"), waiting.sensitive),
        (_("Reported"), waiting.reported),
        (_("Messages"), waiting.messages),
        (_("For organisers"), waiting.apart),
    )
    for name, number in numbers:
        if number:
            yield f"{name}: {format_decimal(number)}"


def _lines(places: tuple[Place, ...]) -> Iterator[str]:
    """Yield how many wait from where; of very many places the first ones."""
    for place in places[:MOST_PLACES]:
        yield f"{_name(place)}: {format_decimal(place.waiting)}"
    if len(places) > MOST_PLACES:
        yield "…"


def _name(place: Place) -> str:
    """Name a city and an action day: "Vilnius, Lithuania, December 2010"."""
    locale = get_locale()
    code = (place.country or "").upper()
    country = locale.territories.get(code, code) if locale else code
    edition = place.edition or (str(format_date(place.day, "LLLL y")) if place.day else "")
    parts = (place.city, country or _("Without a place"), edition or _("Without an action day"))
    return ", ".join(part for part in parts if part)


def _total_words(waiting: Waiting) -> str:
    """Say how many photos wait."""
    number = format_decimal(waiting.total)
    return str(
        ngettext("%(number)s photo waits", "%(number)s photos wait", waiting.total, number=number)
    )
