"""Organisers: what is missing, the campaign's texts, action days, and the people who work here.

``door`` is the blueprint with its guard; ``overview``, ``campaign``, ``texts``, ``care``,
``alarms``,
``editions``, ``floods``, ``actions``, ``cities``, ``links``, ``starts`` and ``people`` are its
pages, ``forms`` what may be said there, ``rows`` what their lists show.
"""

from gallery.web.office import (
    actions,
    alarms,
    campaign,
    care,
    cities,
    editions,
    floods,
    links,
    overview,
    people,
    starts,
    texts,
)
from gallery.web.office.door import pages

__all__ = [
    "actions", "alarms", "campaign", "care", "cities", "editions", "floods", "links", "overview",
    "pages", "people", "starts", "texts",
]  # fmt: skip
