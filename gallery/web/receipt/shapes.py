"""What a receipt's page is made of: frozen values, ready to be shown."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Thumb:
    """A small private picture: its address, which works for minutes, and its size in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Typed:
    """What stands in the fields of a photo."""

    city: str = ""
    geoname_id: str = ""
    day: str = ""
    caption: str = ""
    statue: str = ""


@dataclass(frozen=True)
class Asked:
    """A question of somebody who saw the photo, for its sender to answer or not."""

    mark: str
    name: str
    words: str
    contact: str
    is_returned: bool  # an answer was not passed on


@dataclass(frozen=True)
class SentPhoto:
    """One photo as its sender sees it."""

    id: str
    title: str
    state: str
    words: str
    url: str | None = None
    partner: str = ""  # in whose gallery, too, it is shown
    thumb: Thumb | None = None
    may_withdraw: bool = False
    may_change: bool = False
    is_proposed: bool = False  # a change waits for a moderator
    is_country_only: bool = False
    question: str = ""
    inquiries: tuple[Asked, ...] = ()
    asked: tuple[str, ...] = ()  # what was asked for and is not decided yet
    again: str = ""  # where another picture is sent in its place
    note: str = ""  # what a moderator wrote beside the reason
    may_cover: bool = False
    may_correct: bool = False
    typed: Typed = field(default_factory=Typed)


@dataclass(frozen=True)
class Trouble:
    """What could not be done: for which photo, in which field, and why."""

    sentence: str
    photo: str
    field: str
    choices: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Receipt:
    """All that a receipt code opens."""

    photos: tuple[SentPhoto, ...]
    credit: str
    is_country_only: bool
    may_change: bool
    partner: str = ""  # in whose gallery, too, the photos are shown
