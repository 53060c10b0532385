"""One root secret, a subkey for each purpose; and every random name and code that we hand out."""

import base64
import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from xkcdpass import xkcd_password

from gallery.errors import BadSetting

RECEIPT_WORDS = 6  # of the EFF's 7,776: 77.5 bits
NONCE = 12  # bytes, NIST SP 800-38D, 8.2.2
FORGIVEN = str.maketrans("-,.", "   ")


class Keys:
    """Hashes that only this installation can make, and random names.

    What is derived from the root by purpose (RFC 5869, one HKDF step with SHA-256) says nothing
    about the root or about another purpose.
    """

    def __init__(self, root: bytes) -> None:
        self._root = root

    def subkey(self, purpose: str) -> bytes:
        """Return the 32 bytes that belong to one purpose."""
        return hmac.digest(self._root, b"unsilenced/" + purpose.encode(), "sha256")

    def hash(self, purpose: str, text: str | bytes) -> str:
        """Return the keyed hash (64 hex digits) of a text: a seized one cannot be matched."""
        data = text.encode() if isinstance(text, str) else text
        return hmac.digest(self.subkey(purpose), data, "sha256").hex()

    def seal(self, purpose: str, text: str) -> str:
        """Encrypt a text (AES-256-GCM): without our secret it is noise. Twice is never the same."""
        nonce = secrets.token_bytes(NONCE)
        sealed = AESGCM(self.subkey(purpose)).encrypt(nonce, text.encode(), None)
        return base64.b64encode(nonce + sealed).decode()

    def unseal(self, purpose: str, sealed: str) -> str:
        """Return a sealed text; raise BadSetting when another secret sealed it."""
        data = base64.b64decode(sealed)
        try:
            text = AESGCM(self.subkey(purpose)).decrypt(data[:NONCE], data[NONCE:], None)
        except InvalidTag as error:
            raise BadSetting("wrong-secret", setting="GALLERY_SECRET") from error
        return text.decode()

    def mask(self, likeness: int) -> str:
        """Hide a 64-bit likeness behind a key. Distances between masked ones stay as they are."""
        return f"{likeness ^ int.from_bytes(self.subkey('likeness')[:8]):016x}"

    def new_id(self) -> str:
        """Return a public name: 80 random bits, 16 characters of base32."""
        return base64.b32encode(secrets.token_bytes(10)).decode().lower()

    def new_token(self) -> str:
        """Return a capability for an address: 125 random bits, 25 characters of base32."""
        return base64.b32encode(secrets.token_bytes(16)).decode().lower()[:25]

    def new_recovery_code(self) -> str:
        """Return 50 random bits in two halves that are easy to copy by hand."""
        letters = self.new_id()[:10]
        return f"{letters[:5]}-{letters[5:]}"

    def new_challenge(self) -> bytes:
        """Return 32 random bytes, to be signed by a passkey."""
        return secrets.token_bytes(32)

    def new_receipt_code(self) -> str:
        """Return six words, the only key to a submission."""
        return " ".join(secrets.choice(receipt_words()) for _ in range(RECEIPT_WORDS))

    def receipt_code_of(self, draft: str) -> str:
        """Return the six words of a draft token, the same each time.

        Who holds the draft can be told them again when the first answer was lost on its way.
        """
        words = receipt_words()
        number = int.from_bytes(hmac.digest(self.subkey("receipt code"), draft.encode(), "sha256"))
        places = (number // len(words) ** turn % len(words) for turn in range(RECEIPT_WORDS))
        return " ".join(words[place] for place in places)

    def receipt_hash(self, code: str) -> str:
        """Return the keyed hash of a receipt code; capitals, hyphens and commas are forgiven.

        Four words of the list have a hyphen, so both sides of a comparison come through here.
        """
        return self.hash("receipt", _spoken(code))

    def start_hash(self, code: str) -> str:
        """Return the keyed hash of the code of somebody who wants to start an action."""
        return self.hash("start of an action", _spoken(code))

    def inquiry_hash(self, code: str) -> str:
        """Return the keyed hash of the code of somebody who asks a photographer."""
        return self.hash("inquiry", _spoken(code))


def _spoken(code: str) -> str:
    """Write six words as they are compared."""
    return " ".join(code.lower().translate(FORGIVEN).split())


@cache
def receipt_words() -> tuple[str, ...]:
    """The EFF's long word list: 7,776 short English words that are hard to mistake.

    In their order: the library's own is another one in each process, and so a code that is told
    again would be another one, too.
    """
    return tuple(
        sorted(
            xkcd_password.generate_wordlist(
                wordfile=xkcd_password.locate_wordfile("eff-long"), min_length=1, max_length=12
            )
        )
    )


def keep_root_secret(path: Path) -> bytes:
    """Read the root secret, or make it once; nobody but us may read the file."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        _keep_first(draft, path)
    return path.read_bytes().strip()


def _keep_first(draft: Path, path: Path) -> None:
    """Give the file its name unless another process was quicker."""
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
