"""Small private pictures for the sender alone.

An ``<img>`` cannot post a code, so the page carries addresses that are signed, belong to one
receipt, and lead nowhere after five minutes.
"""

from flask import Response, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select

from gallery.db import db
from gallery.errors import NotHere
from gallery.journey.intact import file_of, read_file
from gallery.journey.withdraw import photos_of_receipt
from gallery.models import TAKEN_BACK, How, Photo, Submission
from gallery.web.current import tools
from gallery.web.receipt.shapes import Thumb

LIFE = 300  # seconds
WIDTH = 320  # pixels, and a picture that is a little larger where there is none so small


def thumb_of(photo: Photo, submission: Submission) -> Thumb | None:
    """Return the picture of a photo; none for people at risk: whoever looks over their shoulder."""
    if photo.stage in TAKEN_BACK or not photo.previews or not photo.preview_key:
        return None
    if photo.is_out_of_sight:
        return None
    if photo.submission.how is How.AT_RISK:
        return None
    size = _size_of(photo)
    # By its keyed hash: numbers could be counted by whoever reads such an address.
    signed = _serializer().dumps([submission.receipt_hash, photo.public_id])
    url = url_for("receipt.picture", signed=signed)
    return Thumb(url, int(size["width"]), int(size["height"]))


def read_picture(signed: str) -> Response:
    """Return the picture of a signed address; raise NotHere when it is too old or not ours."""
    photo = _photo_of(signed)
    key = f"{photo.preview_key}/{_size_of(photo)['width']}.jpg"
    picture = read_file(file_of(photo, key, store=tools().private), tools=tools())
    answer = Response(picture, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _photo_of(signed: str) -> Photo:
    """Return the photo that is meant, if it is still of that receipt."""
    try:
        receipt_hash, public_id = _serializer().loads(signed, max_age=LIFE)
    except (BadData, ValueError) as error:
        raise NotHere("unknown-photo") from error
    wanted = select(Submission).where(Submission.receipt_hash == receipt_hash)
    submission = db.session.scalars(wanted).one_or_none()
    photos = photos_of_receipt(submission) if submission else []
    for photo in photos:
        is_here = photo.stage not in TAKEN_BACK and photo.preview_key and not photo.is_out_of_sight
        if photo.public_id == public_id and is_here:
            return photo
    raise NotHere("unknown-photo")


def _size_of(photo: Photo) -> dict[str, int]:
    """Return the smallest preview that is large enough for a small picture."""
    sizes = sorted(photo.previews, key=lambda each: int(each["width"]))
    return next((each for each in sizes if each["width"] >= WIDTH), sizes[-1])


def _serializer() -> URLSafeTimedSerializer:
    """Sign with a subkey of their own."""
    return URLSafeTimedSerializer(tools().keys.subkey("receipt pictures"), salt="picture")
