"""Where heads are, with the extra ``faces``; and how a photo goes on without it."""

import pytest
from PIL import Image

from gallery.images import heads
from gallery.images.covers import Box
from gallery.images.darkroom import DarkRoom
from gallery.images.heads import begin_to_look, find_heads, is_covered
from tests.images.drawing import encoded
from tests.images.faces import HIGH, WIDE, draw_people

HEAD = Box(0.4, 0.4, 0.2, 0.2)
FACE = Box(0.44, 0.46, 0.12, 0.11)


@pytest.fixture
def looking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that looks for heads."""
    monkeypatch.setattr(heads, "_LOADED", [])
    if not begin_to_look():
        pytest.skip("the extra “faces” is not installed")


def test_every_head_is_seen_with_room_around_it_from_left_to_right(looking: None) -> None:
    places = ((500, 200, 100), (100, 150, 200))
    picture = draw_people((900, 600), *places)

    found = find_heads(picture)

    assert found is not None
    assert len(found) == 2
    for box, (left, top, width) in zip(found, sorted(places), strict=True):
        assert box.left * 900 <= left + 20 * width / WIDE
        assert (box.left + box.width) * 900 >= left + 180 * width / WIDE
        assert box.top * 600 <= top + 10 * width / WIDE
        assert (box.top + box.height) * 600 >= top + 255 * width / WIDE


def test_a_head_at_the_edge_has_a_box_inside_the_picture(looking: None) -> None:
    picture = draw_people((600, 400), (0, 400 - HIGH, WIDE))

    found = find_heads(picture)

    assert found
    (box,) = found
    assert (box.left, box.top + box.height) == pytest.approx((0, 1), abs=0.001)


def test_small_heads_of_a_group_are_seen_too(looking: None) -> None:
    picture = draw_people((1280, 960), *((left, 400, 60) for left in range(100, 1200, 130)))

    assert len(find_heads(picture) or ()) == 9


def test_where_nobody_is_nobody_is_seen(looking: None) -> None:
    assert find_heads(Image.new("RGB", (900, 600), (90, 120, 90))) == ()


def test_the_dark_room_tells_where_heads_are_behind_closed_doors(looking: None) -> None:
    room, incurious = DarkRoom(heads=True), DarkRoom()
    photo = encoded(draw_people((900, 600), (100, 150, 200), (500, 200, 100)), "jpeg")

    seen, not_looked = room.examine(photo), incurious.examine(photo)
    room.close()
    incurious.close()

    assert len(seen.heads or ()) == 2
    assert not_looked.heads is None


def test_without_the_extra_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(heads, "_LOADED", [])
    monkeypatch.setattr(heads, "import_module", refuse)

    assert begin_to_look() is False
    assert find_heads(draw_people((900, 600), (100, 150, 200))) is None


def test_a_photo_is_not_refused_where_looking_takes_too_much_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def detect(image: Image.Image) -> list[object]:
        raise MemoryError

    monkeypatch.setattr(heads, "_LOADED", [detect])

    assert find_heads(draw_people((900, 600))) is None


@pytest.mark.parametrize(
    ("covers", "crop", "hidden"),
    [
        ((HEAD,), None, True),
        ((FACE,), None, True),
        ((), None, False),
        ((Box(0.44, 0.46, 0.12, 0.1),), None, False),
        ((Box(0.44, 0.46, 0.11, 0.11),), None, False),
        ((Box(0.44, 0.4, 0.06, 0.3), Box(0.5, 0.4, 0.2, 0.3)), None, True),
        ((Box(0.44, 0.4, 0.06, 0.3), Box(0.501, 0.4, 0.2, 0.3)), None, False),
        ((Box(0.44, 0.46, 0.06, 0.11), Box(0.5, 0.46, 0.06, 0.05)), None, False),
        ((), Box(0, 0, 0.44, 1), True),
        ((), Box(0.56, 0, 0.44, 1), True),
        ((), Box(0, 0, 0.45, 1), False),
        ((Box(0.44, 0.46, 0.02, 0.11),), Box(0, 0, 0.45, 1), True),
        ((HEAD,), Box(0, 0, 1, 1), True),
    ],
)  # fmt: skip
def test_a_head_counts_as_covered_once_nothing_of_its_face_shows(
    covers: tuple[Box, ...], crop: Box | None, *, hidden: bool
) -> None:
    assert is_covered(HEAD, covers, crop) is hidden
