"""Organisers: what is missing, the campaign's texts, action days, and the people who work here.

``door`` is the blueprint with its guard; ``overview``, ``campaign``, ``editions``, ``actions``,
``links`` and ``people`` are its pages, ``forms`` what may be said on them, ``rows`` what their
lists show.
"""

from gallery.web.office import actions, campaign, editions, links, overview, people
from gallery.web.office.door import pages

__all__ = ["actions", "campaign", "editions", "links", "overview", "pages", "people"]
