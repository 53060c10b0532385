"""What machines keep together: found by all, put there by nobody else, and never waited for."""

import logging
import time
from collections.abc import Iterator

import pytest
import redis

from gallery.caches.shared import KEPT_SECONDS, LARGEST, PAUSE, SLOTS, SharedCache, _slot
from gallery.errors import BadSetting
from tests.machine import AT_MOST, wait_until_there
from tests.servers import free_port

pytestmark = pytest.mark.contract
KEY = b"a key of the tests"


def reached(url: str, *, key: bytes = KEY, patience: float = AT_MOST) -> SharedCache:
    """Return a cache that has found its Redis, and that waits as long as a busy machine needs."""
    cache = SharedCache(url, key=key, patience=patience)
    wait_until_there(cache)
    return cache


@pytest.fixture
def there(redis_url: str) -> Iterator[redis.Redis]:
    """The Redis itself."""
    with redis.Redis.from_url(redis_url) as connection:
        yield connection


def test_what_one_machine_keeps_another_finds(redis_url: str) -> None:
    one, other = reached(redis_url), reached(redis_url)

    one.keep("a page", b"its bytes")

    assert other.find("a page") == b"its bytes"
    assert other.find("another page") is None


def test_nothing_stays_for_longer_than_pages_may_be_kept(
    redis_url: str, there: redis.Redis
) -> None:
    reached(redis_url).keep("a page", b"its bytes")

    assert 0 < there.ttl(_slot("a page")) <= KEPT_SECONDS <= 300


def test_there_is_a_fixed_number_of_slots_and_nothing_large_in_them(
    redis_url: str, there: redis.Redis
) -> None:
    cache = reached(redis_url)
    other = next(name for name in map(str, range(10 * SLOTS)) if _slot(name) == _slot("a page"))

    cache.keep("a page", b"its bytes")
    cache.keep(other, b"other bytes")
    cache.keep("large", b"x" * (LARGEST + 1))

    assert (cache.find("a page"), cache.find(other)) == (None, b"other bytes")
    assert there.dbsize() == 1


def test_nobody_else_can_put_a_page_there(redis_url: str, there: redis.Redis) -> None:
    cache, stranger = reached(redis_url), reached(redis_url, key=b"guessed")
    stranger.keep("theirs", b"a page of theirs")
    cache.keep("ours", b"a page of ours")
    there.rename(_slot("ours"), _slot("moved"))
    cache.keep("ours", b"a page of ours")
    there.set(_slot("short"), b"x")

    found = [cache.find(name) for name in ("theirs", "moved", "short", "ours")]

    assert found == [None, None, None, b"a page of ours"]


def test_a_redis_that_is_away_is_said_once_and_asked_again_later(
    caplog: pytest.LogCaptureFixture,
) -> None:
    moment = [0.0]
    cache = SharedCache(f"redis://127.0.0.1:{free_port()}/0", key=KEY, clock=lambda: moment[0])
    caplog.set_level(logging.WARNING)

    def said() -> int:
        return len([each for each in caplog.records if "not shared" in each.message])

    for later in (1, 2):
        for _ in range(20):
            cache.keep("a page", b"its bytes")
            assert cache.find("a page") is None
        deadline = time.monotonic() + AT_MOST
        while said() < later and time.monotonic() < deadline:
            time.sleep(0.01)
        assert said() == later
        moment[0] += PAUSE


def test_a_redis_that_does_not_answer_in_time_is_left_alone_for_a_while(
    redis_url: str, there: redis.Redis, caplog: pytest.LogCaptureFixture
) -> None:
    cache = reached(redis_url, patience=1.0)
    there.client_pause(45_000, all=False)
    try:
        begun = time.monotonic()
        cache.keep("a page", b"other bytes")
        waited = time.monotonic() - begun

        assert waited < AT_MOST / 2
        assert not cache.is_there
        assert cache.find("a page") is None
    finally:
        there.client_unpause()
    assert [each.message for each in caplog.records if "while" in each.message] == [
        "pages are not shared for a while: TimeoutError"
    ]


def test_a_connection_that_was_cut_is_opened_again(redis_url: str, there: redis.Redis) -> None:
    cache = reached(redis_url)
    cache.keep("a page", b"its bytes")

    there.client_kill_filter(_type="normal", skipme=True)

    assert cache.find("a page") == b"its bytes"


def test_another_address_than_one_of_redis_stops_the_start() -> None:
    with pytest.raises(BadSetting) as refused:
        SharedCache("memcached://127.0.0.1", key=KEY)

    assert refused.value.values["setting"] == "GALLERY_PAGES_URL"
