"""How often somebody may ask: counted by a keyed hash of the address, another one every day."""

import time

from flask import Flask, Response, request
from flask_limiter import Limiter

from gallery.web.current import tools


def who_asks() -> str:
    """Return the keyed hash of the address that asks; tomorrow it is another one."""
    return _hidden(request.remote_addr or "")


def account_asked_for() -> str:
    """Return the keyed hash of the e-mail somebody wants to sign in with."""
    return _hidden(request.form.get("email", "").strip().lower())


def was_refused(response: Response) -> bool:
    """Whether a try failed: only failed ones count."""
    return response.status_code >= 400


def was_unknown(response: Response) -> bool:
    """Whether somebody named what we do not know: a code, say. Other mistakes are forgiven."""
    return response.status_code == 404


def seconds_left() -> int:
    """Return how long one has to wait until one may ask again."""
    asked = limiter.current_limit
    return max(1, round(asked.reset_at - time.time())) if asked else 60


def prepare(app: Flask) -> None:
    """Count where the settings say; in this process while that place is down."""
    app.config["RATELIMIT_STORAGE_URI"] = app.extensions["toolbox"].settings.limits_url
    limiter.init_app(app)


def _hidden(text: str) -> str:
    """Hide a text behind today's key."""
    return tools().keys.hash(f"limits of {tools().now():%Y-%m-%d}", text)


limiter = Limiter(who_asks, in_memory_fallback_enabled=True)
