"""tus 1.0.0 at ``/files/``: core, creation, creation-with-upload, checksum and termination.

https://tus.io/protocols/resumable-upload. The piece of a PATCH is stored first, as whole objects
of at most 4 MiB; then one unit of work moves the upload's offset. A cut request keeps what came.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.exceptions import ClientDisconnected

from gallery.db import unit_of_work
from gallery.errors import BadInput, ChecksumMismatch, TooLarge, WrongOffset
from gallery.journey import receive
from gallery.models import Upload
from gallery.web.current import tools
from gallery.web.drafts import Draft, read_draft
from gallery.web.guards import for_capabilities
from gallery.web.slots import upload_slot

pages = Blueprint("uploads", __name__, url_prefix="/files")
for_capabilities(pages)

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,termination"
BODY_TYPE = "application/offset+octet-stream"
METADATA = ("draft", "photo")  # what we look at; ``photo`` is a random name of the client's own


@dataclass(frozen=True)
class Checksum:
    """What the client says of a body: it is kept whole or not at all."""

    digest: bytes


@pages.before_request
def require_version() -> Response | None:
    """Answer 412 to another version of the protocol (OPTIONS is for those who do not know)."""
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
        return Response(status=412)
    return None


@pages.after_request
def add_tus_headers(response: Response) -> Response:
    """Say the version with every answer; an upload's state must never come from a cache."""
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Tus-Version"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.route("/", methods=["OPTIONS"])
@pages.route("/<token>", methods=["OPTIONS"])
def describe_server(token: str = "") -> Response:
    """Say what this server can do."""
    return Response(
        status=204,
        headers={
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(tools().settings.max_photo_bytes),
            "Tus-Checksum-Algorithm": "sha256",
        },
    )


@pages.post("/")
def create_upload() -> Response:
    """Creation, with the first bytes where they come along."""
    length, metadata = _number("Upload-Length"), _metadata()
    draft = read_draft(metadata.get("draft", ""))
    token = _chosen_token(draft, metadata.get("photo", ""))
    with unit_of_work(tools().queue.send):
        submission = receive.begin_submission(draft.token, link_token=draft.link, tools=tools())
        upload = receive.begin_upload(submission, length=length, tools=tools(), token=token)
        token, offset = upload.token, upload.offset
    if request.mimetype == BODY_TYPE and offset == 0:
        offset = _take_body(token, offset=0, length=length)
    answer = Response(status=201)
    answer.headers["Location"] = url_for("uploads.append", token=token, _external=True)
    answer.headers["Upload-Offset"] = str(offset)
    return answer


@pages.route("/<token>", methods=["HEAD"], provide_automatic_options=False)
def tell_offset(token: str) -> Response:
    """Say how many bytes are safe."""
    upload = receive.find_upload(token)
    return Response(
        status=200,
        headers={"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.length)},
    )


@pages.route("/<token>", methods=["PATCH"], provide_automatic_options=False)
def append(token: str) -> Response:
    """Take the next bytes."""
    if request.mimetype != BODY_TYPE:
        abort(415)
    offset = _number("Upload-Offset")
    upload = receive.find_upload(token)
    if upload.offset != offset:
        raise WrongOffset(offset=upload.offset)
    safe = _take_body(token, offset=offset, length=upload.length)
    return Response(status=204, headers={"Upload-Offset": str(safe)})


@pages.route("/<token>", methods=["DELETE"], provide_automatic_options=False)
def remove_upload(token: str) -> Response:
    """Termination: forget an upload that was not sent yet."""
    with unit_of_work(tools().queue.send) as unit:
        receive.drop_upload(token, tools=tools(), unit=unit)
    return Response(status=204)


def _take_body(token: str, *, offset: int, length: int) -> int:
    """Store the body as pieces, then acknowledge them in one unit; return the new offset."""
    checksum = _checksum()
    with upload_slot():
        pieces = list(_store_pieces(token, offset=offset, room=length - offset, checksum=checksum))
    if not pieces:
        return offset
    with unit_of_work(tools().queue.send) as unit:
        upload: Upload = receive.add_pieces(token, pieces, tools=tools(), unit=unit)
        return upload.offset


def _store_pieces(
    token: str, *, offset: int, room: int, checksum: Checksum | None
) -> Iterator[tuple[int, int, str]]:
    """Store what comes, piece by piece; a body with a wrong checksum leaves only orphans."""
    digest, promised = hashlib.sha256(), request.content_length
    start, private = offset, tools().private
    for piece in _read_pieces(request.stream):
        digest.update(piece)
        if start + len(piece) > offset + room:
            raise TooLarge("more-than-promised", limit=room)
        key = receive.new_piece_key(token, offset=start, tools=tools())
        private.put(key, piece)
        yield start, len(piece), key
        start += len(piece)
    is_cut = promised is not None and start - offset < promised
    if checksum and (is_cut or not hmac.compare_digest(digest.digest(), checksum.digest)):
        raise ChecksumMismatch


def _read_pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield full pieces; what came of a cut request is the last one."""
    buffer = bytearray()
    while True:
        try:
            chunk = stream.read(65_536)
        except (OSError, ClientDisconnected):  # the line was cut: what came is kept
            chunk = b""
        buffer += chunk
        if len(buffer) >= receive.PIECE_BYTES:
            yield bytes(buffer[: receive.PIECE_BYTES])
            del buffer[: receive.PIECE_BYTES]
        if not chunk:
            break
    if buffer:
        yield bytes(buffer)


def _number(name: str) -> int:
    """Read a header that must be a whole number, not negative."""
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdecimal()) or len(text) > 15:
        raise BadInput("bad-header", header=name)
    return int(text)


def _chosen_token(draft: Draft, name: str) -> str:
    """Return the address a client's own name for a photo leads to; empty without a name.

    So a creation whose answer was lost can be asked again and makes no second upload.
    """
    return tools().keys.hash("upload", f"{draft.token}/{name}")[:32] if name else ""


def _metadata() -> dict[str, str]:
    """Read Upload-Metadata: pairs of a key and a base64 value. Names of files are not looked at."""
    pairs = (pair.split(" ", 1) for pair in request.headers.get("Upload-Metadata", "").split(","))
    known = {pair[0].strip(): pair[-1].strip() for pair in pairs if pair[0].strip() in METADATA}
    try:
        return {
            key: base64.b64decode(value, validate=True).decode() for key, value in known.items()
        }
    except (binascii.Error, UnicodeDecodeError) as error:
        raise BadInput("bad-header", header="Upload-Metadata") from error


def _checksum() -> Checksum | None:
    """Read Upload-Checksum: ``sha256`` and a base64 digest."""
    text = request.headers.get("Upload-Checksum")
    if text is None:
        return None
    algorithm, _, value = text.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise BadInput("bad-header", header="Upload-Checksum") from error
    if algorithm != "sha256" or len(digest) != hashlib.sha256().digest_size:
        raise BadInput("bad-header", header="Upload-Checksum")
    return Checksum(digest)
