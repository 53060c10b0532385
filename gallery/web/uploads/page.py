"""The answers of ``/files/``.

The body of a PATCH is stored first; then one unit of work moves the upload's offset.
"""

from functools import partial

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.http import http_date

from gallery.db import unit_of_work
from gallery.errors import Closed, WrongOffset
from gallery.fail_points import reach
from gallery.journey import receive
from gallery.models import Upload
from gallery.web.current import tools
from gallery.web.guards import for_capabilities
from gallery.web.uploads.beginning import begin
from gallery.web.uploads.bodies import store_body
from gallery.web.uploads.override import let_post_stand_for_others
from gallery.web.uploads.said import read_checksum, read_number, read_wish

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
    response.call_on_close(partial(reach, "answer-sent"))
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
    upload = begin(read_wish())
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


def _take_body(upload: Upload) -> Upload:
    """Store the body as pieces, then acknowledge them in one unit."""
    token, offset, room = upload.token, upload.offset, upload.length - upload.offset
    pieces = store_body(token, offset=offset, room=room, digest=read_checksum())
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
