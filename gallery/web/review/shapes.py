"""What the moderators' page is made of: frozen values, ready to be shown."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Typed:
    """What stands in the fields."""

    city: str = ""
    geoname_id: str = ""
    day: str = ""
    edition_id: str = ""
    caption: str = ""
    description: str = ""
    statue: str = ""
    country_only: str = ""


@dataclass(frozen=True)
class Row:
    """One box in percent of the picture, as it stands in four fields."""

    left: str = ""
    top: str = ""
    width: str = ""
    height: str = ""


@dataclass(frozen=True)
class Frame:
    """The part of the picture that is kept, in the preview's pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Heads:
    """The heads that were seen: their frames, their boxes in fractions, how many are covered."""

    frames: tuple[Frame, ...]  # of those that show, in the preview's pixels
    boxes: str  # all, as JSON
    seen: int
    covered: int
    sure: int  # about so many that show somebody was asked


@dataclass(frozen=True)
class Preview:
    """A private picture: its address, its size in pixels; ``larger``: of one that shows more."""

    url: str
    width: int
    height: int
    larger: str = ""


@dataclass(frozen=True)
class Judged:
    """The photo at hand."""

    public_id: str
    version: int
    alt: str
    preview: Preview | None
    largest: str  # the address of its largest preview
    tapes: tuple[str, ...]  # outlines of the covers, in the preview's pixels
    frame: Frame | None
    is_open: bool  # it can be decided
    may_be_held: bool
    wants_faces_hidden: bool
    is_confirmed: bool
    lacks: str  # the key of what keeps it from being approved
    why_not: str  # that in words
    stage: str
    public_url: str


@dataclass(frozen=True)
class Asked:
    """What the sender asks for: more covering, and other words to accept or to decline."""

    cover: str  # in words; empty where it is not asked for
    words: tuple[tuple[str, str], ...]  # what it is about, and what shall stand there


@dataclass(frozen=True)
class Care:
    """Whether two people must approve it, and what organisers are asked about it."""

    words: str = ""  # what is said of that; empty where one may
    marks: tuple[tuple[str, str], ...] = ()  # what it may be marked as
    mark: str = ""  # what it is marked as
    is_asked: bool = False  # organisers are asked about it
    note: str = ""  # what they are asked


@dataclass(frozen=True)
class Kept:
    """Why one may look at an original, or why nobody can."""

    reasons: tuple[tuple[str, str], ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Reports:
    """What strangers report of a photo, and what may be done about it."""

    kinds: tuple[tuple[str, int], ...]  # in words, and how often
    words: tuple[str, ...]
    more: int  # sentences that are not shown
    standing: str  # whether people see it meanwhile
    is_hidden: bool
    is_public: bool
    may_be_left: bool


@dataclass(frozen=True)
class Message:
    """A question to a photographer, and its answer, to be read before it goes on."""

    number: int
    stage: str
    mark: str  # of the very words that are shown
    name: str
    contact: str
    question: str
    answer: str
    photo_url: str
    image: str
    alt: str


@dataclass(frozen=True)
class NotePage:
    """What a sender will read, before it is kept."""

    desk: "Desk"
    public_id: str
    version: int
    reason: str
    note: str
    seen: str  # proves that this very page was shown
    language: str


@dataclass(frozen=True)
class Thumb:
    """A photo of the queue."""

    url: str
    image: str
    alt: str
    badge: str
    is_current: bool


@dataclass(frozen=True)
class Tab:
    """One of the queues."""

    name: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Last:
    """The last decision of this person, while it can be undone."""

    words: str
    url: str
    version: int
    seconds: int | None  # left until it may be public


@dataclass(frozen=True)
class Warned:
    """A reason to look twice, and where to."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Way:
    """A way from a photo to others."""

    words: str
    url: str
    key: str = ""


@dataclass(frozen=True)
class Desk:
    """What every page of a moderator shows."""

    me: str  # tells whose decisions a browser keeps
    is_saving: bool = False  # pictures are small
    tabs: tuple[Tab, ...] = ()
    mine: int = 0  # decided today
    last: Last | None = None
    title: str = ""  # of the tab, with what waits
    waiting: int = 0
    seats: tuple[str, ...] = ()  # where the others are


@dataclass(frozen=True)
class ReviewPage:
    """One photo to decide, and what is known of it."""

    desk: Desk
    photo: Judged
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[Warned, ...]
    typed: Typed
    covers: tuple[Row, ...]
    crop: Row
    editions: tuple[tuple[str, str], ...]
    queue: tuple[Thumb, ...]
    before: str = ""
    after: str = ""
    ahead: str = ""  # where a script asks what comes
    several: str = ""  # where it asks for several at once, over a bad line
    asked: Asked | None = None
    heads: Heads | None = None  # where some were seen
    care: Care = field(default_factory=Care)
    statues: tuple[str, ...] = ()  # of this city
    reports: Reports | None = None
    ways: tuple[Way, ...] = ()  # to others
    taken: str = ""  # who else is looking at it
    opinion: str = ""  # what a trainee would do
    original: Kept | None = None
