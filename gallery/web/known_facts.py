"""What was read for one page and is true for the others: editions, and counts of photos and cities.

It is known under the number that moves with whatever visitors could see (``gallery_version``), and
no longer: a page that was kept and one that is drawn can never tell two different things.
"""

from typing import Any

from flask import Flask, current_app

from gallery.db import know_already


class KnownFacts:
    """What this process has read under one version."""

    def __init__(self) -> None:
        self._version, self._facts = -1, dict[str, Any]()

    def under(self, version: int) -> dict[str, Any]:
        """Return what is known under a version; what was known under another is forgotten."""
        if version != self._version:
            self._version, self._facts = version, {}
        return self._facts

    def forget_all(self) -> None:
        """Forget everything."""
        self._version = -1


def prepare(app: Flask) -> None:
    """Begin to know."""
    app.extensions["known_facts"] = KnownFacts()


def use_them(version: int) -> None:
    """Draw the page at hand from what is known under the version that it is drawn under."""
    facts: KnownFacts = current_app.extensions["known_facts"]
    know_already(facts.under(version))
