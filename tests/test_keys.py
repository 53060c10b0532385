"""Keys: hashes nobody else can make, names nobody can guess."""

from pathlib import Path

import pytest

from gallery.errors import BadSetting
from gallery.keys import Keys, keep_root_secret, receipt_words


def test_a_hash_depends_on_root_and_purpose() -> None:
    hashes = {
        Keys(b"one").hash("draft", "x"),
        Keys(b"one").hash("receipt", "x"),
        Keys(b"two").hash("draft", "x"),
    }

    assert len(hashes) == 3
    assert Keys(b"one").hash("draft", "x") in hashes


def test_a_mask_hides_a_likeness_and_keeps_distances() -> None:
    keys = Keys(b"root")
    one, other = 0x0123456789ABCDEF, 0x0123456789ABCD00

    masked = [int(keys.mask(value), 16) for value in (one, other)]

    assert one not in masked
    assert (masked[0] ^ masked[1]).bit_count() == (one ^ other).bit_count()


def test_a_receipt_code_has_six_words_of_a_list_of_7776() -> None:
    words = Keys(b"root").new_receipt_code().split()

    assert len(words) == 6
    assert len(receipt_words()) == 7776
    assert set(words) <= set(receipt_words())


def test_names_are_long_enough_and_never_the_same() -> None:
    keys = Keys(b"root")

    names = {keys.new_id() for _ in range(1000)}

    assert len(names) == 1000
    assert {len(name) for name in names} == {16}
    assert len(keys.new_token()) == 25


def test_the_root_secret_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    first = keep_root_secret(tmp_path / "secret")

    assert keep_root_secret(tmp_path / "secret") == first
    assert len(first) == 64
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_drafts_receipt_code_is_the_same_each_time_and_another_drafts_differs() -> None:
    keys = Keys(b"root")

    code = keys.receipt_code_of("a draft")

    assert code == keys.receipt_code_of("a draft")
    assert code != keys.receipt_code_of("another draft")
    assert code != Keys(b"another root").receipt_code_of("a draft")
    assert len(code.split()) == 6
    assert set(code.split()) <= set(receipt_words())


def test_a_drafts_receipt_code_is_the_same_in_every_process_and_after_every_restart() -> None:
    code = Keys(b"a root").receipt_code_of("a draft")

    assert code == "imprecise from displace approach undertake helpless"


def test_a_receipt_code_is_forgiven_capitals_hyphens_and_commas() -> None:
    keys = Keys(b"root")

    meant = keys.receipt_hash("yo-yo drop-down one two three four")

    assert keys.receipt_hash(" Yo-Yo,  drop DOWN, one two-three four ") == meant
    assert keys.receipt_hash("yo-yo drop-down one two three five") != meant


def test_a_sealed_text_is_noise_and_opens_again() -> None:
    keys = Keys(b"root")

    sealed = keys.seal("e-mail", "mira@example.org")

    assert "mira" not in sealed
    assert keys.unseal("e-mail", sealed) == "mira@example.org"


def test_sealing_twice_is_never_the_same() -> None:
    keys = Keys(b"root")

    assert keys.seal("e-mail", "a") != keys.seal("e-mail", "a")


@pytest.mark.parametrize("other", [Keys(b"another root"), None])
def test_another_secret_or_purpose_opens_nothing(other: Keys | None) -> None:
    sealed = Keys(b"root").seal("e-mail", "mira@example.org")

    with pytest.raises(BadSetting, match="wrong-secret"):
        (other or Keys(b"root")).unseal("e-mail" if other else "contact", sealed)


def test_a_changed_seal_is_noticed() -> None:
    keys = Keys(b"root")
    sealed = keys.seal("e-mail", "mira@example.org")
    changed = ("A" if sealed[-5] != "A" else "B").join((sealed[:-5], sealed[-4:]))

    with pytest.raises(BadSetting, match="wrong-secret"):
        keys.unseal("e-mail", changed)
