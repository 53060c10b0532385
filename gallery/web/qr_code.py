"""QR codes as SVG that goes straight into a page: no inline style, no file."""

import segno
from markupsafe import Markup


def draw_qr_code(text: str) -> Markup:
    """Return a QR code, dark modules without a background; the page gives it white and a size."""
    code = segno.make_qr(text, error="m")
    drawn = code.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return Markup(drawn)  # drawn from numbers alone; the text itself is not in it
