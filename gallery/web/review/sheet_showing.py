"""Make contact sheets, and the pages about many photos, from rows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _

from gallery.journey import second
from gallery.journey.alike import count_alike
from gallery.journey.bulk import DECIDING, MOST, Chosen, LeftOut, Plan, new_day
from gallery.journey.doubts import doubts_for
from gallery.journey.filing import choose_edition
from gallery.journey.sheets import PHOTOS_A_SHEET, Wanted
from gallery.models import Account, Bulk, BulkStage, Photo, Stage
from gallery.web import say
from gallery.web.present.names import day_name, edition_name
from gallery.web.reasons import short_reason
from gallery.web.review import words
from gallery.web.review.choosing import Said, asked, fields_of, is_all, named, sheet_url
from gallery.web.review.sheet_shapes import (
    Alike,
    Contact,
    Done,
    Group,
    Preview,
    Proposed,
    Sheet,
    Tab,
    Without,
)
from gallery.web.review.sheet_words import (
    about_to,
    done_words,
    group_facts,
    place_and_edition,
    sheet_name,
    single_facts,
    wish_words,
)
from gallery.web.review.showing import empty_page

LOOK = 640  # pixels: enough to choose the best of a burst


def sheet_page(
    wanted: Wanted, photos: list[Photo], *, total: int, number: int, me: Account
) -> Sheet:
    """Return a contact sheet."""
    first = photos[0] if wanted.beside and photos else None
    return Sheet(
        desk=empty_page(Stage.WAITING, me=me),
        name=sheet_name(wanted, photos),
        total=total,
        number=number,
        sheets=max(1, -(-total // PHOTOS_A_SHEET)),
        fields=tuple(fields_of(wanted).items()),
        tabs=tuple(_tabs(wanted)),
        groups=tuple(_groups(photos, me=me)),
        earlier=sheet_url(wanted, number=number - 1) if number > 1 else "",
        later=sheet_url(wanted, number=number + 1) if number * PHOTOS_A_SHEET < total else "",
        most=MOST,
        proposed=tuple(proposed(me)),
        is_submission=bool(wanted.beside),
        credit=first.submission.credit if first else "",
        credit_url=url_for("review.credit", public_id=first.public_id) if first else "",
    )


def preview_page(plan: Plan, said: Said, *, wanted: Wanted, me: Account) -> Preview:
    """Return what would be done with which photos."""
    wish, sheet = plan.wish, fields_of(wanted)
    every = [*plan.fit, *(Chosen(each.photo, each.photo.version) for each in plan.left)]
    chosen = {"photo": named(every)}
    return Preview(
        desk=empty_page(Stage.WAITING, me=me),
        title=about_to(plan),
        words=wish_words(wish),
        act=wish.act,
        fields=tuple({**sheet, **chosen, **_answers(said)}.items()),
        # An address is not long enough for the names of all.
        asked=tuple({**sheet, **({"all": "yes"} if is_all() else chosen)}.items()),
        fit=tuple(_changed(plan, photo) for photo, _version in plan.fit),
        left=tuple(_left(plan.left, me=me)),
        needs_second=plan.needs_second,
        is_whole=wish.is_whole and bool(plan.fit),
        back=sheet_url(wanted),
        typed=replace(asked(), reason=wish.reason),
        trouble=say.sentence(said.mistake) if said.mistake else "",
        cities=words.cities_meant(said.mistake) if said.mistake else (),
    )


def done_page(row: Bulk, *, wanted: Wanted, me: Account) -> Done:
    """Return what was done with many photos, or is proposed."""
    found = second.find_photos([*row.done, *_numbers(row)], by=me)
    shown = row.done or [number for number, _version in row.photos]
    left = [LeftOut(found[number], key) for number, key in row.left if number in found]
    return Done(
        desk=empty_page(Stage.WAITING, me=me),
        title=done_words(row),
        words=short_reason(row.reason) if row.reason else "",
        public_id=row.public_id,
        stage=row.stage.value,
        is_mine=row.account_id == me.id,
        fit=tuple(_contact(found[number]) for number in shown if number in found),
        left=tuple(_left(left, me=me)),
        may_undo=any(second.may_be_undone(found[each], row) for each in row.done if each in found),
        back=sheet_url(wanted),
    )


def alike_page(photo: Photo, group: list[Photo], *, me: Account, trouble: str = "") -> Alike:
    """Return what looks like a photo, the suggested one first."""
    return Alike(
        desk=empty_page(Stage.WAITING, me=me),
        public_id=photo.public_id,
        contacts=tuple(
            _contact(each, width=LOOK, doubt=_weightiest(each, me=me)) for each in group
        ),
        facts=tuple(words.file_words(each) for each in group),
        back=url_for("review.photo", public_id=photo.public_id),
        trouble=trouble,
    )


def proposed(me: Account) -> Iterator[Proposed]:
    """Yield what waits for a second person."""
    for row in second.find_proposed(me):
        yield Proposed(done_words(row), url_for("review.bulk", bulk_id=row.public_id))


def contacts_of(photos: Iterable[Photo], *, me: Account) -> Iterator[Contact]:
    """Yield photos as they lie on a sheet, with what may be wrong with each."""
    known = list(photos)
    alike = count_alike(known)
    for photo in known:
        yield _contact(photo, alike=alike[photo.id], doubt=_weightiest(photo, me=me))


def _tabs(wanted: Wanted) -> Iterator[Tab]:
    """Yield the sheets beside this one: what waits, and what is held."""
    if wanted.beside:
        return
    for name, is_held in ((_("Waiting"), False), (_("Held"), True)):
        other = Wanted(wanted.where, wanted.edition, wanted.link, is_held=is_held)
        yield Tab(str(name), sheet_url(other), is_current=wanted.is_held is is_held)


def _groups(photos: list[Photo], *, me: Account) -> Iterator[Group]:
    """Yield what lies on a sheet, by submission; single photos one after the other lie together."""
    contacts = {each.public_id: each for each in contacts_of(photos, me=me)}
    sizes = Counter(photo.submission_id for photo in photos)

    def group(photo: Photo) -> int:
        return photo.submission_id if sizes[photo.submission_id] > 1 else 0

    for number, together in groupby(photos, key=group):
        own = list(together)
        yield Group(
            facts=tuple(group_facts(own) if number else single_facts(own)),
            url=url_for("review.sheet", beside=own[0].public_id) if number else "",
            contacts=tuple(contacts[each.public_id] for each in own),
        )


def _weightiest(photo: Photo, *, me: Account) -> str:
    """Say what may be wrong with a photo, if anything; of several doubts the weightiest."""
    doubt = next(doubts_for(me, photo), None)
    return words.doubt_words(doubt) if doubt else ""


def _contact(photo: Photo, *, width: int = 1, **said: object) -> Contact:
    """Return one photo with its smallest preview, or the smallest of at least this width."""
    widths = sorted(int(each["width"]) for each in photo.previews)
    image = ""
    if widths and photo.preview_key:
        fitting = next((each for each in widths if each >= width), widths[-1])
        image = url_for("review.preview", public_id=photo.public_id, width=fitting)
    return Contact(
        public_id=photo.public_id,
        version=photo.version,
        url=url_for("review.photo", public_id=photo.public_id),
        image=image,
        alt=words.thumb_words(photo),
        badge=words.badge(photo),
        **said,  # type: ignore[arg-type]  # names and values are our own
    )


def _changed(plan: Plan, photo: Photo) -> Contact:
    """Return a photo with what it is said to be, and what it would be."""
    contact = _contact(photo)
    if plan.wish.act in DECIDING:
        return contact
    if plan.wish.act == "city":
        return replace(contact, now=place_and_edition(photo), then=wish_words(plan.wish))
    return replace(contact, now=_filed(photo), then=_filed(photo, plan=plan))


def _filed(photo: Photo, *, plan: Plan | None = None) -> str:
    """Say of which day and which action day a photo is, or would be."""
    day = new_day(plan.wish, photo) if plan else photo.day
    edition = choose_edition(photo, day=day) if plan else photo.edition
    parts = (day_name(day) if day else "", edition_name(edition) if edition else "")
    return " · ".join(each for each in parts if each)


def _left(left: Sequence[LeftOut], *, me: Account) -> Iterator[Without]:
    """Yield what is left out, by reason, the most frequent first."""
    keys = [each.key for each in left]
    for key in sorted(dict.fromkeys(keys), key=keys.count, reverse=True):
        own = [each.photo for each in left if each.key == key]
        doubtful = contacts_of(own, me=me) if key == "is-doubtful" else map(_contact, own)
        yield Without(str(say.SENTENCES.get(key, say.OTHERWISE)), tuple(doubtful))


def _answers(said: Said) -> dict[str, str]:
    """Return what has been said, as a form says it."""
    wish = said.wish
    answers = {
        "reason": wish.reason,
        "geoname_id": str(wish.geoname_id or ""),
        "day": wish.day.isoformat() if wish.day else "",
        "days": str(wish.days or ""),
    }
    return {"act": wish.act, **{name: value for name, value in answers.items() if value}}


def _numbers(row: Bulk) -> list[int]:
    """Return the numbers of the photos that are shown beside what was done."""
    proposed = [number for number, _version in row.photos]
    left = [int(number) for number, _key in row.left]
    return [*left, *(proposed if row.stage is not BulkStage.DONE else [])]
