"""Second factors: what a page shows to add one or to sign with one, and what comes back."""

from dataclasses import dataclass

from flask import request, session
from markupsafe import Markup

from gallery import one_time_codes, second_factor
from gallery.errors import BadInput, GalleryError
from gallery.models import Account
from gallery.web import say
from gallery.web.current import campaign, tools
from gallery.web.passkey_site import new_challenge, passkey_site, take_challenge
from gallery.web.qr_code import draw_qr_code

SECRET = "secret"
SEALING = "secret of an app that is not kept yet"


@dataclass(frozen=True)
class Ways:
    """The two ways: what a browser is asked for a passkey ("" where it cannot), and an app's."""

    asked: str
    secret: str
    qr: Markup
    address: str  # what the QR code says, for an app on the same phone


def shown_ways(account: Account) -> Ways:
    """Return what is shown; the secret stays the same until it is kept."""
    site, secret, asked = passkey_site(), _secret(), ""
    if site:
        challenge = new_challenge()
        asked = second_factor.ask_to_make(account, site=site, challenge=challenge, tools=tools())
    address = one_time_codes.app_address(secret, person=account.name, site=campaign().name)
    groups = (secret[start : start + 4] for start in range(0, len(secret), 4))
    return Ways(asked, " ".join(groups), draw_qr_code(address), address)


def told(mistake: GalleryError) -> dict[str, str]:
    """Return what a page says of a mistake: of a wrong code at its field, of others above all."""
    is_of_code = mistake.key == "wrong-code"
    return {"code_error" if is_of_code else "error": say.sentence(mistake)}


def add_factor(account: Account) -> None:
    """Add the passkey or the app that the form is about; raise BadInput where it shows no good."""
    answer = request.form.get("credential", "")
    if not answer:
        second_factor.add_app(account, _secret(), request.form.get("code", "")[:40], tools=tools())
        session.pop(SECRET, None)
        return
    site = passkey_site()
    if site is None:
        raise BadInput("wrong-passkey")
    second_factor.add_passkey(account, answer, site=site, challenge=take_challenge(), tools=tools())


def asked_to_sign(account: Account, *, alone: bool = False) -> str:
    """Return what a browser is asked for a passkey of somebody's; "" where it cannot."""
    site = passkey_site()
    if site is None:
        return ""
    return second_factor.ask_to_sign(
        account, site=site, challenge=new_challenge(), tools=tools(), alone=alone
    )


def use_passkey(account: Account, *, alone: bool = False) -> None:
    """Take what a passkey signed; raise BadInput for anything else."""
    site = passkey_site()
    if site is None:
        raise BadInput("wrong-passkey")
    second_factor.use_passkey(
        account,
        request.form["credential"],
        site=site,
        challenge=take_challenge(),
        tools=tools(),
        alone=alone,
    )


def _secret() -> str:
    """Return the secret that is offered, sealed in the cookie meanwhile."""
    keys = tools().keys
    if SECRET not in session:
        session[SECRET] = keys.seal(SEALING, one_time_codes.new_secret())
    return keys.unseal(SEALING, session[SECRET])
