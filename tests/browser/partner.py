"""A page of another site, as strict as its owner likes, whose text a test writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask, Response

from tests.browsing import served


@dataclass
class Partner:
    """Where the page is, what stands in it, and its content security policy."""

    address: str = ""
    body: str = ""
    policy: str = ""


@contextmanager
def partner_page() -> Iterator[Partner]:
    """Serve the page under another name of this machine: another site for a browser."""
    partner, app = Partner(), Flask("partner")

    @app.get("/")
    def page() -> Response:
        answer = Response(f"<!doctype html><title>A partner</title>{partner.body}")
        if partner.policy:
            answer.headers["Content-Security-Policy"] = partner.policy
        return answer

    with served(app) as address:
        partner.address = address.replace("127.0.0.1", "localhost")
        yield partner
