"""Somebody who knows a password and has not shown the second factor: signed in nowhere yet."""

from dataclasses import dataclass

from flask import abort, session

from gallery import accounts
from gallery.models import Account
from gallery.web.current import tools

HALF = "half"
PATIENCE = 600  # seconds until one has to begin again


@dataclass(frozen=True)
class Half:
    """Whose password was right, and where they want to go on."""

    account: Account
    next: str


def begin_half(account: Account, *, next_path: str = "") -> None:
    """Remember whose password was right; nothing of an earlier session goes on."""
    session.clear()
    now = tools().now().timestamp()
    session[HALF] = {"account": account.id, "since": now, "next": next_path}


def find_half() -> Half | None:
    """Return whose password was right a moment ago."""
    said = session.get(HALF)
    if not said or tools().now().timestamp() - said["since"] > PATIENCE:
        return None
    account = accounts.find_active(said["account"])
    return Half(account, said["next"]) if account else None


def half_or_404() -> Half:
    """Return whose password was right; to anybody else there is nothing here."""
    return find_half() or abort(404)


def name_of_half() -> str:
    """Return whose tries are counted."""
    return str(session.get(HALF, {}).get("account", ""))
