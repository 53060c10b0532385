"""What an account may see: the photos of its countries and cities. Without any, it sees all.

Whatever selects photos for somebody who is signed in comes through ``limit`` (or ``within``), so
that no account sees more than its scope. What has no place yet is for those who see all.
"""

from typing import TypeVar

from sqlalchemy import ColumnElement, Select, or_, true

from gallery.models import Account, Photo

Row = TypeVar("Row")


def limit(wanted: Select[Row], account: Account) -> Select[Row]:
    """Keep to what an account may see; the select has photos in it."""
    return wanted.where(within(account))


def within(account: Account) -> ColumnElement[bool]:
    """Return the condition that a photo lies within the scope of an account."""
    if account.sees_all:
        return true()
    countries = [each.country for each in account.scopes if each.city_id is None]
    cities = [each.city_id for each in account.scopes if each.city_id is not None]
    return or_(Photo.country.in_(countries), Photo.city_id.in_(cities))


def may_see(photo: Photo, account: Account) -> bool:
    """Whether a photo lies within the scope of an account."""
    return account.sees_all or any(
        photo.city_id == each.city_id if each.city_id is not None else photo.country == each.country
        for each in account.scopes
    )
