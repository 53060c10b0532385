"""How alike two pictures are: their light (SSIM) and their colours (CIEDE2000)."""

import numpy
from PIL import Image

Array = numpy.ndarray

#: Windows over which two pictures are compared (Wang et al., "Image Quality Assessment", 2004).
WINDOW = 8
STEADY, STEADY_CONTRAST = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def ssim(one: Image.Image, other: Image.Image) -> float:
    """Return how alike the light in two pictures of one size is, 1 at most."""
    x, y = (numpy.asarray(each.convert("L"), dtype=numpy.float64) for each in (one, other))
    mean_x, mean_y = _means(x), _means(y)
    var_x, var_y = _means(x * x) - mean_x**2, _means(y * y) - mean_y**2
    both = _means(x * y) - mean_x * mean_y
    light = (2 * mean_x * mean_y + STEADY) / (mean_x**2 + mean_y**2 + STEADY)
    shape = (2 * both + STEADY_CONTRAST) / (var_x + var_y + STEADY_CONTRAST)
    return float((light * shape).mean())


def _means(values: Array) -> Array:
    """Return the mean of every window."""
    sums = numpy.pad(values.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    corners = sums[WINDOW:, WINDOW:] - sums[:-WINDOW, WINDOW:] - sums[WINDOW:, :-WINDOW]
    return (corners + sums[:-WINDOW, :-WINDOW]) / WINDOW**2


def colour_distance(one: Image.Image, other: Image.Image) -> float:
    """Return the mean dE00 of two pictures of one size, at a quarter of it: noise is no colour."""
    return float(delta_e_2000(_lab(one), _lab(other)).mean())


def _lab(image: Image.Image) -> Array:
    """Return CIE L*a*b* (D65) of a picture in sRGB at a quarter of its size."""
    size = max(1, image.width // 4), max(1, image.height // 4)
    levels = numpy.asarray(image.resize(size, Image.Resampling.BOX), dtype=numpy.float64) / 255
    linear = numpy.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = linear @ numpy.array(to_xyz).T / (0.9505, 1.0, 1.089)
    f = numpy.where(xyz > (6 / 29) ** 3, numpy.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = numpy.moveaxis(f, -1, 0)
    return numpy.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), axis=-1)


def delta_e_2000(one: Array, other: Array) -> Array:
    """Return CIEDE2000 of L*a*b* values (Sharma, Wu, Dalal, 2005; numbers are its equations)."""
    (l1, a1, b1), (l2, a2, b2) = (numpy.moveaxis(each, -1, 0) for each in (one, other))
    chroma = (numpy.hypot(a1, b1) + numpy.hypot(a2, b2)) / 2
    g = 0.5 * (1 - numpy.sqrt(chroma**7 / (chroma**7 + 25.0**7)))  # 4
    a1, a2 = (1 + g) * a1, (1 + g) * a2  # 5
    c1, c2 = numpy.hypot(a1, b1), numpy.hypot(a2, b2)  # 6
    h1, h2 = (numpy.degrees(numpy.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))  # 7
    turn = (h2 - h1 + 180) % 360 - 180  # 10
    turn = numpy.where(c1 * c2 == 0, 0, turn)
    hue = 2 * numpy.sqrt(c1 * c2) * numpy.sin(numpy.radians(turn) / 2)  # 11
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2  # 12, 13
    mean_h = numpy.where(c1 * c2 == 0, h1 + h2, (h1 + turn / 2) % 360)  # 14
    t = 1 - 0.17 * _cos(mean_h - 30) + 0.24 * _cos(2 * mean_h)
    t += 0.32 * _cos(3 * mean_h + 6) - 0.20 * _cos(4 * mean_h - 63)  # 15
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / numpy.sqrt(20 + (mean_l - 50) ** 2)  # 18
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t  # 19, 20
    around = 30 * numpy.exp(-(((mean_h - 275) / 25) ** 2))  # 16
    r_t = -2 * numpy.sqrt(mean_c**7 / (mean_c**7 + 25.0**7))  # 17, 21
    r_t *= numpy.sin(numpy.radians(2 * around))
    light, colour, tone = (l2 - l1) / s_l, (c2 - c1) / s_c, hue / s_h
    return numpy.sqrt(light**2 + colour**2 + tone**2 + r_t * colour * tone)  # 22


def _cos(degrees: Array) -> Array:
    return numpy.cos(numpy.radians(degrees))
