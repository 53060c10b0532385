"""A whole evening of a moderator with no mouse and no finger: from signing in to signing out."""

import pytest
from flask import Flask
from flask_security.utils import hash_password
from playwright.sync_api import Page, expect

from gallery import one_time_codes, second_factor
from gallery.db import db, unit_of_work
from gallery.journey import inquiries, reporting
from gallery.journey.inquiries import Question
from gallery.models import (
    MODERATOR,
    Faces,
    FaceWish,
    Inquiry,
    InquiryStage,
    Photo,
    ReportKind,
    Stage,
)
from gallery.toolbox import Toolbox
from tests.browser.reviewing import arrived, fresh, shown
from tests.browser.walking import press, tab_to
from tests.browsing import OpenPage
from tests.factories import create_account, create_photo, create_published, create_submission
from tests.house import Clock
from tests.pictures import make_photo

pytestmark = pytest.mark.browser
EMAIL, PASSWORD = "mira@example.org", "four words nobody joins"
SECRET = "MLGLSF6C3DNVWKZFMRWG33P5H4DYB4E6"
DESK = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}


@pytest.fixture
def mira(app: Flask, tools: Toolbox) -> None:
    """A moderator with a password and an app."""
    mira = create_account(MODERATOR, name="Mira", email=EMAIL, password=hash_password(PASSWORD))
    with unit_of_work():
        code = one_time_codes.code_at(SECRET, tools.now())
        second_factor.add_app(mira, SECRET, code, tools=tools)


@pytest.fixture
def waiting(app: Flask, tools: Toolbox) -> list[Photo]:
    """Ten photos: one with a wish to hide every face, the last three a burst."""
    photos = [create_photo() for _ in range(3)]
    photos.append(create_photo(submission=create_submission(faces=FaceWish.HIDE)))
    photos += [create_photo() for _ in range(3)]
    together = create_submission()
    photos += [create_photo(submission=together, likeness="abcdef0123456789") for _ in range(3)]
    picture = make_photo(size=(640, 480))
    for photo in photos:
        tools.private.put(f"{photo.preview_key}/640.jpg", picture)
    return photos


@pytest.fixture
def reported(app: Flask, tools: Toolbox) -> Photo:
    """A public photo that somebody is in, about which a journalist asks."""
    photo = create_published(submission=create_submission(receipt_hash="0" * 64))
    question = Question("Ana, Gazette", "May we print it?", "ana@example.org")
    with unit_of_work() as unit:
        inquiries.ask(photo, question, code="one two three four five six", tools=tools)
        said = reporting.Said(ReportKind.FACTS, "This is Kaunas.")
        reporting.report_photo(photo, said, tools=tools, unit=unit)
    return photo


def sign_in(page: Page, address: str, code: str) -> None:
    """Say the password and the code of the app."""
    page.goto(f"{address}/sign-in")
    tab_to(page, "[name=email]")
    page.keyboard.type(EMAIL)
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    press(page, "Enter")
    page.wait_for_url("**/sign-in/second")
    tab_to(page, "[name=code]")
    page.keyboard.type(code)
    press(page, "Enter")
    page.wait_for_url("**/review/")


def decide_one_by_one(page: Page, photos: list[Photo]) -> None:
    """Approve, reject with a reason, hold with a question, cover, crop, undo, correct."""
    shown(page, photos[0])
    page.wait_for_load_state("networkidle")
    press(page, "a")
    shown(page, photos[1])
    press(page, "x", "5")
    shown(page, photos[2])
    tab_to(page, "[data-tool=question] summary")
    press(page, "Enter")
    tab_to(page, "[name=question]")
    page.keyboard.type("Did the man on the left agree?")
    tab_to(page, "[data-tool=question] button")
    press(page, "Enter")
    shown(page, photos[3])
    press(page, "b", *["ArrowLeft"] * 10, *["Shift+ArrowRight"] * 5, "Enter")
    press(page, "b", "Delete")
    press(page, "n", "a")
    shown(page, photos[4])
    press(page, "t", *["Shift+ArrowLeft"] * 20, "ArrowDown", "Enter", "a")
    shown(page, photos[5])
    press(page, "z")
    shown(page, photos[4])
    press(page, "c")
    page.keyboard.type("Turin")
    expect(page.locator("[data-suggestions] [role=option]").first).to_be_visible()
    press(page, "ArrowDown", "Enter", "Enter")
    expect(page.locator(".review-facts")).to_contain_text("Turin, Italy")
    press(page, "Escape", "a")
    shown(page, photos[5])
    arrived(page)


def decide_together(page: Page) -> None:
    """Choose two on the contact sheet and approve them, then keep the best of a burst."""
    press(page, "s")
    expect(page.locator("[data-choose]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    press(page, "j", "s", "Shift+J", "a")
    expect(page.locator("[data-act=do]")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("2 photos are approved")
    tab_to(page, "main a.is-quiet")
    press(page, "Enter")
    expect(page.locator("[data-choose]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    press(page, "j", "g")
    expect(page.locator("[data-alike]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    press(page, "j", "a")
    page.wait_for_url("**/review/**")
    expect(page.locator("[data-alike]")).to_be_hidden()


def read_what_strangers_say(page: Page) -> None:
    """Leave the reported photo as it is, which comes first, and pass a journalist's question on."""
    expect(page.locator("[data-review]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    tab_to(page, "[action$='/reports/leave'] button")
    press(page, "Enter")
    expect(page.locator("[action$='/reports/leave']")).to_be_hidden()
    expect(page.locator("[data-decide]")).to_be_visible()  # what waits comes by itself
    tab_to(page, "[data-desk] a[href='/review/messages']", key="Shift+Tab")
    press(page, "Enter")
    expect(page.locator(".message")).to_be_visible()
    tab_to(page, "main .button.is-main")
    press(page, "Enter")
    expect(page.locator(".message")).to_be_hidden()
    tab_to(page, "[data-desk] nav a[href='/review/']")
    press(page, "Enter")
    page.wait_for_url("**/review/")
    expect(page.locator("[data-board]")).to_have_css("display", "grid")  # it wears its styles


def begin(page: Page) -> None:
    """Begin with what waits."""
    tab_to(page, "[name=lane][value=waiting]")
    press(page, "Enter")


def test_a_whole_evening_by_keys_alone(
    open_page: OpenPage,
    address: str,
    mira: None,
    waiting: list[Photo],
    reported: Photo,
    clock: Clock,
) -> None:
    page = open_page(**DESK)
    clock.forward(seconds=30)

    sign_in(page, address, one_time_codes.code_at(SECRET, clock()))
    begin(page)
    read_what_strangers_say(page)
    begin(page)
    decide_one_by_one(page, waiting)
    decide_together(page)
    tab_to(page, ".sign-out button")
    press(page, "Enter")
    page.wait_for_url("**/sign-in")

    stages = [fresh(photo).stage for photo in waiting]
    assert stages[:5] == [
        Stage.APPROVED, Stage.REJECTED, Stage.HELD, Stage.APPROVED, Stage.APPROVED,
    ]  # fmt: skip
    assert waiting[1].reason == "child"
    assert waiting[2].question == "Did the man on the left agree?"
    assert (len(waiting[3].covers), waiting[3].faces_confirmed) == (1, Faces.COVERED)
    assert waiting[4].crop is not None
    assert waiting[4].city is not None
    assert waiting[4].city.name == "Turin"
    assert stages[5:].count(Stage.APPROVED) == 3
    assert stages[5:].count(Stage.REJECTED) == 2
    assert db.session.query(Inquiry).one().stage is InquiryStage.PASSED
    assert fresh(reported).stage is Stage.PUBLISHED
