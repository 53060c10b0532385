"""A person who reads our pages and fills in our forms over HTTP, without a browser or a script."""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

from bs4 import BeautifulSoup, Tag

PATIENCE = 60.0  # seconds an answer may take


@dataclass
class Page:
    """An answer: where it came from, its status and its bytes."""

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        """Its words."""
        return self.body.decode()

    @property
    def soup(self) -> BeautifulSoup:
        """Its HTML."""
        return BeautifulSoup(self.body, "html.parser")

    def json(self) -> Any:
        """Its JSON."""
        return json.loads(self.body)

    def links(self, beginning: str) -> list[str]:
        """Return the addresses of a page that begin like this, once each."""
        found = (str(each["href"]) for each in self.soup.select("a[href]"))
        return list(dict.fromkeys(each for each in found if each.startswith(beginning)))

    def form(self, action: str) -> "Form":
        """Return the form that has a button or an address ending with ``action``."""
        for form in self.soup.select("form"):
            goals = [form.get("action") or self.url, *_formactions(form)]
            goal = next((str(goal) for goal in goals if str(goal).endswith(action)), None)
            if goal:
                return Form(urljoin(self.url, goal), _fields(form))
        raise AssertionError(f"no form for {action} on {self.url}")


@dataclass
class Form:
    """Where a form goes and what it says so far."""

    url: str
    fields: dict[str, str] = field(default_factory=dict)


class Person:
    """Somebody with a cookie jar and an address to begin at."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.jar))

    def get(self, path: str, **headers: str) -> Page:
        """Open an address."""
        return self._ask(Request(urljoin(self.address, path), headers={**HTML, **headers}))

    def send(self, form: Form, **said: str) -> Page:
        """Fill in a form and send it."""
        data = urlencode({**form.fields, **said}).encode()
        return self._ask(Request(form.url, data, headers=HTML, method="POST"))

    def send_files(self, form: Form, files: Iterable[tuple[str, bytes]], **said: str) -> Page:
        """Fill in a form with photos and send it (RFC 7578)."""
        mark = uuid.uuid4().hex
        parts = [_part(mark, name, value) for name, value in {**form.fields, **said}.items()]
        parts += [_file_part(mark, name, data) for name, data in files]
        body = b"".join([*parts, f"--{mark}--\r\n".encode()])
        headers = {**HTML, "Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._ask(Request(form.url, body, headers=headers, method="POST"))

    def _ask(self, request: Request) -> Page:
        """Ask, follow redirects, and take any status as an answer."""
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return Page(answer.url, answer.status, answer.read(), answer.headers)
        except HTTPError as error:
            with error:
                return Page(error.url or "", error.code, error.read(), error.headers)


HTML = {"Accept": "text/html,*/*;q=0.5"}


def _formactions(form: Tag) -> list[str]:
    """Return where the buttons of a form lead."""
    return [str(each["formaction"]) for each in form.select("button[formaction]")]


def _fields(form: Tag) -> dict[str, str]:
    """Return what a form would say if it were sent as it stands; buttons say nothing."""
    said = {}
    for each in form.select("input[name], select[name], textarea[name]"):
        name, kind = str(each["name"]), each.get("type", "text")
        if kind in ("file", "submit") or each.has_attr("disabled"):
            continue
        if kind in ("radio", "checkbox") and not each.has_attr("checked"):
            continue
        said[name] = _value(each)
    return said


def _value(item: Tag) -> str:
    """Return what a field says."""
    if item.name == "select":
        chosen = item.select_one("option[selected]") or item.select_one("option")
        return str(chosen.get("value", "")) if chosen else ""
    return item.text if item.name == "textarea" else str(item.get("value", ""))


def _part(mark: str, name: str, value: str) -> bytes:
    """Write a field of a multipart form."""
    head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return f"{head}{value}\r\n".encode()


def _file_part(mark: str, name: str, data: bytes) -> bytes:
    """Write a photo of a multipart form."""
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="photos"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return head.encode() + data + b"\r\n"
