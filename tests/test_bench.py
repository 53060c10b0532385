"""The benchmark's guards: each is broken by what it guards against."""

import io
import json
from pathlib import Path

import numpy
import pytest
from PIL import Image

import bench
from bench import guards
from bench.likeness import colour_distance, delta_e_2000, ssim
from gallery.images.developing import preview
from tests.images.drawing import encoded, scene

WAYS = Path(bench.__file__).with_name("ways")


def ladder_of():
    return [each.data for each in preview(encoded(scene(700, 500), "jpeg"), covers=(), crop=None)]


def test_a_jpeg_of_ours_holds_only_pixels():
    assert all(guards.has_only_pixels(each) for each in ladder_of())


@pytest.mark.parametrize(
    "options", [{"exif": b"Exif\0\0II*\0"}, {"icc_profile": b"a" * 200}, {"comment": b"a name"}]
)
def test_one_with_metadata_does_not(options):
    assert not guards.has_only_pixels(encoded(scene(64, 64), "jpeg", **options))


def test_nor_does_one_with_something_behind_its_end():
    assert not guards.has_only_pixels(ladder_of()[0] + b"more")


def test_a_picture_that_is_softer_is_less_alike():
    sharp = scene(320, 240)
    soft = sharp.resize((160, 120)).resize((320, 240))

    assert ssim(sharp, sharp) == pytest.approx(1)
    assert ssim(soft, sharp) < 0.95


def test_colours_are_told_apart_as_the_standard_says():
    # Pairs 1, 7 and 25 of the paper's test data
    one = numpy.array([[50, 2.6772, -79.7751], [50, 0, 0], [60.2574, -34.0099, 36.2677]])
    other = numpy.array([[50, 0, -82.7485], [50, -1, 2], [60.4626, -34.1751, 39.4387]])

    assert delta_e_2000(one, other) == pytest.approx([2.0425, 2.3669, 1.2644], abs=1e-4)


def test_a_wide_picture_taken_for_srgb_is_off():
    picture = Image.new("RGB", (64, 64), (200, 100, 50))
    wide = Image.new("RGB", (64, 64), (215, 93, 31))

    assert colour_distance(picture, picture) == 0
    assert colour_distance(picture, wide) > 2


def test_a_picture_that_is_not_turned_breaks_the_guard_of_orientations(monkeypatch):
    assert guards.all_upright()

    monkeypatch.setattr(guards, "preview", lambda data, **_: preview(_bare(data), **_))

    assert not guards.all_upright()


def _bare(data):
    buffer = io.BytesIO()
    Image.open(io.BytesIO(data)).save(buffer, "JPEG", quality=95, exif=b"")
    return buffer.getvalue()


def test_peers_are_locked_by_hash_and_from_no_address():
    lock = json.loads((WAYS / "package-lock.json").read_text())["packages"]
    wheels = (WAYS / "requirements.txt").read_text()

    assert not any("resolved" in each for each in lock.values())
    assert all("integrity" in each for name, each in lock.items() if name)
    assert "://" not in wheels
    assert wheels.count("==") <= wheels.count("--hash=sha256:")
