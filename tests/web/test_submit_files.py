"""Files that ``/add/`` cannot take: each is said by its name or number, the others are kept."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import Photo, Stage, Upload
from gallery.toolbox import Toolbox
from tests.factories import create_edition
from tests.images.making import jpeg, png
from tests.pictures import make_photo
from tests.sending import ALL, PERMISSION, SentForm, code_on, examine_all, rows_on

BEGINNING = b"\xff\xd8\xff"  # of a JPEG
TOO_LARGE = BEGINNING + bytes(50 * 1_048_576)


@pytest.fixture
def form(client: FlaskClient) -> SentForm:
    """The form, just opened, in the month of an edition."""
    create_edition()
    return SentForm(client)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (make_photo()[:4000], "We could not read this photo. Try sending it again"),
        (png(width=60_000, height=60_000), "This picture has too many pixels."),
        (jpeg(scans=300), "Take a screenshot of it and send that."),
    ],
)
def test_a_file_that_is_no_photo_is_said_in_its_row_and_on_the_receipt_page(
    form: SentForm, tools: Toolbox, data: bytes, sentence: str
) -> None:
    form.send(data, make_photo(), **PERMISSION)
    examine_all(tools)

    shown = form.send(city="Vilnius")
    sent = form.send(**ALL)
    receipt = form.client.post("/receipt/", data={"code": code_on(sent.text)})

    assert sentence in rows_on(shown.text)[0][1]
    assert "1 photo is waiting" in sent.text
    assert sentence in receipt.text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty. Choose the photo again."),
        (b"%PDF-1.7 and more", "This is not a photo. We take JPEG, HEIC, PNG, WebP and AVIF."),
        (b"OggS and more", "This is a video. We can only take photos."),
        (TOO_LARGE, "This photo is larger than 50 MB. Send a smaller copy."),
    ],
)
def test_a_file_that_cannot_be_taken_is_said_by_name_and_the_others_are_kept(
    form: SentForm, tools: Toolbox, data: bytes, sentence: str
) -> None:
    answer = form.send((make_photo(), "one.jpg"), (data, "two.jpg"), **ALL)

    assert answer.status_code == 400
    assert "We could not take all of your files" in answer.text
    assert rows_on(answer.text)[1] == ("two.jpg", sentence)
    assert db.session.query(Photo).count() == 1
    assert len(list(tools.private.list("parts/"))) == 1
    assert "1 photo is waiting" in form.send(**ALL).text


def test_the_51st_photo_is_too_many_and_50_are_kept(form: SentForm, tools: Toolbox) -> None:
    answer = form.send(*(BEGINNING + b"%d" % number for number in range(51)))

    assert "You can send up to 50 photos at a time. Send the rest" in rows_on(answer.text)[50][1]
    assert db.session.query(Photo).count() == 50
    assert len(list(tools.private.list("parts/"))) == 50


def test_a_photo_too_many_on_the_second_page_is_not_kept(form: SentForm, tools: Toolbox) -> None:
    form.send(*(BEGINNING + b"%d" % number for number in range(49)))

    answer = form.send(BEGINNING + b"50", (BEGINNING + b"51", "last.jpg"))

    assert "You can send up to 50 photos" in dict(rows_on(answer.text))["last.jpg"]
    assert len(list(tools.private.list("parts/"))) == 50


def test_a_field_in_which_nothing_was_chosen_is_no_photo(form: SentForm) -> None:
    answer = form.send((b"", ""), **ALL)

    assert "Please choose at least one photo." in answer.text
    assert db.session.query(Upload).count() == 0


def test_a_name_of_a_file_is_only_a_text(form: SentForm) -> None:
    answer = form.send((b"", "<img src=x onerror=alert(1)>.jpg"))

    assert "&lt;img src=x onerror=alert(1)&gt;.jpg" in answer.text
    assert "<img src=x" not in answer.text


def test_a_form_that_is_cut_keeps_nothing(app: Flask, client: FlaskClient, tools: Toolbox) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\nabc'
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Content-Length": "100000"}

    answer = client.post("/add/", data=body, headers=headers)

    assert answer.status_code == 400
    assert list(tools.private.list("parts/")) == []


def test_a_form_of_endless_words_is_refused(form: SentForm) -> None:
    fields = {f"field {number}": "x" for number in range(400)}

    many = form.client.post("/add/", data=fields, content_type="multipart/form-data")
    long = form.client.post("/add/", data={"city": "x" * 2_000_000})

    assert (many.status_code, long.status_code) == (413, 413)


def test_a_refused_photo_that_was_removed_is_not_told_again(form: SentForm, tools: Toolbox) -> None:
    form.send(make_photo()[:4000], make_photo())
    examine_all(tools)
    refused = db.session.query(Photo).filter_by(stage=Stage.REFUSED).one()

    form.send(remove=refused.upload.token)  # type: ignore[union-attr]
    sent = form.send(**ALL)
    receipt = form.client.post("/receipt/", data={"code": code_on(sent.text)})

    assert re.findall(r'class="badge [^"]*">([^<]*)<', receipt.text) == ["Waiting"]


def test_no_photo_of_all_that_came_could_be_read(form: SentForm, tools: Toolbox) -> None:
    form.send(make_photo()[:4000])
    examine_all(tools)

    answer = form.send(**ALL)

    assert "Please choose at least one photo." in answer.text
    assert db.session.query(Photo).one().stage is Stage.REFUSED
