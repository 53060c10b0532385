"""Where tasks are left: an address that names no queue stops the start."""

import pytest

from gallery.errors import BadSetting
from gallery.queue import HueyQueue


@pytest.mark.parametrize("address", ["", "amqp://127.0.0.1", "sqlite3:///queue"])
def test_an_address_that_names_no_queue_stops_the_start(address: str) -> None:
    with pytest.raises(BadSetting) as refused:
        HueyQueue(address)

    assert refused.value.values["setting"] == "GALLERY_QUEUE_URL"
