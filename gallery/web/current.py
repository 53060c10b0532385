"""What belongs to the request at hand: the tools, the campaign, the language, the templates."""

from datetime import date, datetime
from typing import cast
from urllib.parse import SplitResult, urlsplit

from flask import Flask, current_app, request, url_for

from gallery.db import read_once
from gallery.journey.care import the_campaign
from gallery.models import Campaign
from gallery.texts import Texts, texts_in
from gallery.toolbox import Toolbox
from gallery.web.at_hand import told_once
from gallery.web.voice import prepare_to_speak, voice


def tools() -> Toolbox:
    """Return the toolbox of the running application."""
    return cast(Toolbox, current_app.extensions["toolbox"])


def campaign() -> Campaign:
    """Return the campaign, read once per request; before ``gallery init`` an empty one."""
    return told_once("campaign", _campaign)


def _campaign() -> Campaign:
    """Read the campaign."""
    return the_campaign() or Campaign(
        name="Unsilenced", headline="", lede="", contact="", imprint="", gallery_version=0
    )


def texts() -> Texts:
    """Return what the campaign says in the reader's language, read once per request."""
    return told_once("texts", _texts)


def _texts() -> Texts:
    """Read the texts."""
    language = voice().language
    found: Texts = read_once(
        f"texts in {language}", lambda: texts_in(language, campaign=campaign())
    )
    return found


def site_url() -> str:
    """Return the public address of the site, without a slash at its end; told once per request."""
    return told_once("site_url", _site_url)


def _site_url() -> str:
    """Tell the public address of the site: as operators say, else as it is asked for."""
    return (tools().settings.site_url or request.host_url).rstrip("/")


def absolute_url(endpoint: str, **values: object) -> str:
    """Return the public address of a page."""
    return site_url() + url_for(endpoint, **values)  # type: ignore[arg-type]


def split_address(address: str) -> SplitResult:
    """Split an address; what is none at all has no parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def prepare_templates(app: Flask) -> None:
    """Give templates their filters and what every page shows."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    app.add_template_filter(write_day, "day")
    app.add_template_filter(write_moment, "moment")
    app.context_processor(_page_context)
    prepare_to_speak(app)


def write_day(day: date | None) -> str:
    """Write a day in the reader's language."""
    return voice().day(day) if day else ""


def write_moment(moment: datetime) -> str:
    """Write a moment for those who work here, whose clocks are everywhere."""
    return f"{write_day(moment.date())}, {moment:%H:%M} UTC"


def _page_context() -> dict[str, object]:
    """Return what base.html shows on every page."""
    return {
        "campaign": campaign(),
        "texts": texts(),
        "language": voice().language,
        "direction": voice().locale.text_direction,
    }
