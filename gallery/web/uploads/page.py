"""The answers of ``/files/``.

The body of a PATCH is stored first; then one unit of work moves the upload's offset.
"""

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.http import http_date

from gallery.db import unit_of_work
from gallery.errors import Closed, Conflict, WrongOffset
from gallery.journey import joining, receive
from gallery.models import Upload
from gallery.web.current import tools
from gallery.web.drafts import Draft, read_draft
from gallery.web.guards import for_capabilities
from gallery.web.slots import upload_slot
from gallery.web.uploads.bodies import store_body
from gallery.web.uploads.override import let_post_stand_for_others
from gallery.web.uploads.said import (
    Concat,
    chosen_token,
    read_checksum,
    read_concat,
    read_metadata,
    read_number,
)

pages = Blueprint("uploads", __name__, url_prefix="/files")
for_capabilities(pages)
pages.record_once(let_post_stand_for_others)

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination,concatenation"
BODY_TYPE = "application/offset+octet-stream"


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
    """Creation, with the first bytes where they come along; or the whole made of parts."""
    concat, metadata = read_concat(), read_metadata()
    draft = read_draft(metadata.get("draft", ""))
    if concat and concat.parts:
        upload = _join(draft, concat, name=metadata.get("photo", ""))
    else:
        upload = _begin(draft, concat, name=metadata.get("photo", ""))
        if request.mimetype == BODY_TYPE and upload.offset == 0:
            upload = _take_body(upload)
    answer = _tell(upload, status=201)
    answer.headers["Location"] = url_for("uploads.append", token=upload.token, _external=True)
    return answer


@pages.route("/<token>", methods=["HEAD"], provide_automatic_options=False)
def tell_offset(token: str) -> Response:
    """Say how many bytes are safe."""
    upload = receive.find_live_upload(token, tools=tools())
    answer = _tell(upload, status=200)
    answer.headers["Upload-Length"] = str(upload.length)
    if upload.concat:
        answer.headers["Upload-Concat"] = upload.concat
    return answer


@pages.route("/<token>", methods=["PATCH"], provide_automatic_options=False)
def append(token: str) -> Response:
    """Take the next bytes."""
    if request.mimetype != BODY_TYPE:
        abort(415)
    offset = read_number("Upload-Offset")
    upload = receive.find_live_upload(token, tools=tools())
    if upload.is_joined:
        raise Closed("joined-upload")
    if upload.offset != offset:
        raise WrongOffset(offset=upload.offset)
    return _tell(_take_body(upload), status=204)


@pages.route("/<token>", methods=["DELETE"], provide_automatic_options=False)
def remove_upload(token: str) -> Response:
    """Termination: forget an upload that was not sent yet."""
    with unit_of_work(tools().queue.send) as unit:
        receive.drop_upload(token, tools=tools(), unit=unit)
    return Response(status=204)


def _begin(draft: Draft, concat: Concat | None, *, name: str) -> Upload:
    """Promise room for a photo, or for a part of one."""
    length, is_part = read_number("Upload-Length"), concat is not None
    token = "" if is_part else chosen_token(draft, name)  # clients name all parts alike
    try:
        return _begin_once(draft, length=length, token=token, is_part=is_part)
    except Conflict as conflict:
        if conflict.key != "draft-just-begun":
            raise
        return _begin_once(draft, length=length, token=token, is_part=is_part)


def _begin_once(draft: Draft, *, length: int, token: str, is_part: bool) -> Upload:
    """Begin the draft if need be, and an upload of it."""
    with unit_of_work(tools().queue.send):
        submission = receive.begin_submission(draft.token, link_token=draft.link, tools=tools())
        begin = joining.begin_part if is_part else receive.begin_upload
        return begin(submission, length=length, tools=tools(), token=token)


def _join(draft: Draft, concat: Concat, *, name: str) -> Upload:
    """Make a photo of parts. Asked twice, with or without a name, it is made once."""
    token = chosen_token(draft, name or concat.said)
    with unit_of_work(tools().queue.send) as unit:
        submission = receive.begin_submission(draft.token, link_token=draft.link, tools=tools())
        parts = joining.Parts(concat.parts, said=concat.said)
        return joining.join_parts(submission, parts, token=token, tools=tools(), unit=unit)


def _take_body(upload: Upload) -> Upload:
    """Store the body as pieces, then acknowledge them in one unit."""
    token, offset, room = upload.token, upload.offset, upload.length - upload.offset
    digest = read_checksum()
    with upload_slot():
        pieces = store_body(token, offset=offset, room=room, digest=digest)
    if not pieces:
        return upload
    with unit_of_work(tools().queue.send) as unit:
        return receive.add_pieces(token, pieces, tools=tools(), unit=unit)


def _tell(upload: Upload, *, status: int) -> Response:
    """Answer where an upload stands, and until when it may go on."""
    answer = Response(status=status)
    answer.headers["Upload-Offset"] = str(upload.offset)
    answer.headers["Upload-Expires"] = http_date(upload.expires_at)
    return answer
