"""A store on any S3-compatible server, by the common core of what such servers can do."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from gallery.errors import ObjectMissing, StoreFull, StoreUnavailable
from gallery.storage.contract import ObjectStat
from gallery.storage.keys import checked_key, probe

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PART = 16 * 1024 * 1024  # bytes; larger bodies go in parts
MISSING = ("404", "NoSuchKey", "NotFound")
NO_ROOM = ("507", "QuotaExceeded", "InsufficientStorage", "XMinioStorageFull")


class S3Store:
    """Objects in a bucket, below a prefix. Boto3's clients may be shared by threads."""

    def __init__(
        self, bucket: str, *, prefix: str, endpoint_url: str | None, region: str | None
    ) -> None:
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._client: S3Client = boto3.session.Session().client(
            "s3",
            endpoint_url=endpoint_url,
            region_name=region or "us-east-1",
            config=Config(
                connect_timeout=5,
                read_timeout=30,
                retries={"mode": "standard", "max_attempts": 3},
                max_pool_connections=32,
                s3={"addressing_style": "path"},
                # Servers differ in the newer checksums; we read back and compare ourselves.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def put(
        self,
        key: str,
        body: bytes | BinaryIO,
        *,
        content_type: str = "application/octet-stream",
        cache_control: str = "",
    ) -> ObjectStat:
        """Store a body, read it back and compare: a server may keep corrupt bytes in silence."""
        stream = io.BytesIO(body) if isinstance(body, bytes) else body
        digest = _digest(stream)
        extra = {"ContentType": content_type}
        if cache_control:
            extra["CacheControl"] = cache_control
        with _translated():
            stream.seek(0)
            self._client.upload_fileobj(
                cast(BinaryIO, _Unclosed(stream)),
                self._bucket,
                self._name(key),
                ExtraArgs=extra,
                Config=TransferConfig(
                    multipart_threshold=PART, multipart_chunksize=PART, use_threads=False
                ),
            )
        with closing(self.open(key)) as stored:
            if _digest(stored) != digest:
                self.delete(key)
                raise StoreUnavailable("store-corrupts")
        return self.stat(key)

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """Stream an object, or a range of it."""
        asked = {"Bucket": self._bucket, "Key": self._name(key)}
        if length == 0:
            self.stat(key)
            return io.BytesIO()
        if start or length is not None:
            asked["Range"] = f"bytes={start}-{'' if length is None else start + length - 1}"
        with _translated(key):
            body = self._client.get_object(**asked)["Body"]  # type: ignore[arg-type]
        return cast(BinaryIO, _Body(cast(BinaryIO, body)))

    def stat(self, key: str) -> ObjectStat:
        """Ask for the head."""
        with _translated(key):
            found = self._client.head_object(Bucket=self._bucket, Key=self._name(key))
        etag = found["ETag"].strip('"')
        return ObjectStat(key, found["ContentLength"], etag, found["LastModified"])

    def delete(self, key: str) -> None:
        """Delete an object."""
        with _translated():
            self._client.delete_object(Bucket=self._bucket, Key=self._name(key))

    def list(self, prefix: str = "") -> Iterator[ObjectStat]:
        """Ask page by page."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=self._prefix + prefix
        )
        with _translated():
            for page in pages:
                for found in page.get("Contents", []):
                    key = found["Key"].removeprefix(self._prefix)
                    etag = found["ETag"].strip('"')
                    yield ObjectStat(key, found["Size"], etag, found["LastModified"])

    def check(self) -> None:
        """Try it."""
        probe(self)

    def _name(self, key: str) -> str:
        """Return the key as the bucket knows it."""
        return self._prefix + checked_key(key)


class _Unclosed(io.RawIOBase):
    """A stream that stays open when the transfer closes what it was given."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Pass the bytes on."""
        return self._stream.read(size)


class _Body(io.RawIOBase):
    """A streaming body whose errors are ours, also in the middle."""

    def __init__(self, body: BinaryIO) -> None:
        self._body = body

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        with _translated():
            return self._body.read(None if size < 0 else size)  # type: ignore[arg-type]

    def readall(self) -> bytes:
        """Read the rest."""
        return self.read()

    def close(self) -> None:
        """Give the connection back."""
        self._body.close()
        super().close()


@contextmanager
def _translated(key: str = "") -> Iterator[None]:
    """Turn the library's errors into ours."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if key and code in MISSING:
            raise ObjectMissing(key=key) from error
        if code in NO_ROOM:
            raise StoreFull from error
        raise StoreUnavailable(cause=code) from error
    except (BotoCoreError, OSError) as error:
        raise StoreUnavailable(cause=type(error).__name__) from error
    except boto3.exceptions.Boto3Error as error:  # upload_fileobj wraps what the client raised
        raise _uploading_failed(error) from error


def _uploading_failed(error: Exception) -> StoreFull | StoreUnavailable:
    """Tell a full store from an unwilling one by the words of S3UploadFailedError."""
    return StoreFull() if any(f"({code})" in str(error) for code in NO_ROOM) else StoreUnavailable()


def _digest(stream: BinaryIO) -> bytes:
    """Return the SHA-256 of a stream from its beginning."""
    if stream.seekable():
        stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(1 << 20):
        digest.update(chunk)
    return digest.digest()
