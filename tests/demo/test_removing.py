"""Nothing of the demonstration is left, and nothing else is taken."""

import io

import pytest
from flask import Flask
from sqlalchemy import select

from gallery.db import db, unit_of_work
from gallery.demo.plan import choose_sendings
from gallery.demo.sending import token_of
from gallery.errors import GalleryError
from gallery.journey import receive
from gallery.models import ORGANISER, Account, Edition, Photo, Stage, Statue
from gallery.toolbox import Toolbox
from tests.demo.doing import LEFT, Stopped, make, remove, rows, stored
from tests.factories import (
    create_account,
    create_city,
    create_edition,
    create_photo,
    create_submission,
    saved,
)


def test_a_stopped_one_can_be_removed(gallery: Flask, tools: Toolbox) -> None:
    with pytest.raises(KeyboardInterrupt):
        make(gallery, tools, photos=4, progress=Stopped(io.StringIO()))

    remove(gallery, tools)

    assert stored(tools) == []
    assert rows() == LEFT


def test_where_there_is_none_nothing_is_removed(gallery: Flask, tools: Toolbox) -> None:
    with pytest.raises(GalleryError, match="no demonstration here"):
        remove(gallery, tools)


def test_what_is_the_gallerys_own_stays(gallery: Flask, tools: Toolbox) -> None:
    make(gallery, tools, photos=2)
    own = create_photo(edition=create_edition(year=2013, month=3), stage=Stage.REJECTED)
    organiser = create_account(ORGANISER)
    kept, account_id = own.id, organiser.id

    remove(gallery, tools)

    assert db.session.scalars(select(Photo.id)).all() == [kept]
    assert db.session.scalars(select(Edition.year)).all() == [2013]
    assert db.session.scalars(select(Account.id)).all() == [account_id]


def test_what_visitors_tried_out_goes_with_it(gallery: Flask, tools: Toolbox) -> None:
    make(gallery, tools, photos=0)
    edition = db.session.scalars(select(Edition).where(Edition.year == 2012)).one()
    statue = saved(Statue(city=create_city(), name="The bear"))
    sent = create_submission(edition=edition)
    create_photo(edition=edition, submission=sent, statue=statue)

    remove(gallery, tools)

    assert rows() == LEFT


def test_half_sent_files_go_with_it(gallery: Flask, tools: Toolbox) -> None:
    make(gallery, tools, photos=0)
    send_half_a_file(tools)
    token = token_of(choose_sendings()[0], 0, tools=tools)
    tools.private.put(f"parts/{token}/0-of-a-stopped-run", b"stored, and then no row")

    remove(gallery, tools)

    assert stored(tools) == []
    assert rows() == LEFT


def send_half_a_file(tools: Toolbox) -> None:
    """Begin to send, as a visitor would, and leave."""
    tools.private.put("parts/visitor/0", b"half")
    with unit_of_work() as unit:
        draft = receive.begin_submission("a visitor's draft", link_token=None, tools=tools)
        token = receive.begin_upload(draft, length=8, tools=tools).token
        receive.add_pieces(token, [(0, 4, "parts/visitor/0")], tools=tools, unit=unit)
