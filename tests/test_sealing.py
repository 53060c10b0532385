"""Originals are sealed to a key that is elsewhere."""

import pyrage
import pytest

from config import Settings
from gallery.errors import BadInput, BadSetting
from gallery.sealing import Opener, Sealer
from gallery.toolbox import open_sealer

SECRET = pyrage.x25519.Identity.generate()
RECIPIENT = str(SECRET.to_public())


def test_what_is_sealed_opens_with_the_secret_key_alone() -> None:
    sealed = Sealer(RECIPIENT).seal(b"an original")

    assert b"an original" not in sealed
    assert Opener(["# created: today", str(SECRET)]).open(sealed) == b"an original"
    with pytest.raises(BadInput, match="not-sealed-to-this-key"):
        Opener([str(pyrage.x25519.Identity.generate())]).open(sealed)


def test_sealing_twice_is_never_the_same() -> None:
    sealer = Sealer(RECIPIENT)

    assert sealer.seal(b"x") != sealer.seal(b"x")


@pytest.mark.parametrize(
    "wrong",
    ["age1nonsense", RECIPIENT[:-1], str(SECRET), "ssh-rsa AAAA"],
    ids=["nonsense", "cut", "secret", "ssh"],  # keys are new in every process that runs tests
)
def test_a_wrong_recipient_stops_the_start_and_only_its_name_is_said(wrong: str) -> None:
    with pytest.raises(BadSetting) as error:
        open_sealer(Settings(originals_recipient=wrong))

    assert error.value.values == {"setting": "GALLERY_ORIGINALS_RECIPIENT"}
    assert error.value.__cause__ is None


@pytest.mark.parametrize("lines", [[], ["# nothing"], ["AGE-SECRET-KEY-1NONSENSE"]])
def test_a_file_without_a_secret_key_is_no_identity(lines: list[str]) -> None:
    with pytest.raises(BadInput, match="no-identity"):
        Opener(lines)
