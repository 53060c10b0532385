"""What contact sheets and pages about many photos are made of: frozen values, ready to be shown."""

from dataclasses import dataclass

from gallery.web.review.shapes import Desk


@dataclass(frozen=True)
class Contact:
    """A photo on a sheet."""

    public_id: str
    version: int
    url: str
    image: str  # empty where there is none
    alt: str
    badge: str = ""
    alike: int = 1  # photos of this sheet that look like it, itself counted
    doubt: str = ""  # what may be wrong with it, the weightiest
    now: str = ""  # what it is said to be
    then: str = ""  # and what it would be

    @property
    def chosen(self) -> str:
        """How it is named in a form: which photo, and which version was looked at."""
        return f"{self.public_id}.{self.version}"


@dataclass(frozen=True)
class Group:
    """Photos that lie together: of one submission, or single ones of several."""

    facts: tuple[str, ...]
    url: str  # all of the submission; empty for single ones
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class Tab:
    """A sheet beside this one."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Proposed:
    """What waits for a second person."""

    words: str
    url: str


@dataclass(frozen=True)
class Sheet:
    """A contact sheet."""

    desk: Desk
    name: str
    total: int
    number: int
    sheets: int
    fields: tuple[tuple[str, str], ...]  # what tells which sheet it is
    tabs: tuple[Tab, ...]
    groups: tuple[Group, ...]
    earlier: str
    later: str
    most: int  # photos at once
    proposed: tuple[Proposed, ...] = ()
    is_submission: bool = False
    credit: str = ""
    credit_url: str = ""


@dataclass(frozen=True)
class Asked:
    """What stands in the fields before it is done."""

    reason: str = ""
    city: str = ""
    geoname_id: str = ""
    day: str = ""
    days: str = ""


@dataclass(frozen=True)
class Without:
    """Photos that are left out for one reason."""

    words: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class Preview:
    """What would be done with many photos."""

    desk: Desk
    title: str
    words: str  # which city, day or reason
    act: str
    fields: tuple[tuple[str, str], ...]  # what has been said, and with which photos
    asked: tuple[tuple[str, str], ...]  # the same, to say something else
    fit: tuple[Contact, ...]
    left: tuple[Without, ...]
    needs_second: bool
    is_whole: bool
    back: str
    typed: Asked
    trouble: str = ""
    cities: tuple[str, ...] = ()  # that could be meant


@dataclass(frozen=True)
class Done:
    """What was done with many photos, or is proposed to a second person."""

    desk: Desk
    title: str
    words: str  # the reason of a rejection
    public_id: str
    stage: str
    is_mine: bool
    fit: tuple[Contact, ...]
    left: tuple[Without, ...]
    may_undo: bool
    back: str


@dataclass(frozen=True)
class Alike:
    """Photos that look alike; the first is suggested as the best."""

    desk: Desk
    public_id: str
    contacts: tuple[Contact, ...]
    facts: tuple[str, ...]  # pixels and bytes of each
    back: str
    trouble: str = ""
