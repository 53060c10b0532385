"""How a frame looks: what partners may choose in its address, and what its colours become."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from gallery.errors import BadInput

LAYOUTS = ("grid", "strip", "one")
THEMES = ("follow", "light", "dark")
#: So many photos stand in so many rows of a frame 600 pixels wide; more would be too many requests.
PHOTOS_IN_ROWS = {"1": 3, "2": 6, "3": 7}
PHOTOS_IN_STRIP = 7
COLOUR = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)
KEY = re.compile("[a-z0-9]{1,16}")
#: What embed.css shows by day and by night; and how strong a mark on it has to be (WCAG 1.4.11).
PAPERS = {"light": "f7f4ee", "dark": "12100d"}
WHITE, BLACK = "ffffff", "000000"
STRONG = 3.0


@dataclass(frozen=True)
class Look:
    """What a partner chose; as it stands, everything is as we like it best."""

    layout: str = "grid"
    theme: str = "follow"
    rows: str = "2"
    accent: str = ""  # six digits; empty: our own red
    partner: str = ""  # the key of whose page it stands on

    @property
    def query(self) -> dict[str, str]:
        """What an address has to say about it: only what is not as usual."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in said.items() if value != getattr(Look, name)}

    @property
    def is_chosen(self) -> bool:
        """Whether something is not as usual, whoever's page it stands on."""
        return any(name != "partner" for name in self.query)

    @property
    def photos(self) -> int:
        """How many photos are shown."""
        return {"one": 1, "strip": PHOTOS_IN_STRIP}.get(self.layout, PHOTOS_IN_ROWS[self.rows])


AS_USUAL = Look()


def read_look(said: Mapping[str, Any]) -> Look:
    """Read what an address or a form says; raise BadInput for what we have not."""
    known = {
        "layout": (LAYOUTS, "unknown-layout"),
        "theme": (THEMES, "unknown-theme"),
        "rows": (tuple(PHOTOS_IN_ROWS), "unknown-rows"),
    }
    chosen = {name: str(said.get(name) or getattr(Look, name)) for name in known}
    for name, (values, otherwise) in known.items():
        if chosen[name] not in values:
            raise BadInput(otherwise)
    accent = read_colour(str(said.get("accent") or ""))
    return Look(**chosen, accent=accent, partner=read_key(said))


def read_key(said: Mapping[str, Any]) -> str:
    """Return the key of a partner in an address; empty where there is none, or nonsense."""
    key = str(said.get("partner") or "")
    return key if KEY.fullmatch(key) else ""


def read_colour(text: str) -> str:
    """Return the six digits of a colour, empty where there is none; raise BadInput otherwise."""
    if not text:
        return ""
    found = COLOUR.fullmatch(text.strip())
    if found is None:
        raise BadInput("unknown-accent")
    return found[1].lower()


def accent_rules(colour: str) -> str:
    """Write the style rules of an accent: by day and by night strong enough, with words on it."""
    light, dark = (_tape_on(paper, colour) for paper in PAPERS.values())
    return (
        f":root{{{light}}}"
        f"@media (prefers-color-scheme:dark){{:root:not(.is-light){{{dark}}}}}"
        f":root.is-dark{{{dark}}}"
    )


def strong_on(paper: str, colour: str) -> str:
    """Return a colour, moved away from the paper until one can tell it from that."""
    ink = ink_on(paper)
    for share in range(101):
        mixed = _mix(colour, ink, share / 100)
        if contrast(mixed, paper) >= STRONG:
            return mixed
    return ink


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour: 4.58 at the least."""
    return max(WHITE, BLACK, key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _tape_on(paper: str, colour: str) -> str:
    """Write what tape is made of on a paper."""
    tape = strong_on(paper, colour)
    return f"--tape:#{tape};--on-tape:#{ink_on(tape)}"


def _mix(colour: str, ink: str, share: float) -> str:
    """Return a colour with a share of ink in it."""
    pairs = zip(bytes.fromhex(colour), bytes.fromhex(ink), strict=True)
    return bytes(round(one + (other - one) * share) for one, other in pairs).hex()


def _luminance(colour: str) -> float:
    """Return how bright a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(part / 255) for part in bytes.fromhex(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """Undo the curve of sRGB."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
