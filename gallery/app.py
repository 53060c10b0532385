"""Put the parts together: settings, tools, database, doors."""

from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, request
from flask.templating import Environment
from flask_babel import Babel
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings
from gallery import fail_points, web
from gallery.db import db, prepare_sqlite
from gallery.models.sealed import seal_with
from gallery.toolbox import Toolbox, open_toolbox
from gallery.web import consent, freshness, languages, measuring, sign_in, static_files

ROOT = Path(__file__).resolve().parent.parent
COMPRESSED = [
    "text/html", "text/css", "text/javascript", "application/javascript", "application/json",
    "application/atom+xml", "application/feed+json", "application/geo+json",
    "application/xml", "text/xml",
    "image/svg+xml", "text/plain",
]  # fmt: skip


KNOWN_ADDRESSES = 10_000
#: Of what an address is usually made; to a dictionary True is the same as 1.
PLAIN = (str, int)


class Templates(Environment):
    """Jinja as Flask sets it up, but what every template knows is looked for in one place."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """Return what a template knows: a chain of two would be searched at every turn."""
        return {**self.globals, **(d or {})}


class Gallery(Flask):
    """Flask, but its log tells no address that somebody asked for: some are capabilities."""

    jinja_environment = Templates

    def log_exception(self, exc_info: Any) -> None:
        """Log what went wrong, and at which door."""
        door = {"method": request.method, "route": str(request.url_rule)}
        self.logger.error("%(method)s %(route)s failed", door, extra=door, exc_info=exc_info)

    def __init__(self, *said: Any, **named: Any) -> None:
        super().__init__(*said, **named)
        self._known_address = lru_cache(KNOWN_ADDRESSES)(self._address)

    def url_for(self, endpoint: str, **said: Any) -> str:
        """Return an address in the language of this answer; what has none has one address.

        A page has two hundred addresses and shares most with other pages: they are put together
        once.
        """
        values = tuple((name, value) for name, value in said.items() if value is not None)
        is_plain = all(type(value) in PLAIN and name[0] != "_" for name, value in values)
        if not has_request_context() or not is_plain or endpoint[0] == ".":
            return self._address("", endpoint, values)
        return self._known_address(request.script_root, endpoint, values)

    def _address(self, _root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        """Put an address together, in the language of the root."""
        address = super().url_for(endpoint, **dict(values))
        return address if languages.speaks(endpoint) else languages.without_language(address)


def create_app(settings: Settings, *, tools: Toolbox | None = None) -> Flask:
    """Make the application for these settings; tests hand in their own tools."""
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fail_points.arm(settings.fail_at, settings.folder)
    app = Gallery("gallery", root_path=str(ROOT), template_folder="templates", static_folder=None)
    static_files.prepare(app, ROOT / "static")
    app.extensions["toolbox"] = tools or open_toolbox(settings)
    app.config.update(_flask_settings(settings, app.extensions["toolbox"]))
    _open_database(app)
    Babel(app, locale_selector=languages.choose_language)
    freshness.prepare(app)
    Compress(app)
    languages.prepare(app, settings.spoken)
    freshness.answer_first(app)
    sign_in.prepare(app)
    consent.prepare(app)
    web.open_doors(app)
    measuring.prepare(app)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def _flask_settings(settings: Settings, tools: Toolbox) -> dict[str, object]:
    """Translate our settings into Flask's and its extensions'."""
    return {
        "SECRET_KEY": tools.keys.subkey("session").hex(),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_pre_ping": True,
            "hide_parameters": True,  # in logs: they are names, cities and hashes
        },
        "SESSION_COOKIE_NAME": "session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.site_url.startswith("https:"),
        "MAX_FORM_MEMORY_SIZE": 500_000,
        "MAX_FORM_PARTS": 1_000,
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_ALGORITHM_STREAMING": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 5,  # a tenth smaller than 4; 11 would take a tenth of a second
        "COMPRESS_BR_WINDOW": 16,  # 64 KB, as long as pages: it takes a quarter less time
        "COMPRESS_MIMETYPES": COMPRESSED,
        "WTF_CSRF_CHECK_DEFAULT": False,  # guards ask for it; public verbs carry capabilities
        "WTF_CSRF_TIME_LIMIT": None,
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _open_database(app: Flask) -> None:
    """Bind the database to the application."""
    db.init_app(app)
    with app.app_context():
        seal_with(app.extensions["toolbox"].keys, db.engine)
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)
