"""What somebody presses and types on a page, to see what comes then."""

from playwright.sync_api import Page, expect

from gallery import accounts
from gallery.db import unit_of_work
from tests.bars.desk import Evening
from tests.bars.desk_matters import PASSWORD

SEND = """(form) => {
  form.noValidate = true;
  form.requestSubmit(form.querySelector("button:not([type=button])"));
}"""


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


def ask_original(page: Page, *, password: str = "") -> None:
    """Ask for the original, for which the password is asked once more; say one, if there is one."""
    form = page.locator("form[action$='/original']")
    form.evaluate("(form) => form.removeAttribute('target')")  # in this tab, to be looked at
    submit(page, form="form[action$='/original']")
    if password:
        say_password(page, password=password)


def say_password(page: Page, *, password: str = PASSWORD) -> None:
    """Say it once more."""
    page.locator("main [name=password]").fill(password)
    submit(page, form="main form")


def show_small(page: Page, *, then: str = "") -> None:
    """Say that the line is bad; then press a key, if there is one."""
    submit(page, form=".saving")
    press(page, keys=then)


def make_codes(page: Page) -> None:
    """Make new recovery codes, which are shown once."""
    say_password(page)
    submit(page, form="form[action$='/codes']")


def decide_offline(page: Page) -> None:
    """Decide three photos without a connection."""
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    for _ in range(3):
        page.keyboard.press("h")
    expect(page.locator("[data-outbox]")).to_be_visible()


def invite(page: Page) -> None:
    """Make an invitation that is shown once; the next looks take it back."""
    submit(page, form=".office__beside")
    show_who(page)


def make_way_back(page: Page) -> None:
    """Make a link to a new password."""
    submit(page, form="form[action$='/way-back']")
    show_who(page)


def show_who(page: Page) -> None:
    """Say the password once more where that is asked."""
    if page.locator("main [name=password]").count():
        say_password(page)


def change_password(page: Page) -> None:
    """Take a password that is too short."""
    for field in page.locator("main [type=password]").all():
        field.fill("short")
    submit(page, form="main form:has([type=password])")


def keep_password(page: Page) -> None:
    """Take the present password for a new one: what it opens stays as it is."""
    for field in page.locator("main [type=password]").all():
        field.fill(PASSWORD)
    submit(page, form="main form:has([type=password])")


def find_back(page: Page, *, evening: Evening, name: str) -> None:
    """Open the link of somebody whose password is lost, and choose one."""
    with unit_of_work():
        token = accounts.invite_back(evening.people[name], tools=evening.tools)
    page.goto(page.url.replace("/sign-in", f"/sign-up/{token}"))
    keep_password(page)


def sign_in(page: Page, *, name: str = "nora", password: str = PASSWORD) -> None:
    """Say a password."""
    page.locator("[name=email]").fill(f"{name}@example.org")
    page.locator("[name=password]").fill(password)
    submit(page, form="main form")


def sign_in_too_often(page: Page) -> None:
    """Guess until one has to wait."""
    for number in range(6):
        sign_in(page, password=f"guess number {number}")


def give_key(page: Page, *, code: str) -> None:
    """Sign in, and show a second factor that is none."""
    sign_in(page)
    give_code(page, code=code)


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
    with page.expect_navigation(wait_until="networkidle"):
        page.locator(form).first.evaluate(SEND)
