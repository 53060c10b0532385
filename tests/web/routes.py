"""Every address of the gallery with its methods, and who may use it.

A new route belongs into one of these lists, or the tests fail: nobody opens a door by accident.
"""

import re
from collections.abc import Iterable

from flask import Flask

from tests.web.partner_routes import API, FRAMES, GALLERIES

Route = tuple[str, str]
READING = ("GET", "HEAD", "OPTIONS")


def _declare(lines: str) -> tuple[Route, ...]:
    """Return method and address of each line."""
    return tuple((method, path) for method, path in map(str.split, lines.strip().splitlines()))


#: A gallery with its feeds, its card for other sites, and its frame.
BESIDE = tuple(
    ("GET", f"{place}{name}")
    for place in GALLERIES
    for name in ("", "feed.atom", "feed.json", "card.jpg")
)
#: Anyone may look; nothing can be changed.
VISITORS = (
    BESIDE
    + FRAMES
    + API
    + _declare("""
GET /cities/
GET /map/
GET /map/<year>/
GET /map/cities.json
GET /map/<year>/cities.json
GET /partners/<partner>/
GET /search/
GET /live/<year>-<month>/
GET /photos/<public_id>
GET /photos/gone
GET /photos/<public_id>/download
GET /photos/<public_id>/card.jpg
GET /embed/
GET /embed/help/
GET /embed/v1/<name>.js
GET /embed/styles/<mark>/<colour>.css
GET /oembed
GET /media/<public_id>/<name>
GET /about/
GET /logos/<token>.jpg
GET /press/
GET /press/<year>-<month>/
GET /press/<year>-<month>/kit.zip
GET /api/
GET /privacy/
GET /offline/
GET /visited.js
GET /imprint/
GET /robots.txt
GET /sitemap.xml
GET /sitemap-<part>.xml
GET /healthz
GET /readyz
GET /metrics
GET /static/<mark>/<filename>
""")
)

#: Who holds a draft, the address of an upload, a receipt code; never by way of another site.
CAPABILITIES = _declare("""
GET /add/
POST /add/
GET /add/<link>
POST /add/<link>
GET /add/cities
POST /add/cities/near
GET /add/map.svg
GET /add/proof
GET /add/state
GET /add/sw.js
OPTIONS /files/
POST /files/
OPTIONS /files/<token>
HEAD /files/<token>
PATCH /files/<token>
DELETE /files/<token>
GET /receipt/
POST /receipt/
POST /receipt/withdraw
POST /receipt/correct
POST /receipt/email
POST /receipt/name
POST /receipt/country
POST /receipt/partner
POST /receipt/cover
POST /receipt/answer
POST /receipt/reply
GET /receipt/pictures/<signed>
GET /start/
POST /start/
GET /start/answer
POST /start/answer
POST /start/print
POST /start/erase
GET /photos/<public_id>/report
POST /photos/<public_id>/report
GET /photos/<public_id>/reported
GET /photos/<public_id>/ask
POST /photos/<public_id>/ask
GET /answers/
POST /answers/
POST /answers/erase
""")

#: Anyone who wants to sign in; what is sent carries a CSRF token.
SIGNING_IN = _declare("""
GET /sign-in
POST /sign-in
POST /sign-out
GET /sign-in/second
POST /sign-in/second
GET /sign-in/set-up
POST /sign-in/set-up
GET /sign-up/<token>
POST /sign-up/<token>
""")

#: Moderators and organisers; what is sent carries a CSRF token.
MODERATORS = _declare("""
GET /review/
GET /review/asked
GET /review/reported
GET /review/messages
POST /review/messages/<number>/<verb>
GET /review/held
POST /review/begin
GET /review/ahead
GET /review/search
GET /review/several
POST /review/saving
GET /review/now
POST /review/now
GET /review/<public_id>
GET /review/<public_id>/preview-<width>.jpg
GET /review/<public_id>/small
POST /review/<public_id>/approve
POST /review/<public_id>/reject
POST /review/<public_id>/hold
POST /review/<public_id>/confirm
POST /review/<public_id>/accept
POST /review/<public_id>/decline
POST /review/<public_id>/take-over
POST /review/<public_id>/undo
POST /review/<public_id>/reports/<verb>
POST /review/<public_id>/cover
POST /review/<public_id>/correct
POST /review/<public_id>/faces
POST /review/<public_id>/heads
POST /review/<public_id>/mark
POST /review/<public_id>/ask
POST /review/<public_id>/give-back
POST /review/<public_id>/alarm
POST /review/<public_id>/credit
POST /review/<public_id>/original
GET /review/sheet/
GET /review/sheet/preview
GET /review/alike/<public_id>
POST /review/alike/<public_id>
GET /review/bulk/
POST /review/bulk/
GET /review/bulk/<bulk_id>
POST /review/bulk/<bulk_id>/confirm
POST /review/bulk/<bulk_id>/decline
POST /review/bulk/<bulk_id>/undo
""")

#: Of these pages what trainees cannot find: it leads only to decisions that are not theirs.
MODERATORS_ALONE = _declare("""
GET /review/asked
GET /review/reported
GET /review/messages
GET /review/sheet/preview
GET /review/bulk/
GET /review/bulk/<bulk_id>
""")

#: Whoever works here, about themselves; what is sent carries a CSRF token.
OWN = _declare("""
GET /account/
POST /account/password
POST /account/digest
POST /account/sure
GET /account/second-factor/
POST /account/second-factor/
POST /account/second-factor/remove
POST /account/second-factor/codes
POST /account/sessions/end
POST /account/sessions/end-others
""")

#: Organisers; what is sent carries a CSRF token.
ORGANISERS = _declare("""
GET /office/
GET /office/campaign/
POST /office/campaign/
GET /office/campaign/<language>/
POST /office/campaign/<language>/
GET /office/history/
POST /office/history/
GET /office/history/years/<which>/
POST /office/history/years/<which>/
GET /office/history/names/<which>/
POST /office/history/names/<which>/
GET /office/partners/
GET /office/partners/<number>/
POST /office/partners/<number>/
POST /office/partners/<number>/webhooks
POST /office/partners/<number>/webhooks/<webhook>/confirm
POST /office/partners/<number>/webhooks/<webhook>/drop
GET /office/reasons/
POST /office/reasons/
GET /office/reasons/<key>/
POST /office/reasons/<key>/
GET /office/alarms/
POST /office/alarms/<public_id>/picture
POST /office/alarms/<public_id>/back
POST /office/alarms/<public_id>/reject
POST /office/alarms/<public_id>/erase
GET /office/audit/
POST /office/audit/log.csv
GET /office/engine/
GET /office/floods/
POST /office/floods/
GET /office/care/
POST /office/care/
GET /office/editions/
POST /office/editions/
GET /office/editions/<slug>/
POST /office/editions/<slug>/
POST /office/editions/<slug>/cities
GET /office/editions/<slug>/press/
POST /office/editions/<slug>/press/
GET /office/editions/<slug>/<country>/<city>/
POST /office/editions/<slug>/<country>/<city>/
POST /office/editions/<slug>/<country>/<city>/links
GET /office/links/<number>/
POST /office/links/<number>/
POST /office/links/<number>/pause
POST /office/links/<number>/close
GET /office/links/<number>/qr.svg
GET /office/links/<number>/qr.png
GET /office/links/<number>/poster.pdf
GET /office/starts/
GET /office/cities/
POST /office/cities/<number>
POST /office/starts/<number>/confirm
POST /office/starts/<number>/decline
GET /office/people/
POST /office/people/
POST /office/people/disable
POST /office/people/enable
POST /office/people/invitations/send
POST /office/people/invitations/<number>/renew
POST /office/people/invitations/<number>/take-back
GET /office/people/<number>/
POST /office/people/<number>/role
POST /office/people/<number>/erase
POST /office/people/<number>/way-back
POST /office/people/<number>/places
POST /office/people/<number>/places/remove
POST /office/people/<number>/places/everything
""")


def changing(declared: Iterable[Route]) -> list[Route]:
    """Return the routes that change something."""
    return [route for route in declared if route[0] not in READING]


def reading(declared: Iterable[Route]) -> list[Route]:
    """Return the routes that show something."""
    return [route for route in declared if route[0] == "GET"]


def real_routes(app: Flask) -> set[Route]:
    """Return what really answers: every method that Flask does not add by itself."""
    return {
        (method, re.sub(r"<(?:[^<>]+:)?(\w+)>", r"<\1>", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if not _is_automatic(method, rule.methods or set())
    }


def _is_automatic(method: str, methods: set[str]) -> bool:
    """Whether a method comes with another one: HEAD with GET, OPTIONS with any."""
    return (method == "HEAD" and "GET" in methods) or (method == "OPTIONS" and len(methods) > 1)
