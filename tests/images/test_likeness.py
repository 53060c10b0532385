from PIL import Image, ImageOps

from gallery.images.likeness import ALIKE, SAME, average_colour, difference_hash, distance
from tests.images.drawing import encoded, opened, scene


def test_the_same_photo_sent_smaller_and_worse_has_the_same_likeness():
    photo = scene(320, 240, seed=8)
    again = opened(encoded(photo.resize((240, 180)), "jpeg", quality=40)).resize((320, 240))

    assert distance(difference_hash(photo), difference_hash(again)) <= SAME


def test_other_photos_are_far_apart():
    hashes = [difference_hash(scene(320, 240, seed=seed)) for seed in range(20)]

    nearest = min(distance(a, b) for at, a in enumerate(hashes) for b in hashes[:at])

    assert nearest > ALIKE


def test_a_mirrored_photo_is_another_picture():
    photo = scene(320, 240, seed=8)

    assert distance(difference_hash(photo), difference_hash(ImageOps.mirror(photo))) > ALIKE


def test_every_bit_of_a_likeness_is_used():
    brightening = Image.linear_gradient("L").rotate(90)
    darkening = Image.linear_gradient("L").rotate(270)

    assert {difference_hash(brightening), difference_hash(darkening)} == {0, 2**64 - 1}


def test_the_average_colour_is_written_as_css_does():
    assert average_colour(Image.new("RGB", (320, 240), (1, 160, 255))) == "#01a0ff"
