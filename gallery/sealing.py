"""Seal originals to a key that lies elsewhere (age-encryption.org/v1): here they only close."""

from collections.abc import Iterable
from pathlib import Path

import pyrage

from gallery.errors import BadInput, BadSetting

SETTING = "GALLERY_ORIGINALS_RECIPIENT"
SECRET = "AGE-SECRET-KEY-"  # how a line of an identity file begins that is a key


class Sealer:
    """Seals to one recipient. Whoever has this machine cannot open what it sealed."""

    def __init__(self, recipient: str, *, setting: str = SETTING) -> None:
        """Raise BadSetting for what is no recipient (``age1…``)."""
        try:
            self._recipient = pyrage.x25519.Recipient.from_str(recipient.strip())
        except pyrage.RecipientError:
            # Not "from error": somebody may have put the secret key here.
            raise BadSetting("bad-setting", setting=setting) from None

    def seal(self, data: bytes) -> bytes:
        """Encrypt bytes; twice is never the same."""
        return bytes(pyrage.encrypt(data, [self._recipient]))

    def seal_file(self, plain: Path, sealed: Path) -> None:
        """Encrypt a file that may be larger than our memory."""
        pyrage.encrypt_file(str(plain), str(sealed), [self._recipient])


class Opener:
    """Opens what was sealed, where the secret keys are."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Read an identity file as ``age-keygen`` writes it; raise BadInput without a key in it."""
        keys = [line.strip() for line in lines if line.strip().startswith(SECRET)]
        try:
            self._identities = [pyrage.x25519.Identity.from_str(key) for key in keys]
        except pyrage.IdentityError:
            raise BadInput("no-identity") from None
        if not self._identities:
            raise BadInput("no-identity")

    def open(self, sealed: bytes) -> bytes:
        """Decrypt bytes; raise BadInput when they were sealed to another key, or are broken."""
        try:
            return bytes(pyrage.decrypt(sealed, self._identities))
        except pyrage.DecryptError as error:
            raise BadInput("not-sealed-to-this-key") from error

    def open_file(self, sealed: Path, plain: Path) -> None:
        """Decrypt a file that may be larger than our memory; raise BadInput as ``open`` does."""
        try:
            pyrage.decrypt_file(str(sealed), str(plain), self._identities)
        except pyrage.DecryptError as error:
            raise BadInput("not-sealed-to-this-key") from error
