"""Which photos lie on a contact sheet."""

import pytest
from flask import Flask

from gallery.db import db
from gallery.journey import sheets
from gallery.journey.sheets import PHOTOS_A_SHEET, Wanted
from gallery.models import Account, Apart, Photo, Scope, Stage
from tests.factories import (
    create_account,
    create_edition,
    create_link,
    create_photo,
    create_submission,
    create_turin,
)


@pytest.fixture
def photos(app: Flask) -> dict[str, Photo]:
    """A photo of each kind."""
    sent = create_submission(link=create_link())
    march = create_edition(year=2009, month=3)
    return {
        "vilnius": create_photo(submission=sent),
        "held": create_photo(submission=sent, stage=Stage.HELD),
        "march": create_photo(edition=march),
        "turin": create_photo(city=create_turin()),
        "country": create_photo(city=None, country="lt"),
        "nowhere": create_photo(city=None),
        "no edition": create_photo(edition=None),
        "decided": create_photo(stage=Stage.APPROVED),
        "asked": create_photo(apart=Apart.ASKED),
        "draft": create_photo(submission=create_submission(sent_at=None)),
    }


def lying(photos: dict[str, Photo], wanted: Wanted, by: Account | None = None) -> set[str]:
    """Return which of them lie on the sheet."""
    by = by or create_account("moderator")
    found = sheets.find_sheet(wanted, by=by)
    assert sheets.count_photos(wanted, by=by) == len(found)
    return {name for name, photo in photos.items() if photo in found}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(), {"vilnius", "march", "turin", "country", "nowhere", "no edition"}),
        (Wanted(where="lt/vilnius"), {"vilnius", "march", "no edition"}),
        (Wanted(where="lt/vilnius", edition="2010-12"), {"vilnius"}),
        (Wanted(edition="2009-03"), {"march"}),
        (Wanted(edition="x"), set()),
        (Wanted(edition="2010-13"), set()),
        (Wanted(where="it/turin"), {"turin"}),
        (Wanted(where="lt"), {"country"}),
        (Wanted(where="xx/none"), set()),
        (Wanted(where="unplaced"), {"nowhere", "no edition"}),
        (Wanted(is_held=True), {"held"}),
    ],
)
def test_a_sheet_has_what_is_wanted(
    photos: dict[str, Photo], wanted: Wanted, names: set[str]
) -> None:
    assert lying(photos, wanted) == names


def test_a_sheet_of_a_link_or_of_one_submission(photos: dict[str, Photo]) -> None:
    sent = photos["vilnius"].submission

    assert lying(photos, Wanted(link=sent.link_id)) == {"vilnius"}
    assert lying(photos, Wanted(beside=photos["held"].public_id)) == {"vilnius", "held"}


def test_nothing_beyond_a_scope_lies_on_a_sheet(photos: dict[str, Photo]) -> None:
    by = create_account("moderator", scopes=[Scope(country="it")])

    assert lying(photos, Wanted(), by) == {"turin"}


def test_a_sheet_has_sixty_photos_and_the_next_one_the_others(app: Flask) -> None:
    sent, by = create_submission(), create_account("moderator")
    photos = [create_photo(submission=sent) for _ in range(PHOTOS_A_SHEET + 2)]

    first, second, third = (sheets.find_sheet(Wanted(), by=by, sheet=n) for n in (1, 2, 3))

    assert [*first, *second] == photos
    assert (len(first), third) == (60, [])
    db.session.rollback()


def test_what_came_together_with_a_photo_from_elsewhere_is_not_told(app: Flask) -> None:
    sent = create_submission()
    here, away = create_photo(submission=sent), create_photo(submission=sent, city=create_turin())
    by = create_account("moderator", scopes=[Scope(country="lt")])

    assert sheets.find_sheet(Wanted(beside=here.public_id), by=by) == [here]
    assert sheets.find_sheet(Wanted(beside=away.public_id), by=by) == []
