"""Passkeys: a phone, computer or security key signs what we ask (W3C Web Authentication).

What is asked and answered travels as JSON; what is kept of one is ``Passkey``.
"""

import json
from dataclasses import dataclass
from typing import Any

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from gallery.errors import BadInput


@dataclass(frozen=True)
class Site:
    """The site that passkeys are for: the name of its host, its origin, and what it is called."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True)
class Passkey:
    """What is kept of a passkey: its name and its public key, both in base64url."""

    name: str
    key: str


def ask_to_make(
    site: Site, *, person: str, handle: bytes, challenge: bytes, known: list[Passkey]
) -> str:
    """Return what a browser is asked in order to make a passkey (5.4)."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_name=person,
        user_id=handle,
        challenge=challenge,
        exclude_credentials=_descriptors(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return str(webauthn.options_to_json(options))


def read_made(site: Site, answer: str, *, challenge: bytes) -> tuple[Passkey, int]:
    """Return the passkey that was made and its count; raise BadInput for a false answer (7.1)."""
    try:
        made = webauthn.verify_registration_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except WebAuthnException as error:
        raise BadInput("wrong-passkey") from error
    name, key = (
        bytes_to_base64url(each) for each in (made.credential_id, made.credential_public_key)
    )
    return Passkey(name, key), made.sign_count


def ask_to_sign(site: Site, *, challenge: bytes, known: list[Passkey], alone: bool = False) -> str:
    """Return what a browser is asked in order to sign with a passkey (5.5).

    Where a passkey stands alone, without a password, its device must know who holds it.
    """
    verification = UserVerificationRequirement
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        allow_credentials=_descriptors(known),
        user_verification=verification.REQUIRED if alone else verification.PREFERRED,
    )
    return str(webauthn.options_to_json(options))


def name_of(answer: str) -> str:
    """Return the name of the passkey that signed an answer; "" for nonsense."""
    return str(_read(answer).get("id", ""))


def check_signed(
    site: Site,
    answer: str,
    *,
    challenge: bytes,
    passkey: Passkey,
    count: int,
    alone: bool = False,
) -> int:
    """Return how often the passkey says it was used; raise BadInput for a false answer (7.2)."""
    try:
        signed = webauthn.verify_authentication_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.key),
            credential_current_sign_count=count,
            require_user_verification=alone,
        )
    except WebAuthnException as error:
        raise BadInput("wrong-passkey") from error
    return signed.new_sign_count


def _descriptors(known: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    """Name passkeys to a browser."""
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.name)) for each in known]


def _read(answer: str) -> dict[str, Any]:
    """Read an answer; nonsense is an empty one, which no check lets pass."""
    try:
        said = json.loads(answer)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
