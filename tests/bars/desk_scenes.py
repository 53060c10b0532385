"""Every page and state of those who work here, and of visitors who report or ask: how to get there.

A scene is somebody's page, and what they press on it. Nothing that is pressed here changes what
others find: a decision stays in a browser without a connection, a plan is never carried out.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from playwright.sync_api import Page, expect

from gallery.db import db
from gallery.models import Photo
from tests.bars.desk import Evening
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
        "sheet-unplaced": Scene("mira", "/review/sheet/?where=-"),
        "sheet-none": Scene("pia", "/review/sheet/?where=pt&edition=2010-12"),
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
    }


def _own(evening: Evening) -> dict[str, Scene]:
    invitation = f"/sign-up/{evening.named['invitation']}"
    return {
        "account": Scene("mira", "/account/"),
        "account-wrong": Scene("mira", "/account/", change_password),
        "account-second-factor": Scene("mira", "/account/second-factor/"),
        "account-sure": Scene("nino", "/account/second-factor/"),
        "sign-in": Scene("", "/sign-in"),
        "sign-in-wrong": Scene("", "/sign-in", partial(sign_in, password="wrong wrong wrong")),
        "sign-in-second": Scene("", "/sign-in", sign_in),
        "sign-in-set-up": Scene("", "/sign-in", partial(sign_in, name="nino")),
        "sign-up": Scene("", invitation),
        "sign-up-wrong": Scene("", invitation, sign_up),
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


def _named(evening: Evening, *names: str) -> str:
    """Name photos as a form does, on the version that is seen now."""
    ids = [evening.photos[name] for name in names]
    found = db.session.query(Photo).filter(Photo.public_id.in_(ids))
    return "+".join(f"{photo.public_id}.{photo.version}" for photo in found)


def press(page: Page, *, keys: str) -> None:
    """Press keys, once the scripts have begun."""
    page.wait_for_load_state("networkidle")
    for key in keys:
        page.keyboard.press(key)


def unfold(page: Page) -> None:
    """Unfold all that folds."""
    page.wait_for_load_state("networkidle")
    page.evaluate("for (const each of document.querySelectorAll('[data-tool]')) each.open = true")


def search_city(page: Page, *, key: str) -> None:
    """Type a city, so that some are suggested."""
    press(page, keys=key)
    page.keyboard.type("San")
    expect(page.locator("[data-suggestions] [role=option]").first).to_be_visible()


def write_a_note(page: Page) -> None:
    """Reject with a note, which is shown first."""
    press(page, keys="x")
    page.locator("[name=words]").fill("The girl on the left, in the mirror.")
    page.locator("[data-digit='5']").click()
    expect(page.locator(".seen")).to_be_visible()


def ask_original(page: Page) -> None:
    """Ask for the original, for which the password is asked once more."""
    submit(page, form="form[action$='/original']")


def decide_offline(page: Page) -> None:
    """Decide three photos without a connection."""
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    for _ in range(3):
        page.keyboard.press("h")
    expect(page.locator("[data-outbox]")).to_be_visible()


def invite(page: Page) -> None:
    """Make an invitation that is shown once; the next looks take it back."""
    page.locator("main .button.is-main").click()


def change_password(page: Page) -> None:
    """Take a password that is too short."""
    for field in page.locator("main [type=password]").all():
        field.fill("short")
    submit(page, form="main form:has([type=password])")


def sign_in(page: Page, *, name: str = "nora", password: str = "four words nobody joins") -> None:
    """Say a password."""
    page.locator("[name=email]").fill(f"{name}@example.org")
    page.locator("[name=password]").fill(password)
    submit(page, form="main form")


def sign_up(page: Page) -> None:
    """Say too little."""
    page.locator("[name=name]").fill("Jonas")
    page.locator("[name=password]").fill("short")
    submit(page, form="main form")


def give_code(page: Page, *, code: str) -> None:
    """Write six words."""
    page.locator("[name=code]").fill(code)
    submit(page, form="main form")


def submit(page: Page, *, form: str) -> None:
    """Send a form as it is, whatever the browser thinks of it."""
    page.locator(form).first.evaluate("(form) => { form.noValidate = true; form.requestSubmit(); }")
    page.wait_for_load_state("networkidle")
