"""Make the moderators' page from rows: the photo at hand, its queue, the last decision."""

from collections.abc import Iterator
from dataclasses import replace

from flask import url_for
from flask_babel import gettext as _

from gallery.campaigns import all_editions
from gallery.images.covers import Box
from gallery.journey import opinions, review
from gallery.journey.doubts import Doubt, doubts_for
from gallery.journey.inquiries import count_to_read
from gallery.journey.proposals import count_asked
from gallery.journey.reports import count_reported
from gallery.journey.review_queue import Around, count_reviewable, look_around
from gallery.journey.statues import list_statues
from gallery.models import Account, Photo, Stage
from gallery.scope import may_see
from gallery.web import say
from gallery.web.current import tools
from gallery.web.present.addresses import photo_url
from gallery.web.present.names import edition_name
from gallery.web.review import words
from gallery.web.review.askers import asked_of
from gallery.web.review.asking import Said, typed_of
from gallery.web.review.caring import care_of
from gallery.web.review.confirming import opinion_words
from gallery.web.review.door import saves_data
from gallery.web.review.heads import frame_of, heads_of
from gallery.web.review.original import kept_of
from gallery.web.review.reporters import reports_on
from gallery.web.review.seats import others_words, taken_words
from gallery.web.review.shapes import (
    Desk,
    Frame,
    Judged,
    Last,
    Preview,
    ReviewPage,
    Tab,
    Thumb,
    Warned,
)
from gallery.web.review.tape import outline
from gallery.web.review.ways import ways_of

LOUPE, THUMB = 1280, 320  # pixels: what a screen shows well, and what a square of the queue needs


def review_page(photo: Photo, *, me: Account, said: Said | None = None) -> ReviewPage:
    """Return one photo's page; ``said`` is what was typed and could not be kept."""
    queue = Stage.HELD if photo.stage is Stage.HELD else Stage.WAITING
    around = look_around(photo, me, stage=queue, tools=tools())
    page = page_ahead(photo, me=me, said=said)
    desk = _desk(
        me, queue=queue, is_asked=page.asked is not None, is_reported=page.reports is not None
    )
    return replace(
        page,
        desk=desk,
        queue=tuple(_thumbs(photo, around)),
        before=_address(around.before[-1]) if around.before else "",
        after=_address(around.after[0]) if around.after else "",
    )


def page_ahead(photo: Photo, *, me: Account, said: Said | None = None) -> ReviewPage:
    """Return what is a photo's own on its page, with nothing of what is around it."""
    said, judged = said or typed_of(photo), _judged(photo, me=me)
    return ReviewPage(
        desk=Desk(me=_mark(me), is_saving=saves_data()),
        photo=judged,
        facts=tuple(words.facts_of(photo)),
        warnings=tuple(_warned(each, me=me) for each in doubts_for(me, photo)),
        typed=said.typed,
        covers=said.covers,
        crop=said.crop,
        editions=tuple(_editions()),
        queue=tuple(_thumbs(photo, Around())),
        ahead=url_for("review.ahead", held="yes" if photo.stage is Stage.HELD else None),
        several=url_for("review.several") if saves_data() else "",
        asked=asked_of(photo),
        heads=heads_of(photo, judged.preview, was_asked=said.was_asked) if judged.is_open else None,
        care=care_of(photo, me=me),
        opinion=opinion_words(photo, me=me),
        reports=reports_on(photo),
        statues=tuple(list_statues(photo.city)) if photo.city else (),
        ways=tuple(ways_of(photo, me=me)),
        taken=taken_words(photo, me),
        original=kept_of(photo, me=me),
    )


def empty_page(stage: Stage, *, me: Account) -> Desk:
    """Return what is left to show when a queue is empty."""
    return _desk(me, queue=stage)


def _desk(me: Account, *, queue: Stage, is_asked: bool = False, is_reported: bool = False) -> Desk:
    """Return the queues, what this person decided today, and the last of it."""
    counts = count_reviewable(me)
    asked = count_asked(me)
    here = None if is_asked or is_reported else queue
    tabs = [
        Tab(
            str(_("Waiting")), url_for("review.board"), counts[Stage.WAITING],
            here is Stage.WAITING,
        ),
        Tab(str(_("Held")), url_for("review.held"), counts[Stage.HELD], here is Stage.HELD),
    ]  # fmt: skip
    if asked:
        tabs.insert(0, Tab(str(_("Asked by senders")), url_for("review.asked"), asked, is_asked))
    if reported := count_reported(me):
        tabs.insert(
            0, Tab(str(_("Reported")), url_for("review.first_reported"), reported, is_reported)
        )
    if messages := count_to_read(me):
        tabs.append(Tab(str(_("Messages")), url_for("review.messages"), messages, False))
    return Desk(
        me=_mark(me),
        is_saving=saves_data(),
        tabs=tuple(tabs),
        mine=count_mine(me),
        last=_last(me),
        title=words.title(counts[Stage.WAITING]),
        waiting=counts[Stage.WAITING],
        seats=tuple(others_words(me)),
    )


def count_mine(me: Account) -> int:
    """Count what somebody decided today."""
    midnight = tools().now().replace(hour=0, minute=0, second=0, microsecond=0)
    return review.count_decided(me, since=midnight)


def _mark(me: Account) -> str:
    """Return what tells one person from another, and nothing else of them."""
    return tools().keys.hash("moderator", str(me.id))[:16]


def _last(me: Account) -> Last | None:
    """Return the last decision of a person, while it can be undone."""
    photo = opinions.last_said(me) if me.is_trainee else review.last_decided(me)
    return last_of(photo) if photo else None


def last_of(photo: Photo) -> Last | None:
    """Return the last decision on a photo, as it can be undone."""
    decision = review.last_decision(photo)
    if decision is None:
        return None
    left = photo.publish_after - tools().now() if photo.publish_after else None
    return Last(
        words=words.last_words(decision, photo),
        url=url_for("review.undo", public_id=photo.public_id),
        version=photo.version,
        seconds=max(0, round(left.total_seconds())) if left is not None else None,
    )


def _judged(photo: Photo, *, me: Account) -> Judged:
    """Return the photo at hand."""
    preview = _look(photo)
    is_public = photo.stage is Stage.PUBLISHED
    lacks = words.lacks(photo, me=me)
    return Judged(
        public_id=photo.public_id,
        version=photo.version,
        alt=words.picture_words(photo),
        preview=preview,
        largest=preview_url(photo, max(LOUPE, photo.width)),
        # What was published has its covers burnt in.
        tapes=() if is_public else tuple(_tapes(photo, preview)),
        frame=None if is_public else _frame(photo, preview),
        is_open=photo.stage in review.REVIEWABLE,
        may_be_held=photo.stage in (Stage.WAITING, Stage.HELD),
        wants_faces_hidden=photo.wants_faces_hidden,
        is_confirmed=photo.may_be_shown,
        lacks=lacks,
        why_not=str(say.SENTENCES[lacks]) if lacks else "",
        stage=words.stage_words(photo),
        public_url=photo_url(photo) if is_public else "",
    )


def _look(photo: Photo) -> Preview | None:
    """Return what is looked at, in one size on the page; over a bad line a small picture."""
    preview = _preview(photo, LOUPE)
    if preview is None or not saves_data():
        return preview
    url = url_for("review.small", public_id=photo.public_id)
    return replace(preview, url=url, larger=preview.url)


def _preview(photo: Photo, width: int) -> Preview | None:
    """Return the largest preview of at most this width, or the smallest there is."""
    sizes = sorted(photo.previews, key=lambda each: int(each["width"]))
    if not sizes or not photo.preview_key:
        return None
    fitting = [each for each in sizes if each["width"] <= width]
    size = (fitting or sizes[:1])[-1]
    url = url_for("review.preview", public_id=photo.public_id, width=size["width"])
    return Preview(url, size["width"], size["height"])


def preview_url(photo: Photo, width: int) -> str:
    """Return the address of a preview; empty when there is none (any more)."""
    preview = _preview(photo, width)
    return preview.url if preview else ""


def _tapes(photo: Photo, preview: Preview | None) -> Iterator[str]:
    """Yield the outlines of the covers on a preview."""
    if preview:
        for each in photo.covers:
            yield outline(Box(*each), width=preview.width, height=preview.height)


def _frame(photo: Photo, preview: Preview | None) -> Frame | None:
    """Return what the crop keeps, on a preview."""
    if preview is None or photo.crop is None:
        return None
    return frame_of(Box(*photo.crop), preview)


def _warned(doubt: Doubt, *, me: Account) -> Warned:
    """Return a doubt in words; the same file's own page is one step away, for who may see it."""
    same = doubt.values.get("photo")
    is_seen = same is not None and same.submission.is_sent and same.preview_key is not None
    is_shown = same is not None and is_seen and may_see(same, me)
    url = url_for("review.photo", public_id=same.public_id) if same and is_shown else ""
    return Warned(words.doubt_words(doubt), url)


def _thumbs(photo: Photo, around: Around) -> Iterator[Thumb]:
    """Yield the queue around a photo; the photo is in it while it can be decided."""
    here = (photo,) if photo.stage in review.REVIEWABLE else ()
    for each in (*around.before, *here, *around.after):
        yield Thumb(
            url=_address(each),
            image="" if saves_data() else preview_url(each, THUMB),
            alt=words.thumb_words(each),
            badge=words.badge(each),
            is_current=each is photo,
        )


def _editions() -> Iterator[tuple[str, str]]:
    """Yield the editions to choose from, newest first."""
    for edition in all_editions():
        yield str(edition.id), edition_name(edition)


def _address(photo: Photo) -> str:
    """Return where a photo is reviewed."""
    return url_for("review.photo", public_id=photo.public_id)
