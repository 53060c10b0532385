"""A store on any S3-compatible server, by the common core of what such servers can do."""

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, cast

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from gallery.errors import BadSetting, ObjectMissing, StoreFull, StoreUnavailable
from gallery.fail_points import reach
from gallery.storage.contract import ObjectStat
from gallery.storage.keys import checked_key, probe

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import (
        ListMultipartUploadsOutputTypeDef,
        MultipartUploadTypeDef,
    )

#: Bytes. Larger bodies go in parts; up to there a put is one request, which leaves nothing behind
#: when its sender dies. Photos (GALLERY_MAX_PHOTO_MB) stay below.
ONE_REQUEST = 64 * 1024 * 1024
PART = 16 * 1024 * 1024  # bytes
CHUNK = 1 << 20  # bytes
MISSING = ("404", "NoSuchKey", "NotFound")
BEYOND = ("416", "InvalidRange")
#: What rclone says where no upload in parts is under way, and servers that know of none.
NO_UPLOADS = ("NoSuchUpload", "NotImplemented")
NO_ROOM = ("507", "QuotaExceeded", "InsufficientStorage", "XMinioStorageFull")

SETTINGS = Config(
    connect_timeout=5,
    read_timeout=30,
    retries={"mode": "standard", "max_attempts": 3},
    max_pool_connections=32,
    s3={"addressing_style": "path"},
    # Servers differ in the newer checksums; we read back and compare ourselves.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class S3Store:
    """Objects in a bucket, below a prefix. Boto3's clients may be shared by threads."""

    def __init__(
        self, bucket: str, *, prefix: str, endpoint_url: str | None, region: str | None
    ) -> None:
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._client = _open_client(endpoint_url=endpoint_url, region=region)

    def put(
        self,
        key: str,
        body: bytes | BinaryIO,
        *,
        content_type: str = "application/octet-stream",
        cache_control: str = "",
    ) -> ObjectStat:
        """Store a body, read it back and compare: a server may keep corrupt bytes in silence."""
        name = self._name(key)
        stream = io.BytesIO(body) if isinstance(body, bytes) else body
        digest = _digest_of(stream)
        told = {"ContentType": content_type}
        if cache_control:
            told["CacheControl"] = cache_control
        with _translated():
            self._send(name, stream, told=told)
        reach("put-sent")
        with closing(self.open(key)) as stored:
            # What differs is left there: it may be another writer's, and nobody relies on ours.
            if _digest_of(stored) != digest:
                raise StoreUnavailable("store-corrupts")
        reach("put-compared")
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
            try:
                body = self._client.get_object(**asked)["Body"]  # type: ignore[arg-type]
            except ClientError as error:
                if _code(error) not in BEYOND:
                    raise
                return io.BytesIO()
        return cast(BinaryIO, _Body(cast(BinaryIO, body)))

    def stat(self, key: str) -> ObjectStat:
        """Ask for the head."""
        name = self._name(key)
        try:
            with _translated(key):
                found = self._client.head_object(Bucket=self._bucket, Key=name)
        except ObjectMissing:
            # An answer without a body cannot say whether the object is missing or all of them.
            with _translated():
                self._client.head_bucket(Bucket=self._bucket)
            raise
        etag = found["ETag"].strip('"')
        return ObjectStat(key, found["ContentLength"], etag, found["LastModified"])

    def delete(self, key: str) -> None:
        """Delete an object."""
        name = self._name(key)
        with _translated():
            self._client.delete_object(Bucket=self._bucket, Key=name)

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

    def tidy(self, *, before: datetime) -> int:
        """Abort the uploads in parts whose senders were killed."""
        removed = 0
        pages = self._client.get_paginator("list_multipart_uploads").paginate(
            Bucket=self._bucket, Prefix=self._prefix
        )
        with _translated():
            for upload in list(_uploads_in(pages)):
                if upload["Initiated"] < before:
                    self._client.abort_multipart_upload(
                        Bucket=self._bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                    )
                    removed += 1
        return removed

    def _name(self, key: str) -> str:
        """Return the key as the bucket knows it."""
        return self._prefix + checked_key(key)

    def _send(self, name: str, stream: BinaryIO, *, told: dict[str, str]) -> None:
        """Send a body in one request, or a very large one in parts."""
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        if size <= ONE_REQUEST:
            self._client.put_object(Bucket=self._bucket, Key=name, Body=stream, **told)  # type: ignore[arg-type]
            return
        parts = TransferConfig(
            multipart_threshold=PART, multipart_chunksize=PART, use_threads=False
        )
        self._client.upload_fileobj(stream, self._bucket, name, ExtraArgs=told, Config=parts)


class _Body(io.RawIOBase):
    """A streaming body whose errors are ours, also in the middle."""

    def __init__(self, body: BinaryIO) -> None:
        self._body = body

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read on."""
        with _translated():
            data = self._body.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        """Read the rest."""
        with _translated():
            return self._body.read()

    def close(self) -> None:
        """Give the connection back."""
        self._body.close()
        super().close()


def _open_client(*, endpoint_url: str | None, region: str | None) -> "S3Client":
    """Make a client, with the credentials that AWS clients find in their usual places."""
    try:
        return boto3.session.Session().client(
            "s3", endpoint_url=endpoint_url, region_name=region or "us-east-1", config=SETTINGS
        )
    except (BotoCoreError, ValueError) as error:
        raise BadSetting("bad-setting", setting="GALLERY_STORAGE_URL") from error


def _uploads_in(
    pages: "Iterable[ListMultipartUploadsOutputTypeDef]",
) -> "Iterator[MultipartUploadTypeDef]":
    """Yield the uploads in parts; none where a server has none, or does not know of such."""
    try:
        for page in pages:
            yield from page.get("Uploads", [])
    except ClientError as error:
        if _code(error) not in NO_UPLOADS:
            raise


@contextmanager
def _translated(key: str = "") -> Iterator[None]:
    """Turn the library's errors into ours; a missing object is one only where a key is."""
    try:
        yield
    except ClientError as error:
        code = _code(error)
        if key and code in MISSING:
            raise ObjectMissing(key=key) from error
        if code in NO_ROOM:
            raise StoreFull from error
        raise StoreUnavailable(cause=code) from error
    except (BotoCoreError, boto3.exceptions.Boto3Error, OSError) as error:
        raise StoreUnavailable(cause=type(error).__name__) from error


def _code(error: ClientError) -> str:
    """Return a server's word for what went wrong, or its status."""
    return str(error.response.get("Error", {}).get("Code", ""))


def _digest_of(stream: BinaryIO) -> bytes:
    """Return the SHA-256 of a stream from its beginning."""
    if stream.seekable():
        stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.digest()
