"""What only an S3 server can do wrong: corrupt, refuse, be full, hang up, forget a bucket."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from gallery.errors import GalleryError, StoreFull, StoreUnavailable
from gallery.storage import Store, open_store
from gallery.storage.s3 import S3Store
from tests.servers import credentials, new_bucket, s3_client
from tests.storage.lying import Liar, lying_server

pytestmark = pytest.mark.contract
SOON = datetime.now(UTC) + timedelta(days=1)


@pytest.fixture
def liar() -> Iterator[Liar]:
    with credentials("any", "thing"), lying_server() as server:
        yield server


@pytest.fixture
def store(liar: Liar) -> Store:
    return open_store(f"s3://bucket?endpoint_url={liar.address}")


def test_a_server_that_keeps_what_it_is_given_is_believed(store: Store) -> None:
    assert store.put("a", b"some bytes").size == 10


def test_a_server_that_corrupts_what_it_keeps_is_found_out(liar: Liar, store: Store) -> None:
    liar.manner = "corrupt"

    with pytest.raises(StoreUnavailable, match="store-corrupts"):
        store.put("a", b"some bytes")


def test_an_answer_that_is_cut_off_is_no_object(liar: Liar, store: Store) -> None:
    store.put("a", b"some bytes")
    liar.manner = "cut"

    with closing(store.open("a")) as stored, pytest.raises(StoreUnavailable):
        stored.read()


@pytest.mark.parametrize(
    ("manner", "kind"),
    [
        ("503 SlowDown", StoreUnavailable),
        ("403 AccessDenied", StoreUnavailable),
        ("404 NoSuchBucket", StoreUnavailable),
        ("507 InsufficientStorage", StoreFull),
        ("403 QuotaExceeded", StoreFull),
    ],
)
def test_a_refusal_is_said_in_our_words(
    liar: Liar, store: Store, manner: str, kind: type[GalleryError]
) -> None:
    liar.manner = manner

    with pytest.raises(kind):
        store.put("a", b"some bytes")


def test_a_full_server_is_full_for_large_bodies_too(liar: Liar, store: Store) -> None:
    liar.manner = "507 InsufficientStorage"

    with pytest.raises(StoreFull):
        store.put("a", b"x" * (2 << 20))


def test_a_server_that_is_down_says_so() -> None:
    with credentials("any", "thing"), pytest.raises(StoreUnavailable):
        open_store("s3://bucket?endpoint_url=http://127.0.0.1:9").put("a", b"x")


@pytest.mark.parametrize("server", ["moto_s3", "rclone_s3"])
def test_a_bucket_that_is_not_there_is_not_an_object_that_is_not_there(
    server: str, request: pytest.FixtureRequest
) -> None:
    endpoint = request.getfixturevalue(server)
    store = open_store(f"s3://no-such-bucket?endpoint_url={endpoint}")

    for attempt in (
        lambda: store.put("a", b"x"),
        lambda: store.open("a"),
        lambda: store.stat("a"),
        lambda: list(store.list()),
        store.check,
    ):
        with pytest.raises(StoreUnavailable):
            attempt()


def test_a_wrong_key_is_refused_by_a_server_with_real_signatures(rclone_s3: str) -> None:
    url = new_bucket(rclone_s3)
    with credentials("somebody", "else"):
        store = open_store(url)

        with pytest.raises(StoreUnavailable):
            store.put("a", b"x")


def test_uploads_in_parts_of_killed_senders_are_cleared_away_and_young_ones_left(
    rclone_s3: str,  # of moto every such upload is from 2010
) -> None:
    bucket = new_bucket(rclone_s3).split("/")[2]
    for key in ("here/half", "elsewhere/half"):
        s3_client(rclone_s3).create_multipart_upload(Bucket=bucket, Key=key)
    store = S3Store(bucket, prefix="here", endpoint_url=rclone_s3, region=None)

    counts = [store.tidy(before=moment) for moment in (SOON - timedelta(days=2), SOON, SOON)]

    left = s3_client(rclone_s3).list_multipart_uploads(Bucket=bucket)["Uploads"]
    assert counts == [0, 1, 0]
    assert [upload["Key"] for upload in left] == ["elsewhere/half"]


def test_what_browsers_are_told_of_an_object_is_kept_with_it(rclone_s3: str) -> None:
    url = new_bucket(rclone_s3)

    open_store(url).put("a", b"x", content_type="image/avif", cache_control="max-age=300")

    head = s3_client(rclone_s3).head_object(Bucket=url.split("/")[2], Key="some/prefix/a")
    assert (head["ContentType"], head["CacheControl"]) == ("image/avif", "max-age=300")
