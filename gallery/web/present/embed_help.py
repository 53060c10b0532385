"""What webmasters paste into their own systems: addresses and codes of this very site."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from gallery.journey.visit import Scope
from gallery.web.current import absolute_url, site_url, tools
from gallery.web.present.addresses import gallery_url, whole
from gallery.web.present.builder import script_code
from gallery.web.present.frame_codes import OF_ROWS, WIDTH, iframe_of
from gallery.web.present.frames import Frame
from gallery.web.present.looks import AS_USUAL

#: What a filter has to leave of our code.
TAGS = "<iframe src title width height loading sandbox referrerpolicy>"
#: What is left of our code in a post of Discourse.
PLAIN = Markup('<iframe src="{src}" width="{width}" height="{height}"></iframe>')


@dataclass(frozen=True)
class Policies:
    """What a Content Security Policy has to say."""

    frame: str
    script: str
    component: str


@dataclass(frozen=True)
class HelpPage:
    """``pages/embed_help.html``."""

    site: str
    host: str
    link: str  # of a page of ours, for who knows oEmbed
    frame: str  # the address of a frame
    frames: str  # what the addresses of all frames begin with
    code: str
    plain: str
    script: str
    endpoint: str
    policies: Policies
    tags: str = TAGS


def help_page() -> HelpPage:
    """Return what stands on the page; the examples show the latest photos."""
    site, frame = site_url(), Frame()
    return HelpPage(
        site=site,
        host=urlsplit(site).netloc,
        link=whole(gallery_url(Scope())),
        frame=frame.address,
        frames=f"{site}/",  # those in other languages begin with their language
        code=str(iframe_of(frame)),
        plain=str(PLAIN.format(src=frame.address, width=WIDTH, height=OF_ROWS[AS_USUAL.rows])),
        script=script_code(),
        endpoint=absolute_url("embed.oembed"),
        policies=_policies(site),
    )


def _policies(site: str) -> Policies:
    """Return what to allow; pictures may come from a place of their own."""
    media = urlsplit(tools().settings.media_url)
    pictures = f"{media.scheme}://{media.netloc}" if media.netloc else site
    return Policies(
        frame=f"frame-src {site}",
        script=f"script-src {site}",
        component=f"script-src {site}; connect-src {site}; img-src {pictures}",
    )
