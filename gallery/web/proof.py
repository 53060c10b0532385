"""Proof of work against floods (altcha, version 1): a sum that a phone does in some seconds.

Nothing is asked of people, and nobody else is asked: the sum is made, signed and judged here. Each
counts once and for some minutes, and lets one submission begin.
"""

import base64
import json
from datetime import datetime, timedelta
from typing import Any

from altcha.v1 import ChallengeOptions, create_challenge, verify_solution

from gallery.errors import ProofNeeded
from gallery.journey.links import find_link
from gallery.web.current import campaign, tools
from gallery.web.drafts import Draft
from gallery.web.limits import use_once

#: So many hashes at most; a phone of 2018 makes some 200,000 in a second.
HARDNESS = 400_000
LIFE = timedelta(minutes=20)


def new_challenge() -> dict[str, Any]:
    """Return a sum: find the number below ``maxNumber`` that, after the salt, hashes to it."""
    options = ChallengeOptions(
        algorithm="SHA-256",
        max_number=HARDNESS,
        hmac_key=tools().keys.subkey("proof of work"),
        expires=datetime.now() + LIFE,
    )
    return dict(create_challenge(options).to_dict())


def is_needed(link_token: str | None) -> bool:
    """Whether an organiser asks for it: of all, or of those who come by a link."""
    if campaign().needs_proof:
        return True
    link = find_link(link_token) if link_token else None
    return link is not None and link.needs_proof


def begins_unproven(draft: Draft, proof: str) -> bool:
    """Whether a submission begins without the proof that is asked for: only by an action link.

    Raises ProofNeeded for a proof that does not count, and for none without a link.
    """
    if not is_needed(draft.link):
        return False
    if not proof and draft.link:
        return True
    if not _counts(proof):
        raise ProofNeeded
    return False


def _counts(proof: str) -> bool:
    """Whether a proof is right, ours, not too old and not used before."""
    try:
        is_right, _ = verify_solution(proof, tools().keys.subkey("proof of work"))
        challenge = str(json.loads(base64.b64decode(proof))["challenge"]) if is_right else ""
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return False  # somebody tries what we make of it
    return is_right and use_once(challenge)
