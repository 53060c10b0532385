"""Moderators before a page in Chromium, and what they have to decide."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from gallery.db import db
from gallery.models import MODERATOR, FaceWish, Photo
from gallery.toolbox import Toolbox
from tests.browsing import OpenPage, cookies_of
from tests.factories import create_account, create_photo, create_submission
from tests.house import signed_in
from tests.pictures import make_photo

Sit = Callable[..., Page]


@pytest.fixture
def sit(app: Flask, open_page: OpenPage, address: str) -> Sit:
    """Let a moderator sit down before a page."""

    def sit(path: str = "/review/", *, name: str = "Mira", **options: object) -> Page:
        page = open_page(**options)
        db.session.rollback()  # others may have written since
        browser = signed_in(app, create_account(MODERATOR, name=name))
        page.context.add_cookies(cookies_of(browser, address))
        page.goto(address + path)
        if path == "/review/":
            page.get_by_role("button", name="Begin", exact=True).click()
            page.wait_for_url("**/review/p*")
        return page

    return sit


@pytest.fixture
def photos(app: Flask, tools: Toolbox) -> list[Photo]:
    """Four waiting photos with previews; who sent the second asked to hide every face."""
    wishes = [FaceWish.AGREED, FaceWish.HIDE, FaceWish.AGREED, FaceWish.AGREED]
    photos = [create_photo(submission=create_submission(faces=wish)) for wish in wishes]
    for photo in photos:
        tools.private.put(f"{photo.preview_key}/640.jpg", make_photo(size=(640, 480)))
    return photos


def shown(page: Page, photo: Photo) -> None:
    """See that this photo is the one to decide."""
    expect(page.locator(f'[data-review][data-photo="{photo.public_id}"]')).to_be_visible()


def fresh(photo: Photo) -> Photo:
    """The photo as it is now."""
    db.session.rollback()
    db.session.expire_all()
    return photo


def arrived(page: Page) -> None:
    """See that no decision is on its way any more."""
    expect(page.locator("[data-outbox]")).to_be_hidden()
