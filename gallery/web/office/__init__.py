"""Organisers: what is missing, the campaign's texts, action days, and the people who work here.

``door`` is the blueprint with its guard; ``overview``, ``campaign``, ``texts``, ``care``,
``alarms``, ``audit``, ``editions``, ``engine``, ``floods``, ``history``, ``actions``, ``cities``,
``links``, ``partners``, ``press``, ``starts``, ``reasons``, ``people``, ``person`` and
``webhooks`` are its pages, ``forms`` what may be said there, ``rows`` and ``staff`` what their
lists show, ``acts`` and ``changes`` the words of the log, ``places`` which country or city is
meant; ``posting`` sends one-time links.
"""

from gallery.web.office import (
    actions,
    alarms,
    audit,
    campaign,
    care,
    cities,
    editions,
    engine,
    floods,
    history,
    links,
    overview,
    partners,
    people,
    person,
    press,
    reasons,
    starts,
    texts,
    webhooks,
)
from gallery.web.office.door import pages

__all__ = [
    "actions", "alarms", "audit", "campaign", "care", "cities", "editions", "engine", "floods",
    "history", "links", "overview", "pages", "partners", "people", "person", "press", "reasons",
    "starts", "texts", "webhooks",
]  # fmt: skip
