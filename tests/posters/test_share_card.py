"""Cards for other sites: as large as they want them, small, quick, and whatever the words are."""

import io
import time

import pytest
from PIL import Image

from gallery.posters.share_card import LARGEST, ShareCard, draw_card


def picture(width: int, height: int) -> bytes:
    """A picture that is hard to keep small."""
    drawn = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(drawn, "JPEG", quality=80)
    return drawn.getvalue()


WORDS = ShareCard("Free Belarus", "2010", "1,204 photos from 120 cities", site="example.org")


@pytest.mark.parametrize("size", [(1280, 960), (960, 1280), (320, 20), (60, 640)])
def test_a_card_is_1200_by_630_and_no_larger_than_it_may_be(size: tuple[int, int]) -> None:
    drawn = draw_card(WORDS, picture(*size))

    with Image.open(io.BytesIO(drawn)) as card:
        assert (card.format, card.size, sorted(card.info)) == (
            "JPEG", (1200, 630), ["jfif", "jfif_density", "jfif_unit", "jfif_version"],
        )  # fmt: skip
    assert len(drawn) <= LARGEST


@pytest.mark.parametrize(
    "words",
    [
        ShareCard("", ""),
        ShareCard("Unsilenced", "x" * 300, "y" * 300, "z" * 300, "w" * 300),
        ShareCard("自由", "თბილისი", "١٢", "\0\n", "例.example"),
        ShareCard(
            "Вольная Беларусь", "Мінск " * 30, "Вільня 2010", "Фота: Ганна", "xn--90.example"
        ),
    ],
)
def test_no_words_are_too_long_or_too_strange(words: ShareCard) -> None:
    assert draw_card(words)[:2] == b"\xff\xd8"


def test_words_are_seen_and_the_picture_too() -> None:
    plain, with_words = draw_card(ShareCard("", "")), draw_card(WORDS)
    with_picture = draw_card(WORDS, picture(1280, 960))

    assert len({plain, with_words, with_picture}) == 3


def test_a_card_costs_a_tenth_of_a_second_at_most() -> None:
    shown = picture(1280, 960)
    draw_card(WORDS, shown)
    begun = time.process_time()

    for _ in range(3):
        draw_card(ShareCard("Free Belarus", "Vilnius", "18 December 2010"), shown)

    assert (time.process_time() - begun) / 3 < 0.1
