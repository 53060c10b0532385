"""What was read for one page and is true for others: the campaign, its editions, and how many.

It is known under the number that moves with whatever visitors could see (``gallery_version``), and
no longer: a page that was kept and one that is drawn can never tell two different things.
"""

from typing import Any

from flask import Flask, current_app

from gallery.db import know_already
from gallery.journey.care import campaign_apart
from gallery.web.at_hand import answer_at_hand

CAMPAIGN = "campaign"


class KnownFacts:
    """What this process has read under one version."""

    def __init__(self) -> None:
        self._known: tuple[int, dict[str, Any]] = (-1, {})

    def under(self, version: int) -> dict[str, Any]:
        """Return what is known under a version; what was known under another is forgotten."""
        known, facts = self._known
        if known != version:
            facts = {}
            # At once: no thread may ever see a version beside what was known under another.
            self._known = version, facts
        return facts

    def forget_all(self) -> None:
        """Forget everything."""
        self._known = -1, {}


def prepare(app: Flask) -> None:
    """Begin to know."""
    app.extensions["known_facts"] = KnownFacts()


def use_them(version: int) -> None:
    """Draw the page at hand from what is known under the version that it is drawn under."""
    known: KnownFacts = current_app.extensions["known_facts"]
    facts = known.under(version)
    know_already(facts)
    if CAMPAIGN not in facts:
        facts[CAMPAIGN] = campaign_apart()
    answer_at_hand().campaign = facts[CAMPAIGN]
