"""Going through the whole site by its links, as visitors and search engines do, and judging it.

Nothing may be dead, foreign, inline or a cookie; each page is in the sitemap, or it says that
search engines leave it out.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

STARTS = ("/", "/robots.txt", "/sitemap.xml")
#: Doors of those who work here; a visitor has no link to them.
WORK = ("/review/", "/office/", "/account/")
#: What a browser asks for by itself, by element and attribute.
PARTS = {"img": "src", "script": "src", "iframe": "src", "source": "src", "video": "src",
         "input": "src", "object": "data"}  # fmt: skip
ASKED_FOR = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest"}
MOVED = (301, 302, 303, 307, 308)
#: In feeds and sitemaps everything that looks like an address is one of a page or a picture.
WRITTEN = re.compile(r"https?://[^\s\"'<>\\]+")


class Answer(NamedTuple):
    """What came: its status, its headers by their names, and its text where it is one."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def kind(self) -> str:
        """Its media type."""
        return self.headers.get("Content-Type", "").partition(";")[0]


@dataclass
class Source(HTMLParser):
    """What stands in the source of a page."""

    text: str
    links: list[str] = field(default_factory=list)  # that a person can follow
    parts: list[str] = field(default_factory=list)  # that a browser asks for by itself
    beside: dict[str, list[str]] = field(default_factory=dict)  # <link>, by its relation
    inline: list[str] = field(default_factory=list)  # what our policy forbids
    data: list[Any] = field(default_factory=list)  # linked data
    robots: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._is_data = False
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read an element."""
        said = {name: value or "" for name, value in attrs}
        self._is_data = said.get("type") == "application/ld+json"
        self._read_addresses(tag, said)
        self.inline += _inline_in(tag, said)
        if tag == "meta" and said.get("name") == "robots":
            self.robots = said["content"]
        if tag == "meta" and said.get("property") == "og:image":
            self.beside["card"] = [said["content"]]

    def handle_data(self, data: str) -> None:
        """Read linked data."""
        if self._is_data:
            self.data.append(json.loads(data))
            self._is_data = False

    def _read_addresses(self, tag: str, said: dict[str, str]) -> None:
        """Sort the addresses of an element by who follows them."""
        if tag in ("a", "area") and "href" in said:
            self.links.append(said["href"])
        if tag == "link":
            for relation in said["rel"].split():
                self.beside.setdefault(relation, []).append(said["href"])
                self.parts += [said["href"]] * (relation in ASKED_FOR)
        if said.get(PARTS.get(tag, "")):
            self.parts.append(said[PARTS[tag]])
        self.parts += [each.split()[0] for each in said.get("srcset", "").split(",") if each]


def _inline_in(tag: str, said: dict[str, str]) -> Iterator[str]:
    """Yield what of an element a strict policy would forbid."""
    is_data = said.get("type") == "application/ld+json"
    if tag == "style" or (tag == "script" and "src" not in said and not is_data):
        yield f"<{tag}> inside"
    for name in said:
        if name == "style" or name.startswith("on"):
            yield f"{name}= of <{tag}>"


@dataclass
class Met:
    """One address of the site, and how one came there."""

    path: str
    answer: Answer
    come_from: str

    @cached_property
    def source(self) -> Source | None:
        """Its source, where it is a page."""
        is_page = self.answer.kind == "text/html" and self.answer.status == 200
        return Source(self.answer.text) if is_page else None

    @property
    def is_english(self) -> bool:
        """Whether it is in the language in which the sitemap names pages."""
        return self.answer.headers.get("Content-Language") == "en"

    @property
    def is_left_out(self) -> bool:
        """Whether search engines are asked to leave it out."""
        robots = self.source.robots if self.source else ""
        return "noindex" in robots or "noindex" in self.answer.headers.get("X-Robots-Tag", "")


class Site:
    """All of a site that can be reached. ``get`` asks for a path; pages in other languages than
    these are as these, and not visited; ``but`` are addresses that are left alone, too.
    """

    def __init__(
        self,
        get: Callable[[str], Answer],
        *,
        address: str,
        languages: str,
        spoken: str,
        but: str = "^$",
    ) -> None:
        self._but = re.compile(but)
        self.get, self.address = get, address
        unasked = set(spoken.split()) - {"en", *languages.split()}
        self._unvisited = (*WORK, *(f"/{each}/" for each in unasked))
        self.met: dict[str, Met] = {}
        self.linked: set[str] = set()  # by pages for people

    def crawl(self, starts: Iterable[str] = STARTS) -> None:
        """Follow every link from the starts."""
        waiting = [(path, "") for path in starts]
        while waiting:
            path, come_from = waiting.pop()
            if path in self.met or path.startswith(self._unvisited) or self._but.search(path):
                continue
            here = self.met[path] = Met(path, self.get(path), come_from)
            ways = set(self._ours(here.path, self._addresses_in(here)))
            if here.source:
                self.linked |= set(self._ours(path, here.source.links)) - {path}
            waiting += [(each, path) for each in sorted(ways)]

    def pages(self) -> Iterator[tuple[Met, Source]]:
        """Yield the pages for people."""
        for each in self.met.values():
            if each.source:
                yield each, each.source

    def listed(self) -> dict[str, str]:
        """Return the paths of all pages that the sitemap lists, each with its part."""
        parts = [each for each in self.met.values() if each.path.startswith("/sitemap-")]
        return {
            place.removeprefix(self.address): each.path
            for each in parts
            for place in re.findall("<loc>([^<]+)</loc>", each.answer.text)
        }

    def is_closed(self, path: str) -> bool:
        """Whether search engines may not ask for a path (RFC 9309)."""
        lines = self.met["/robots.txt"].answer.text.splitlines()
        closed = [each.partition(": ")[2] for each in lines if each.startswith("Disallow: ")]
        patterns = (re.escape(each).replace(r"\*", ".*") for each in closed)
        return any(re.match(each, path) for each in patterns)

    def _ours(self, path: str, addresses: Iterable[str]) -> Iterator[str]:
        """Yield the paths of those addresses on a page that are ours."""
        for each in addresses:
            whole = urlsplit(urljoin(self.address + path, each))
            if f"{whole.scheme}://{whole.netloc}" == self.address:
                yield whole.path + (f"?{whole.query}" if whole.query else "")

    def _addresses_in(self, here: Met) -> Iterable[str]:
        """Return every address in what was met."""
        if here.answer.status in MOVED:
            return [here.answer.headers["Location"]]
        if here.source is None:
            return _written_in(here.answer.text.replace("&amp;", "&"))
        source = here.source
        beside = (each for some in source.beside.values() for each in some)
        return [*source.links, *source.parts, *beside, *_written_in(json.dumps(source.data))]


def _written_in(text: str) -> Iterator[str]:
    """Yield the whole addresses in a text, but for such as somebody has to fill in."""
    return (each for each in WRITTEN.findall(text) if "{" not in each)


def faults_of(site: Site) -> list[str]:
    """Return what is wrong with a site that was crawled, each in words."""
    return [*_dead(site), *_forbidden(site), *_unlisted(site), *_unlinked(site)]


def _dead(site: Site) -> Iterator[str]:
    """Yield what leads nowhere."""
    for each in site.met.values():
        if each.answer.status not in (200, *MOVED):
            yield f"{each.path}: {each.answer.status}, linked from {each.come_from}"


def _forbidden(site: Site) -> Iterator[str]:
    """Yield cookies, what is asked of other hosts, and what is inline."""
    for each in site.met.values():
        if "Set-Cookie" in each.answer.headers:
            yield f"{each.path}: a cookie"
    for each, source in site.pages():
        hosts = {urlsplit(urljoin(site.address, part)).netloc for part in source.parts}
        foreign = hosts - {urlsplit(site.address).netloc}
        yield from (f"{each.path}: asks {host}" for host in sorted(foreign))
        yield from (f"{each.path}: {found}" for found in source.inline)


def _unlisted(site: Site) -> Iterator[str]:
    """Yield pages that the sitemap does not list, and such that it should not."""
    listed = site.listed()
    for each, source in site.pages():
        [home] = source.beside.get("canonical") or [""]
        is_itself = home == site.address + each.path
        if each.is_left_out or site.is_closed(each.path):
            if each.path in listed:
                yield f"{each.path}: in the sitemap, but search engines leave it out"
        elif not home:
            yield f"{each.path}: may be listed, but names no address of its own"
        elif each.path in listed and not is_itself:
            yield f"{each.path}: in the sitemap, but its address is {home}"
        elif is_itself and each.is_english and "?" not in each.path and each.path not in listed:
            yield f"{each.path}: not in the sitemap"


def _unlinked(site: Site) -> Iterator[str]:
    """Yield what the sitemap lists and no page links to, and addresses of pages that are none."""
    for path in site.listed():
        if path not in site.linked:
            yield f"{path}: in the sitemap, but no page links to it"
    for each, source in site.pages():
        for home in source.beside.get("canonical", []):
            found = site.met.get(home.removeprefix(site.address))
            if found is None or found.answer.status != 200:
                yield f"{each.path}: its address is {home}, which is no page"
