"""What WordPress makes of an oEmbed answer of a site that it does not know, and of its frame.

Its filter leaves a blockquote and a frame with few attributes, gives both a secret, and shuts the
frame into a sandbox where scripts run and nothing else (wp-includes/embed.php,
``wp_filter_oembed_result``). Its script on the page hides the frame until that names its height,
keeps this within 200 and 1000 pixels, and follows links to the frame's own host (wp-embed.js).
"""

import re
from html import escape
from html.parser import HTMLParser

ALLOWED = {
    "a": {"href"},
    "blockquote": set[str](),
    "iframe": {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling",
               "title"},
}  # fmt: skip
PARTS = re.compile(r"(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", re.DOTALL)
SECRET = "a1B2c3D4e5"
HOST = """
const least = 200, most = 1000;
window.said = [];
addEventListener("message", ({ data, source }) => {
  if (!data?.secret || !data.message || /[^a-zA-Z0-9]/.test(data.secret)) return;
  said.push(data);
  for (const quote of document.querySelectorAll(`blockquote[data-secret="${data.secret}"]`))
    quote.style.display = "none";
  for (const frame of document.querySelectorAll(`iframe[data-secret="${data.secret}"]`)) {
    if (source !== frame.contentWindow) continue;
    frame.removeAttribute("style");
    if (data.message === "height")
      frame.height = Math.max(least, Math.min(most, parseInt(data.value, 10)));
    const isOurs = () => new URL(frame.src).host === new URL(data.value).host;
    if (data.message === "link" && isOurs() && document.activeElement === frame)
      top.location.href = data.value;
  }
});
document.addEventListener("DOMContentLoaded", () => {
  for (const frame of document.querySelectorAll("iframe.wp-embedded-content"))
    frame.contentWindow.postMessage({ message: "ready", secret: frame.dataset.secret }, "*");
});
"""


class Kses(HTMLParser):
    """Leaves the elements and attributes that are allowed."""

    def __init__(self) -> None:
        super().__init__()
        self.left = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave an element's beginning."""
        if tag in ALLOWED:
            kept = [(name, value or "") for name, value in attrs if name in ALLOWED[tag]]
            said = "".join(f' {name}="{escape(value)}"' for name, value in kept)
            self.left += f"<{tag}{said}>"

    def handle_endtag(self, tag: str) -> None:
        """Leave an element's end."""
        if tag in ALLOWED:
            self.left += f"</{tag}>"

    def handle_data(self, data: str) -> None:
        """Leave words."""
        self.left += escape(data)


def filter_answer(html: str) -> str:
    """Return what WordPress puts into a post; nothing where it shows no frame."""
    kses = Kses()
    kses.feed(html)
    found = PARTS.search(kses.left)
    if found is None:
        return ""
    quote = (found[1] or "").replace(
        "<blockquote>", f'<blockquote class="wp-embedded-content" data-secret="{SECRET}">'
    )
    frame = re.sub(
        r' src="([^"]*)"', rf' src="\1#?secret={SECRET}" data-secret="{SECRET}"', found[2]
    )
    return quote + frame.replace(
        "<iframe",
        '<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted"'
        ' style="position: absolute; visibility: hidden;"',
    )


def post_with(html: str) -> str:
    """Return a post with an answer in it."""
    return f"<h1>A post</h1>{filter_answer(html)}<script>{HOST}</script>"
