"""The steps of a participant on ``/add/``, for several tests."""

from playwright.sync_api import FilePayload, Locator, Page, expect
from sqlalchemy import select

from gallery.db import db
from gallery.models import Photo, Upload


def choose_how(page: Page, how: str = "as-taken") -> None:
    """Choose how to send, in any language, and wait for the script that sends."""
    page.locator(f"[name=how][value={how}]").check()
    expect(page.locator("[data-add].is-scripted")).to_be_visible()


def answer_all(page: Page, *, city: str) -> None:
    """Say the place and the only action day there is, give both permissions; in any language."""
    page.locator("[name=city]").fill(city)
    page.locator("[data-suggestions] [role=option]").first.click()
    page.locator("[name=edition_id]").select_option(index=1)
    page.locator("[name=is_theirs]").check()
    page.locator("[name=is_free]").check()


def receipt_code(page: Page) -> str:
    """Send; return the six words."""
    page.locator("[data-send]").click()
    code = page.locator(".receipt-code")
    expect(code).to_be_visible(timeout=60_000)
    return code.inner_text()


def as_file(data: bytes, *, name: str = "IMG_1.jpg", kind: str = "image/jpeg") -> FilePayload:
    """Return what a browser would read from a phone."""
    return {"name": name, "mimeType": kind, "buffer": data}


def choose(page: Page, *photos: bytes, **said: str) -> None:
    """Choose photos."""
    page.set_input_files("#photos", [as_file(data, **said) for data in photos])


def row(page: Page, number: int) -> Locator:
    """The row of a photo."""
    return page.locator("[data-uploads] > li").nth(number - 1)


def photos() -> list[Photo]:
    """The photos that arrived, in their order."""
    db.session.rollback()
    return list(db.session.scalars(select(Photo).order_by(Photo.id)))


def uploads() -> int:
    """How many uploads the server knows."""
    db.session.rollback()
    return db.session.query(Upload).count()


def wait_until(page: Page, script: str, arg: object = None) -> None:
    """Wait until a script says yes, also by a promise: to ``wait_for_function`` any is a yes."""
    for _ in range(1200):  # a busy machine may take a minute
        if page.evaluate(script, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {script}")
