"""What machines are told: feeds, programs of partners, and whoever wants to hear of changes.

From listed countries nothing before its edition has closed, whatever the galleries may show:
people learn from a page what they look for, a machine hands on what it hears.
"""

from datetime import date

from sqlalchemy import ColumnElement, or_

from gallery.journey.care import is_listed, listed_countries
from gallery.journey.strands import PublicPhoto
from gallery.journey.visit import all_editions
from gallery.models import Action, City


def is_told(photo: PublicPhoto, today: date) -> bool:
    """Whether machines may be told of a published photo."""
    is_open = photo.edition is None or photo.edition.closes_on >= today
    return not (is_open and is_listed(photo))


def action_may_be_told(today: date) -> ColumnElement[bool]:
    """Choose, of actions joined with their cities, those that machines may be told of."""
    still_open = [each.id for each in all_editions() if each.closes_on >= today]
    return or_(Action.edition_id.not_in(still_open), City.country.not_in(listed_countries()))
