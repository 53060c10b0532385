"""What others do about the photos of a rehearsal: a mark, reports, a journalist's question."""

from sqlalchemy import select

from gallery.db import UnitOfWork, db, unit_of_work
from gallery.demo.opening import demonstration_moderator
from gallery.demo.plan import Picture
from gallery.errors import Conflict
from gallery.journey import inquiries, marking, reporting
from gallery.journey.inquiries import Question
from gallery.journey.review import Act
from gallery.models import Photo, Report, Stage
from gallery.toolbox import Toolbox

WHO, CONTACT = "A journalist (invented)", "desk@demonstration.invalid"


def stir(photo_id: int, picture: Picture, *, tools: Toolbox) -> None:
    """Do what others do about a photo; what was done before is not done again."""
    if not (picture.mark or picture.report or picture.question):
        return
    with unit_of_work(tools.queue.send) as unit:
        photo = db.session.get_one(Photo, photo_id)
        if picture.mark and photo.stage is Stage.WAITING and photo.mark is None:
            act = Act(demonstration_moderator(tools=tools), photo.version)
            marking.mark(photo, act, picture.mark, tools=tools)
        if picture.report:
            _report(photo, picture, tools=tools, unit=unit)
        if picture.question and photo.stage is Stage.PUBLISHED:
            _ask(photo, picture.question, tools=tools)


def _report(photo: Photo, picture: Picture, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Report a public photo, once."""
    known = db.session.scalar(select(Report.id).where(Report.photo_id == photo.id).limit(1))
    if known is None and photo.stage is Stage.PUBLISHED and picture.report:
        said = reporting.Said(picture.report, "Invented: please look at this one.")
        reporting.report_photo(photo, said, tools=tools, unit=unit)


def _ask(photo: Photo, words: str, *, tools: Toolbox) -> None:
    """Ask whoever took a photo, once."""
    code = tools.keys.receipt_code_of(f"question about {photo.public_id}")
    question = Question(WHO, words, contact=CONTACT)
    try:
        inquiries.ask(photo, question, code=code, tools=tools)
    except Conflict:
        return  # it was asked before
