"""Whether this process lives (``/healthz``) and whether it can work (``/readyz``)."""

from flask import Blueprint, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from gallery.db import db
from gallery.errors import Unavailable
from gallery.web.current import tools
from gallery.web.guards import for_visitors

pages = Blueprint("health", __name__)
for_visitors(pages)


@pages.get("/healthz")
def alive() -> Response:
    """Answer as long as the process lives."""
    return Response("ok\n", mimetype="text/plain")


@pages.get("/readyz")
def ready() -> Response:
    """Answer when database and stores answer."""
    try:
        db.session.execute(text("SELECT 1"))
        next(iter(tools().private.list("ready/")), None)
        next(iter(tools().public.list("ready/")), None)
    except SQLAlchemyError as error:
        raise Unavailable("database-unavailable") from error
    return Response("ready\n", mimetype="text/plain")
