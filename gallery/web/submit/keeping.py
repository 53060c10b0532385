"""What a form changes: its photos are kept whatever else is missing, and sent when nothing is."""

from gallery.db import unit_of_work
from gallery.errors import Conflict, Incomplete, NotHere, TooLarge
from gallery.journey import receive
from gallery.journey.amend import replace_photo
from gallery.journey.send import send_submission
from gallery.models import Submission
from gallery.web.current import tools
from gallery.web.drafts import Draft
from gallery.web.proof import begins_unproven
from gallery.web.submit.incoming import IncomingForm, IncomingPhoto
from gallery.web.submit.said import Said, answers_of


def find_submission(draft: Draft) -> Submission | None:
    """Return what was begun with a draft, sent or not."""
    return receive.find_draft(draft.token, tools=tools())


def keep_photos(form: IncomingForm, draft: Draft) -> None:
    """Write down the photos that came; one that cannot be taken gets its ``trouble``."""
    if not form.whole_photos:
        return
    try:
        _keep(form, draft)
    except Conflict as conflict:
        if conflict.key == "already-sent":
            return  # the very same photos, see ``brings_news``
        _keep(form, draft)  # another tab began this draft at the same moment: now it is there
    for photo in form.photos:
        if photo.trouble:
            photo.forget()


def brings_news(form: IncomingForm, submission: Submission) -> bool:
    """Whether a form has photos that a submission has not: a page sent again has none."""
    known = {photo.file_hash for photo in receive.photos_of(submission)}
    return any(_hash_of(photo) not in known for photo in form.whole_photos)


def remove_photo(token: str) -> None:
    """Take a photo of a draft back; twice is as good as once."""
    try:
        with unit_of_work(tools().queue.send) as unit:
            receive.drop_upload(token, tools=tools(), unit=unit)
    except NotHere:
        return  # it is gone already


def send_draft(draft: Draft, said: Said) -> None:
    """Hand a draft over; twice is as good as once. Raise BadInput for what is still missing."""
    try:
        with unit_of_work(tools().queue.send) as unit:
            submission = find_submission(draft)
            if submission is None:
                raise Incomplete("no-photos", field="photos")
            receive.require_unsent(submission)
            code = tools().keys.receipt_code_of(draft.token)
            send_submission(submission, answers_of(said), tools=tools(), unit=unit, code=code)
            if draft.again:
                replace_photo(draft.again, by=submission, tools=tools(), unit=unit)
    except Conflict as conflict:
        if conflict.key != "already-sent":
            raise


def _keep(form: IncomingForm, draft: Draft) -> None:
    """Begin the draft if need be and receive every photo."""
    is_unproven = find_submission(draft) is None and begins_unproven(draft, "")
    with unit_of_work(tools().queue.send) as unit:
        submission = receive.begin_submission(
            draft.token, link_token=draft.link, tools=tools(), is_unproven=is_unproven
        )
        for photo in form.take_photos():
            try:
                receive.receive_file(submission, photo.as_whole_file(), tools=tools(), unit=unit)
            except (Conflict, TooLarge) as trouble:
                photo.trouble = trouble


def _hash_of(photo: IncomingPhoto) -> str:
    """Return the keyed hash of a photo's bytes."""
    return tools().keys.hash("file", photo.as_whole_file().digest)
