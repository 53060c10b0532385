"""Every page and state of those who work here, and of visitors who report or ask: how to get there.

A scene is somebody's page, and what they press on it. Nothing that is pressed here changes what
others find: a decision stays in a browser without a connection, a plan is never carried out.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from playwright.sync_api import Page

from gallery.db import db
from gallery.models import Photo
from tests.bars.desk import Evening
from tests.bars.desk_acts import (
    ask_original,
    change_password,
    decide_offline,
    find_back,
    give_code,
    give_key,
    invite,
    keep_password,
    make_codes,
    make_way_back,
    press,
    say_password,
    search_city,
    show_small,
    sign_in,
    sign_in_too_often,
    sign_up,
    submit,
    unfold,
    write_a_note,
)
from tests.bars.desk_matters import CODES


class Scene(NamedTuple):
    """Who opens which address, and what they do then."""

    who: str
    path: str
    act: Callable[[Page], None] = lambda page: None


def all_scenes(evening: Evening) -> dict[str, Scene]:
    """Return every scene by its name."""
    return {
        **_boards(),
        **_photos(evening),
        **_sheets(evening),
        **_offices(evening),
        **_own(evening),
        **_strangers(evening),
    }


def _boards() -> dict[str, Scene]:
    return {
        "board": Scene("mira", "/review/"),
        "board-organiser": Scene("olga", "/review/"),
        "board-trainee": Scene("tim", "/review/"),
        "board-empty": Scene("pia", "/review/"),
        "board-bulks": Scene("mira", "/review/bulk/"),
        "messages": Scene("mira", "/review/messages"),
        "messages-none": Scene("pia", "/review/messages"),
        "held": Scene("mira", "/review/held"),
        "asked": Scene("mira", "/review/asked"),
        "search": Scene("mira", "/review/search?q=turin"),
        "search-group": Scene("mira", "/review/search?q=JEF+Vilnius"),
        "search-none": Scene("mira", "/review/search?q=the+lost+city+of+Atlantis"),
        "board-small": Scene("mira", "/review/", show_small),
        "gone": Scene("mira", "/review/p000000000000000"),
    }


def _photos(evening: Evening) -> dict[str, Scene]:
    names = (
        "wish", "doubts", "covered", "cropped", "heads", "held", "answered", "child", "second",
        "opinion", "rejected", "approved", "withdrawn", "public", "hidden", "reported", "changed",
        "unplaced", "minsk 0",
    )  # fmt: skip
    at = {name: f"/review/{evening.photos[name]}" for name in evening.photos}
    simple = {f"photo-{name.split()[0]}": Scene("mira", at[name]) for name in names}
    return {
        "photo": Scene("mira", at["usual 3"]),
        **simple,
        "photo-asked": Scene("olga", at["asked"]),
        "photo-taken": Scene("mira", at["turin 0"]),
        "photo-trainee": Scene("tim", at["usual 4"]),
        "photo-reasons": Scene("mira", at["usual 5"], partial(press, keys="x")),
        "photo-not-ready": Scene("mira", at["wish"], partial(press, keys="a")),
        "photo-all-covered": Scene("mira", at["heads"], partial(press, keys="fn")),
        "photo-cover": Scene("mira", at["usual 6"], partial(press, keys="b")),
        "photo-crop": Scene("mira", at["usual 6"], partial(press, keys="t")),
        "photo-close": Scene("mira", at["usual 6"], partial(press, keys=" ")),
        "photo-keys": Scene("mira", at["usual 6"], partial(press, keys="?")),
        "photo-unfolded": Scene("mira", at["child"], unfold),
        "photo-city": Scene("mira", at["unplaced"], partial(search_city, key="c")),
        "photo-note": Scene("mira", at["usual 7"], write_a_note),
        "photo-original": Scene("mira", at["usual 7"], ask_original),
        "photo-original-wrong": Scene(
            "mira", at["usual 7"], partial(ask_original, password="not this one")
        ),
        "photo-small": Scene("mira", at["usual 7"], show_small),
        "photo-small-next": Scene("mira", at["usual 7"], partial(show_small, then="j")),
        "photo-offline": Scene("mira", at["usual 8"], decide_offline),
    }


def _sheets(evening: Evening) -> dict[str, Scene]:
    vilnius = "/review/sheet/?where=lt/vilnius&edition=2010-12"
    trusted = _named(evening, *(f"trusted {number}" for number in range(24)))
    usual = _named(evening, *(f"usual {number}" for number in range(21)), "wish")
    plan = "/review/sheet/preview?photo="
    return {
        "sheet": Scene("mira", vilnius),
        "sheet-chosen": Scene("mira", vilnius, partial(press, keys="jsjs")),
        "sheet-reasons": Scene("mira", vilnius, partial(press, keys="jsx")),
        "sheet-city": Scene("mira", vilnius, partial(search_city, key="jsc")),
        "sheet-day": Scene("mira", vilnius, partial(press, keys="jsd")),
        "sheet-keys": Scene("mira", vilnius, partial(press, keys="?")),
        "sheet-submission": Scene("mira", f"/review/sheet/?beside={evening.photos['burst 0']}"),
        "sheet-unplaced": Scene("mira", "/review/sheet/?where=unplaced"),
        "sheet-none": Scene("pia", "/review/sheet/?where=lt/vilnius&edition=2010-12"),
        "plan": Scene("mira", f"{plan}{usual[:60]}&act=approve"),
        "plan-second": Scene("mira", f"{plan}{usual}&act=approve"),
        "plan-drawn": Scene("mira", f"{plan}{trusted}&act=approve"),
        "plan-reject": Scene("mira", f"{plan}{usual}&act=reject"),
        "plan-shift": Scene("mira", f"{plan}{usual}&act=shift&days=-1"),
        "plan-city": Scene("mira", f"{plan}{usual}&act=city&city=Springfield"),
        "plan-day": Scene("mira", f"{plan}{usual}&act=day"),
        "bulk": Scene("mira", f"/review/bulk/{evening.named['proposal']}"),
        "bulk-own": Scene("mira", f"/review/bulk/{evening.named['own proposal']}"),
        "alike": Scene("mira", f"/review/alike/{evening.photos['burst 0']}"),
    }


def _offices(evening: Evening) -> dict[str, Scene]:
    paths = {
        "": "", "campaign": "campaign/", "texts": "campaign/be/", "reasons": "reasons/",
        "reason": "reasons/child/", "alarms": "alarms/", "floods": "floods/", "care": "care/",
        "editions": "editions/", "edition": "editions/2010-12/",
        "action": "editions/2010-12/lt/vilnius/", "link": "links/1/", "link-closed": "links/2/",
        "starts": "starts/", "cities": "cities/", "audit": "audit/",
        "audit-act": "audit/?act=reject&edition=3",
        "audit-nothing": "audit/?day=1999-12-31&person=3",
        "audit-photo": f"audit/?photo={_number(evening, 'rejected')}",
        "people": "people/", "person": "people/2/",
        "person-limited": "people/4/", "oneself": "people/1/", "no-such": "links/99/",
    }  # fmt: skip
    return {
        **{
            f"office-{name}".rstrip("-"): Scene("olga", f"/office/{path}")
            for name, path in paths.items()
        },
        "office-not-for-moderators": Scene("mira", "/office/"),
        "office-invited": Scene("olga", "/office/people/", invite),
        "office-way-back": Scene("olga", "/office/people/7/", make_way_back),
    }


def _own(evening: Evening) -> dict[str, Scene]:
    invitation = f"/sign-up/{evening.named['invitation']}"
    way_back, keys = f"/sign-up/{evening.named['way back']}", "/account/second-factor/"
    return {
        "account": Scene("mira", "/account/"),
        "account-wrong": Scene("mira", "/account/", change_password),
        "account-password-kept": Scene("nora", "/account/", keep_password),
        "account-sure": Scene("nora", keys),
        "account-sure-wrong": Scene("nora", keys, partial(say_password, password="not this one")),
        "account-keys": Scene("nora", keys, say_password),
        "account-codes": Scene("nora", keys, make_codes),
        "sign-in": Scene("", "/sign-in"),
        "sign-in-wrong": Scene("", "/sign-in", partial(sign_in, password="wrong wrong wrong")),
        "sign-in-too-often": Scene("", "/sign-in", sign_in_too_often),
        "sign-in-found-back": Scene(
            "", "/sign-in", partial(find_back, evening=evening, name="jonas")
        ),
        "sign-in-second": Scene("", "/sign-in", sign_in),
        "sign-in-second-wrong": Scene("", "/sign-in", partial(give_key, code="123456")),
        "sign-in-set-up": Scene("", "/sign-in", partial(sign_in, name="nino")),
        "sign-up": Scene("", invitation),
        "sign-up-wrong": Scene("", invitation, sign_up),
        "new-password": Scene("", way_back),
        "new-password-wrong": Scene("", way_back, change_password),
        "sign-up-old": Scene("", "/sign-up/ipikczry4xdkgrubvxmtjpxtl"),
    }


def _strangers(evening: Evening) -> dict[str, Scene]:
    photo = f"/photos/{evening.photos['public']}"
    return {
        "report": Scene("", f"{photo}/report"),
        "report-again": Scene("", f"{photo}/report", partial(submit, form="main form")),
        "report-hidden": Scene("", f"/photos/{evening.photos['hidden']}/reported"),
        "report-kept": Scene("", f"/photos/{evening.photos['reported']}/reported"),
        "ask": Scene("", f"{photo}/ask"),
        "ask-again": Scene("", f"{photo}/ask", partial(submit, form="main form")),
        "answer-code": Scene("", "/answers/"),
        "answer": Scene("", "/answers/", partial(give_code, code=CODES["inquiry"])),
        "answer-unknown": Scene("", "/answers/", partial(give_code, code="one two three")),
    }


def _number(evening: Evening, name: str) -> int:
    """Return the number of a photo, as organisers see it in the log."""
    return db.session.query(Photo.id).filter_by(public_id=evening.photos[name]).scalar()  # type: ignore[no-any-return]


def _named(evening: Evening, *names: str) -> str:
    """Name photos as a form does, on the version that is seen now."""
    ids = [evening.photos[name] for name in names]
    found = db.session.query(Photo).filter(Photo.public_id.in_(ids))
    return "+".join(f"{photo.public_id}.{photo.version}" for photo in found)
