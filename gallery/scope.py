"""What an account may see: the photos of its countries and cities. Without any, it sees all.

What is set apart from the queue is seen by organisers only, and what is illegal by nobody.

Whatever selects photos for somebody who is signed in comes through ``limit`` (or ``within``), so
that no account sees more than its scope. What has no place yet is for those who see all.
"""

from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, true

from gallery.errors import Conflict
from gallery.models import Account, Apart, Photo, Place, Scope

Row = TypeVar("Row")


def limit(wanted: Select[Row], account: Account) -> Select[Row]:
    """Keep to what an account may see; the select has photos in it."""
    return wanted.where(within(account))


def within(account: Account) -> ColumnElement[bool]:
    """Return the condition that a photo lies within the scope of an account, and is not apart."""
    return and_(is_of(account), _is_not_apart(account))


def is_of(account: Account) -> ColumnElement[bool]:
    """Return the condition that a photo comes from the countries or cities of an account."""
    if account.sees_all:
        return true()
    countries = [each.country for each in account.scopes if each.city_id is None]
    cities = [each.city_id for each in account.scopes if each.city_id is not None]
    return or_(Photo.country.in_(countries), Photo.city_id.in_(cities))


def may_see(photo: Photo, account: Account) -> bool:
    """Whether a photo lies within the scope of an account, and is not apart."""
    if photo.is_out_of_sight or (photo.apart and not account.is_organiser):
        return False
    return account.sees_all or any(
        photo.city_id == each.city_id if each.city_id is not None else photo.country == each.country
        for each in account.scopes
    )


def add_place(account: Account, place: Place) -> None:
    """Let an account see a country or a city; from the first one on it sees nothing else."""
    country, city_id = place
    if all((each.country, each.city_id) != place for each in account.scopes):
        account.scopes.append(Scope(country=country, city_id=city_id))


def remove_place(account: Account, number: int) -> None:
    """Take a place away. The last one stays: without any, an account would see everything."""
    left = [each for each in account.scopes if each.id != number]
    if not left:
        raise Conflict("last-place")
    account.scopes = left


def open_everywhere(account: Account) -> None:
    """Let an account see everything."""
    account.scopes = []


def _is_not_apart(account: Account) -> ColumnElement[bool]:
    """Choose what is in the queue; organisers also see what they are asked about."""
    if account.is_organiser:
        return or_(Photo.apart.is_(None), Photo.apart != Apart.ALARM)
    return Photo.apart.is_(None)
