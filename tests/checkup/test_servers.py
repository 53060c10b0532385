"""The doctor among real servers: PostgreSQL, S3."""

import pytest
from flask import Flask
from sqlalchemy import update

from gallery.checkup.course import examine
from gallery.checkup.finding import Level
from gallery.db import db, unit_of_work
from gallery.models import Tally
from gallery.toolbox import Toolbox
from tests.checkups import case_of, troubles
from tests.factories import create_published

pytestmark = pytest.mark.contract


@pytest.fixture
def setup() -> str:
    """Real servers."""
    return "servers"


def test_servers_are_looked_at_and_tallies_mended(app: Flask, tools: Toolbox) -> None:
    photo = create_published()
    tools.private.put(photo.original_key or "", b"an original")
    tools.private.put(f"{photo.preview_key}/640.jpg", b"a preview")
    for name in photo.media_names:
        tools.public.put(f"media/{photo.public_id}/{name}", b"a rendition")
    with unit_of_work():
        db.session.execute(update(Tally).values(photos=9))

    found = list(examine(case_of(tools), repairs=True))

    levels = {each.check: each.level for each in found if each.level is not Level.FINE}
    assert levels["tallies"] is Level.MENDED
    assert not {"stores", "clock", "queue", "rows", "files", "search"} & levels.keys()
    # The database of the tests waits for no disk.
    assert next(each.what for each in found if each.check == "database").endswith("fsync = off")
    assert troubles(tools) == []
