"""The few top-level properties of an XMP packet that matter here (ISO 16684-1, 7)."""

from __future__ import annotations

from contextlib import suppress
from xml.parsers import expat

from gallery.images.containers.span import Broken, Span

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = {
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
}
WANTED = frozenset(
    {
        "exif:DateTimeOriginal",
        "exif:GPSLatitude",
        "exif:GPSLongitude",
        "exif:GPSStatus",
        "photoshop:DateCreated",
    }
)
# Editors write up to some hundred kilobytes of history; two megabytes of nonsense cost 0.2 s.
MOST_BYTES = 2 << 20
MOST_ELEMENTS = 50_000
MOST_DEPTH = 64
MOST_TEXT = 256


def properties_of(packet: Span) -> dict[str, str]:
    """Read the wanted properties of the picture itself, by names such as "exif:GPSLatitude".

    Only simple properties right under rdf:Description count: a place inside LocationShown is not
    where the photo was taken. A packet with a DOCTYPE has none; one that breaks off has those
    before the break. Raises nothing.
    """
    reader = _Reader()
    with suppress(Broken, expat.ExpatError, LookupError, ValueError):
        reader.read(packet.copy(most=MOST_BYTES))
    return reader.found


class _Reader:
    """Follows the elements down and keeps what stands in the right place."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.path: list[str] = []
        self.text: list[str] | None = None
        self.elements = 0

    def read(self, packet: bytes) -> None:
        # Whatever the packet declares: another encoding would load a codec in the dark room.
        parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._say
        parser.Parse(packet.strip(b"\x00"), True)

    def _refuse(self, *_: object) -> None:
        # Entities (billion laughs, external files) can only be declared in a DOCTYPE.
        raise Broken("a DOCTYPE in a packet")

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS or len(self.path) >= MOST_DEPTH:
            raise Broken("too many elements, or too deep")
        self.path.append(name)
        if self._is_description():
            for attribute, value in attributes.items():
                self._keep(attribute, value)
        # An element inside a property makes it a structure or list: no simple value.
        self.text = [] if self._is_property() else None

    def _close(self, name: str) -> None:
        if self.text is not None and self._is_property():
            self._keep(name, "".join(self.text))
        self.text = None
        self.path.pop()

    def _say(self, text: str) -> None:
        if self.text is not None and len(self.text) < MOST_TEXT:
            self.text.append(text[:MOST_TEXT])

    def _is_description(self) -> bool:
        above = [f"{RDF} RDF", f"{RDF} Description"]
        return self.path[-2:] == above and self.path.count(above[1]) == 1

    def _is_property(self) -> bool:
        above = [f"{RDF} RDF", f"{RDF} Description"]
        return self.path[-3:-1] == above and self.path.count(above[1]) == 1

    def _keep(self, name: str, value: str) -> None:
        namespace, _, local = name.rpartition(" ")
        known = f"{PREFIXES.get(namespace)}:{local}"
        if known in WANTED:
            self.found.setdefault(known, value.strip()[:MOST_TEXT])
