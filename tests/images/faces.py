"""Drawn faces that a detector takes for real ones: of nobody."""

from PIL import Image, ImageDraw, ImageFilter

WIDE, HIGH = 200, 260  # pixels of a drawn head


def draw_face(width: int = WIDE) -> Image.Image:
    """Return a grey head from the front."""
    image = Image.new("L", (WIDE, HIGH), 128)
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 10, 180, 255), fill=60)
    draw.ellipse((32, 45, 168, 250), fill=200)
    for middle in (70, 130):
        draw.rectangle((middle - 22, 100, middle + 22, 108), fill=80)
        draw.ellipse((middle - 18, 115, middle + 18, 135), fill=235)
        draw.ellipse((middle - 8, 116, middle + 8, 134), fill=40)
    draw.polygon([(100, 125), (86, 172), (114, 172)], fill=175)
    draw.ellipse((86, 165, 96, 175), fill=110)
    draw.ellipse((104, 165, 114, 175), fill=110)
    draw.ellipse((70, 192, 130, 212), fill=110)
    return image.filter(ImageFilter.GaussianBlur(2)).resize((width, width * HIGH // WIDE))


def draw_people(size: tuple[int, int], *places: tuple[int, int, int]) -> Image.Image:
    """Return a picture with heads: left, top and width in pixels of each."""
    image = Image.new("RGB", size, (128, 128, 128))
    for left, top, width in places:
        image.paste(draw_face(width), (left, top))
    return image
