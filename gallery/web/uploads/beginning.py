"""How an upload begins: of a photo, of a part, of a whole made of parts, of a copy's original."""

from gallery.db import unit_of_work
from gallery.errors import Conflict
from gallery.journey import joining, originals, receive
from gallery.models import Submission, Upload
from gallery.web.current import tools
from gallery.web.drafts import read_draft
from gallery.web.limits import count_upload
from gallery.web.proof import begins_unproven
from gallery.web.uploads.said import Wish, token_of


def begin(wish: Wish) -> Upload:
    """Begin an upload, or return the one that was begun when this was asked before."""
    for begin_it in (_begin_original, _begin_or_join):
        try:
            upload = begin_it(wish)
        except Conflict as conflict:
            if conflict.key != "draft-just-begun":
                raise
            upload = begin_it(wish)  # by another upload of the same page: now it is there
        if upload:
            return upload
    raise RuntimeError("an upload is begun or refused")


def _begin_original(wish: Wish) -> Upload | None:
    """Begin the original of a small copy, sent or not; None when there is no such copy."""
    if wish.is_copy or wish.concat or not wish.name:
        return None
    draft = read_draft(wish.draft, is_late=True)
    token = token_of(draft, wish.name)
    if receive.find_copy(token) is None:
        return None
    count_upload(draft, is_new=False)
    with unit_of_work(tools().queue.send):
        copy = receive.find_copy(token)
        if copy is None:
            return None
        return originals.begin_original(copy, length=wish.length, token=token, tools=tools())


def _begin_or_join(wish: Wish) -> Upload:
    """Begin the draft if need be, and an upload of it."""
    draft = read_draft(wish.draft)
    is_new = receive.find_draft(draft.token, tools=tools()) is None
    count_upload(draft, is_new=is_new)
    is_unproven = is_new and begins_unproven(draft, wish.proof)
    with unit_of_work(tools().queue.send) as unit:
        submission = receive.begin_submission(
            draft.token, link_token=draft.link, tools=tools(), is_unproven=is_unproven
        )
        if wish.concat and wish.concat.parts:
            # Asked twice, with or without a name, the parts are joined once.
            token = token_of(draft, wish.name or wish.concat.said)
            parts = joining.Parts(wish.concat.parts, said=wish.concat.said)
            return joining.join_parts(submission, parts, token=token, tools=tools(), unit=unit)
        if wish.concat:
            return joining.begin_part(submission, length=wish.length, tools=tools())
        return _begin_photo(submission, wish)


def _begin_photo(submission: Submission, wish: Wish) -> Upload:
    """Begin a photo or its small copy."""
    draft = read_draft(wish.draft)
    token = token_of(draft, wish.name, is_copy=wish.is_copy)
    if wish.name and not wish.is_copy:
        originals.drop_unfinished_copy(token)
    upload = receive.begin_upload(submission, length=wish.length, tools=tools(), token=token)
    if wish.is_copy:
        upload.original_token = token_of(draft, wish.name)
    return upload
