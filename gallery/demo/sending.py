"""Send the pictures of invented participants: piece by piece, as a browser's come in."""

import hashlib
import random
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from gallery.campaigns import find_edition_by_slug
from gallery.db import db, unit_of_work
from gallery.demo.files import Job
from gallery.demo.opening import find_action_link, find_city
from gallery.demo.plan import Fate, Picture, Sending, choose_sendings
from gallery.errors import NotHere
from gallery.journey import receive
from gallery.journey.receive import PIECE_BYTES, StoredPiece, WholeFile
from gallery.journey.send import Answers, send_submission
from gallery.journey.suggesting import Suggested
from gallery.models import Photo, Source, Submission, Upload
from gallery.places.cities import City
from gallery.toolbox import Toolbox

UNLISTED = "Invented-on-Sea"  # a city that no list has
AROUND = 0.003  # degrees: how far from the middle of a city people stand


def draft_of(sending: Sending, *, tools: Toolbox) -> str:
    """Return the draft token of a sending: the same each time, so that we can go on."""
    return tools.keys.hash("demonstration draft", sending.name)[:25]


def token_of(sending: Sending, number: int, *, tools: Toolbox) -> str:
    """Return the address of an upload: the same each time."""
    return tools.keys.hash("demonstration upload", f"{sending.name}/{number}")[:32]


def missing_pictures(sending: Sending, *, tools: Toolbox) -> list[int]:
    """Return the numbers of the pictures that have not come yet."""
    submission = receive.find_draft(draft_of(sending, tools=tools), tools=tools)
    if submission and submission.is_sent:
        return []
    numbers = range(len(sending.pictures))
    return [n for n in numbers if not _is_whole(token_of(sending, n, tools=tools))]


def make_job(sending: Sending, picture: Picture, *, tools: Toolbox) -> Job:
    """Say when and where a picture is taken: on the action day, about the middle of the city."""
    dice = random.Random(picture.seed)
    city = find_city(picture.seen_in or sending.city, tools=tools)
    place = city.lat + dice.uniform(-AROUND, AROUND), city.lon + dice.uniform(-AROUND, AROUND)
    day = find_edition_by_slug(sending.edition).day + timedelta(days=picture.days_off)
    clock = time(dice.randint(10, 17), dice.randint(0, 59), dice.randint(0, 59))
    first = datetime.combine(day, clock, ZoneInfo(city.timezone))
    return Job(picture, first + timedelta(seconds=picture.frame), place)


def receive_picture(sending: Sending, number: int, data: bytes, *, tools: Toolbox) -> int:
    """Take in one file, bytes before rows; return the number of its photo."""
    token = token_of(sending, number, tools=tools)
    pieces = tuple(_store_pieces(token, data, tools=tools))
    file = WholeFile(token, len(data), hashlib.sha256(data).digest(), pieces)
    with unit_of_work() as unit:
        draft, link = draft_of(sending, tools=tools), _link_of(sending, tools=tools)
        submission = receive.begin_submission(draft, link_token=link, tools=tools)
        receive.receive_file(submission, file, tools=tools, unit=unit)
    wanted = select(Photo.id).join(Upload).where(Upload.token == token)
    return db.session.scalars(wanted).one()


def find_photos(sending: Sending, *, tools: Toolbox) -> list[tuple[int, Picture]]:
    """Return the numbers of a sending's photos with the pictures they show."""
    db.session.rollback()
    submission = receive.find_draft(draft_of(sending, tools=tools), tools=tools)
    photos = receive.photos_of(submission) if submission else []
    return [(photo.id, each) for photo, each in zip(photos, sending.pictures, strict=True)]


def receipt_to_show(tools: Toolbox, *, photos: int | None) -> str | None:
    """Return the receipt code of a sending whose photos wait, if there is one."""
    for sending in choose_sendings(photos):
        if sending.pictures[0].fate is Fate.WAITING:
            return tools.keys.receipt_code_of(draft_of(sending, tools=tools))
    return None


def hand_over(sending: Sending, *, tools: Toolbox) -> None:
    """Answer the questions and send, unless that was done."""
    draft = draft_of(sending, tools=tools)
    sent_at = tools.now() - timedelta(hours=sending.hours_ago)
    tools = replace(tools, now=lambda: sent_at)
    with unit_of_work() as unit:
        submission = receive.find_draft(draft, tools=tools)
        if isinstance(submission, Submission) and not submission.is_sent:
            answers = _answers(sending, find_city(sending.city, tools=tools))
            code = tools.keys.receipt_code_of(draft)
            send_submission(submission, answers, tools=tools, unit=unit, code=code)


def _answers(sending: Sending, city: City) -> Answers:
    """Answer as the participant would; link and camera need not be asked for the place."""
    is_told = sending.place_by is Source.SENDER
    edition = find_edition_by_slug(sending.edition)
    unlisted = Suggested(sending.unlisted, UNLISTED) if sending.unlisted else None
    return Answers(
        geoname_id=city.geoname_id if is_told and not unlisted else None,
        suggested=unlisted,
        edition_id=edition.id if is_told else None,
        day=edition.day,
        faces=sending.faces,
        credit=sending.credit,
        how=sending.how,
        is_theirs=True,
        is_free=True,
    )


def _link_of(sending: Sending, *, tools: Toolbox) -> str | None:
    """Return the token of the action link it comes through."""
    if sending.place_by is not Source.LINK:
        return None
    return find_action_link(sending, tools=tools).token


def _is_whole(token: str) -> bool:
    """Whether all bytes of an upload are here."""
    try:
        return receive.find_upload(token).is_whole
    except NotHere:
        return False


def _store_pieces(token: str, data: bytes, *, tools: Toolbox) -> list[StoredPiece]:
    """Store a file as pieces."""
    pieces = []
    for offset in range(0, len(data), PIECE_BYTES):
        piece = data[offset : offset + PIECE_BYTES]
        key = receive.new_piece_key(token, offset=offset, tools=tools)
        tools.private.put(key, piece)
        pieces.append((offset, len(piece), key))
    return pieces
