"""The language of a page is the first part of its path: ``/be/2009/``; without one it is English.

The part is taken off before anything else looks at the path, as if the site were mounted there: so
doors, limits and rules know one address of each page, and ``url_for`` keeps to the language. Only
``/`` asks what the browser prefers; ``/en/`` is the first page for who wants English nevertheless.
"""

from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import parse_qs, quote

from babel import Locale, localedata
from flask import Flask, Response, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from gallery.web.at_hand import told_once
from gallery.web.current import site_url, split_address, tools
from gallery.web.voice import voice

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ENGLISH = "en"
CHOSEN = "gallery.language"

#: What has no language, by blueprint or endpoint: bytes, and what only machines read.
SPEECHLESS = frozenset(
    {
        "static",
        "media",
        "downloads",
        "uploads",
        "health",
        "embed.oembed",
        "frame_files",
        "pages.logo",
        "pages.robots",
        "sitemaps",
        "visited.tell_worker",
        "visited.gone",
    }
)
#: Names of money, zones and other languages: with all our languages some MB in every process.
UNTOLD = (
    "languages", "variants", "scripts", "currency_names", "currency_names_plural",
    "currency_symbols", "currency_formats", "compact_currency_formats", "time_zones", "meta_zones",
)  # fmt: skip
#: The pages that search engines are told of in every language.
PUBLIC = frozenset({"galleries", "pages", "press", "submit", "start", "receipt"})


class Choice(NamedTuple):
    """A language, and who chose it: the path, the browser, or nobody."""

    language: str = ENGLISH
    by: str = ""


class Translation(NamedTuple):
    """The page at hand in another language."""

    language: str
    name: str
    url: str
    is_current: bool


class LanguagePaths:
    """Takes the language off the front of every path."""

    def __init__(self, application: "WSGIApplication", languages: tuple[str, ...]) -> None:
        self._application = application
        self._languages = languages

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer in the language that is asked for."""
        first, _, rest = environ["PATH_INFO"][1:].partition("/")
        if first in self._languages:
            environ["PATH_INFO"], chosen = f"/{rest}", Choice(first, "path")
        else:
            chosen = self._choose(environ)
        environ[CHOSEN] = chosen
        if chosen.language != ENGLISH:
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{chosen.language}"
        return self._application(environ, start_response)

    def _choose(self, environ: "WSGIEnvironment") -> Choice:
        """Choose for a path that names no language."""
        if environ["PATH_INFO"] == "/":
            return Choice(prefer(environ.get("HTTP_ACCEPT_LANGUAGE"), self._languages), "browser")
        if environ["PATH_INFO"] == "/oembed":  # speaks as the page does that it is asked about
            about = parse_qs(environ.get("QUERY_STRING", "")).get("url", [""])[0]
            return Choice(split_language(split_address(about).path, self._languages)[0])
        return Choice()


def prefer(wishes: str | None, languages: tuple[str, ...]) -> str:
    """Return which of the languages a browser likes best; of a region's the language counts."""
    accepted = parse_accept_header(wishes, LanguageAccept)
    named = (tag.lower().partition("-")[0] for tag, quality in accepted if quality > 0)
    return next((language for language in named if language in languages), ENGLISH)


def split_language(path: str, languages: tuple[str, ...]) -> tuple[str, str]:
    """Return the language that a path begins with, and the rest of it."""
    first, _, rest = path[1:].partition("/")
    return (first, f"/{rest}") if first in languages else (ENGLISH, path)


def prepare(app: Flask, languages: tuple[str, ...]) -> None:
    """Let the application speak these languages, the first part of the path saying which."""
    app.wsgi_app = LanguagePaths(app.wsgi_app, languages)  # type: ignore[method-assign]
    app.before_request(_keep_to_one_address)
    app.after_request(_say_language)
    app.add_template_global(in_language, "path")
    app.add_template_global(translations)
    app.add_template_global(whole_address)


def choose_language() -> str:
    """Return the language of this answer."""
    if request.blueprint == "uploads":  # scripts ask in the words of their page
        return prefer(request.headers.get("Accept-Language"), tools().settings.spoken)
    return chosen().language


def chosen() -> Choice:
    """Return the choice for this request."""
    return cast(Choice, request.environ.get(CHOSEN, Choice()))


def speaks(endpoint: str) -> bool:
    """Whether what answers here has a language."""
    return SPEECHLESS.isdisjoint((endpoint, endpoint.partition(".")[0]))


def without_language(address: str) -> str:
    """Take the language of this answer out of an address that Flask made."""
    language = chosen().language if request else ENGLISH
    return address if language == ENGLISH else address.replace(f"/{language}/", "/", 1)


def in_language(path: str, language: str | None = None) -> str:
    """Return a path of ours in a language, else in that of this answer.

    In English the first page is ``/en/``: at ``/`` the browser's wish would win over the person's.
    """
    language = language or chosen().language
    is_first_page = path.partition("#")[0].partition("?")[0] == "/"
    return path if language == ENGLISH and not is_first_page else f"/{language}{path}"


def translations() -> tuple[Translation, ...]:
    """Return the page at hand in every language; what only answers forms leads to its form."""
    return told_once("translations", _translations)


def _translations() -> tuple[Translation, ...]:
    """Put the page at hand in every language together."""
    path, here = _readable_path(), voice().language
    return tuple(
        Translation(code, name_of(code), in_language(path, code), code == here)
        for code in tools().settings.spoken
    )


def whole_address(language: str | None = None) -> str:
    """Return the one public address of the page at hand; nothing where it is not for everybody."""
    path, language = told_once("public_path", _public_path), language or chosen().language
    if not path:
        return ""
    return site_url() + (path if language == ENGLISH else f"/{language}{path}")


def _public_path() -> str:
    """Return the path at hand and which page it is of a gallery; nothing where it is not public."""
    if request.blueprint not in PUBLIC or request.method != "GET":
        return ""
    after = request.args.get("after", "")
    return f"{request.path}?after={after}" if after.isalnum() else request.path


def name_of(language: str) -> str:
    """Return a language's name in itself, as it stands in a list."""
    with _naming:
        if language not in _names:
            name = str(Locale.parse(language).get_display_name(language))
            _names[language] = name[:1].upper() + name[1:]
            _forget_untold(language)
    return _names[language]


def _forget_untold(language: str) -> None:
    """Let go of what Babel has read of a language and nobody here is told."""
    known = localedata.load(language)
    for name in UNTOLD:
        known.pop(name, None)


_names: dict[str, str] = {}
_naming = Lock()


def _keep_to_one_address() -> ResponseReturnValue | None:
    """Let what has no language stand at no second address, and English pages neither."""
    if chosen().by != "path" or request.endpoint is None:
        return None
    if not speaks(request.endpoint):
        abort(404)
    if chosen().language != ENGLISH or request.path == "/" or request.method != "GET":
        return None
    said = {**(request.view_args or {}), **request.args.to_dict(flat=False)}
    return redirect(url_for(request.endpoint, **said))


def _say_language(response: Response) -> Response:
    """Name the language of an answer; caches learn where it hangs on the browser."""
    is_asked = request.blueprint == "uploads"
    if is_asked or chosen().by == "browser":
        response.vary.add("Accept-Language")
    has_words = is_asked or speaks(request.endpoint or "")
    if has_words and response.status_code // 100 != 3:
        response.headers["Content-Language"] = voice().language
    return response


def _readable_path() -> str:
    """Return the path at hand with what it asks, or the nearest above it that can be read."""
    path = "/" + quote(request.path.lstrip("/"))  # never //, which leads to another site
    if request.method in ("GET", "HEAD"):
        asked = request.query_string.decode("ascii", "ignore")
        return f"{path}?{asked}" if asked else path
    ways = current_app.url_map.bind("")
    while not ways.test(path, "GET"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return path
