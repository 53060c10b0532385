"""The tree of what can go wrong, in the words of the house.

GalleryError                      something that may happen, and that a person can be told about
├── BadInput                      what was sent cannot be used; the sender can mend it
│   ├── Refused                   a file that is not a photo we can show (reason key, see REFUSALS)
│   ├── TooLarge                  over a limit of size or number
│   ├── ChecksumMismatch          the bytes that came are not the bytes that were meant
│   ├── ProofNeeded               a proof of work is asked for, and none that counts came
│   └── Incomplete                an answer is missing; names the field and the photo
├── NotAllowed                    the person may not do this
│   └── Closed                    not now: the campaign, link or edition is closed
├── NotHere                       there is no such thing
│   ├── Gone                      there was, and it was taken back
│   └── ObjectMissing             a store has no such key
├── Conflict                      somebody else was quicker
│   └── WrongOffset               an upload stands elsewhere; carries the offset
├── Unavailable                   a neighbour is down or full; trying again helps
│   ├── TooOften                  too much at once; carries the seconds to wait
│   ├── StoreUnavailable
│   │   └── ObjectDamaged     what was read is not what was written; carries the photo's number
│   ├── StoreFull
│   └── DarkRoomKilled            the child that read a photo was killed by a limit
├── Undeliverable                 nobody reads messages at this address
└── BadSetting                    a setting cannot be used; carries its name

Errors speak no language: they carry a key and values, doors own the words.
"""


class GalleryError(Exception):
    """What may happen. ``key`` chooses the sentence a door says, ``values`` fill it."""

    key = "error"

    def __init__(self, key: str | None = None, **values: object) -> None:
        self.key = key or type(self).key
        self.values = values
        super().__init__(self.key, values)

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.key} ({said})" if said else self.key


class BadInput(GalleryError):
    """What was sent cannot be used; the sender can mend it."""

    key = "bad-input"


class Refused(BadInput):
    """A file that is not a photo we can show. Its key is one of REFUSALS."""

    key = "unreadable"


class TooLarge(BadInput):
    """Over a limit of size or number."""

    key = "too-large"


class ChecksumMismatch(BadInput):
    """The bytes that came are not the bytes that were meant."""

    key = "checksum-mismatch"


class ProofNeeded(BadInput):
    """A proof of work is asked for, and none that counts came along."""

    key = "proof-needed"


class Incomplete(BadInput):
    """An answer is missing; ``field`` names it and ``photo`` counts from 1 where one is meant."""

    key = "incomplete"


class NotAllowed(GalleryError):
    """The person may not do this."""

    key = "not-allowed"


class Closed(NotAllowed):
    """Not now: the campaign, the link or the edition is closed."""

    key = "closed"


class NotHere(GalleryError):
    """There is no such thing."""

    key = "not-here"


class Gone(NotHere):
    """There was such a thing, and it was taken back."""

    key = "gone"


class ObjectMissing(NotHere):
    """A store has no object of this key."""

    key = "object-missing"


class Conflict(GalleryError):
    """Somebody else was quicker."""

    key = "conflict"


class WrongOffset(Conflict):
    """An upload stands elsewhere; ``offset`` says where, in bytes."""

    key = "wrong-offset"


class Unavailable(GalleryError):
    """A neighbour is down or full; trying again helps."""

    key = "unavailable"


class TooOften(Unavailable):
    """Too much at once, by one or by all; ``seconds`` says when to come again."""

    key = "too-often"


class StoreUnavailable(Unavailable):
    """A store does not answer, or answers nonsense."""

    key = "store-unavailable"


class ObjectDamaged(StoreUnavailable):
    """What was read is not what was written: nobody is given it; ``photo`` is its number."""

    key = "object-damaged"


class StoreFull(Unavailable):
    """A store has no room left."""

    key = "store-full"


class DarkRoomKilled(Unavailable):
    """The child that read a photo was killed; ``limit`` is cpu, wall, memory or crash."""

    key = "dark-room-killed"


class Undeliverable(GalleryError):
    """Nobody reads messages at this address."""

    key = "undeliverable"


class BadSetting(GalleryError):
    """A setting cannot be used; ``setting`` is its name."""

    key = "bad-setting"


#: Why a file may be refused. Doors have a sentence for each, for the sender.
REFUSALS = (
    "empty",  # 0 bytes
    "not-a-photo",  # another kind of file, whatever its name says
    "video",
    "unsupported",  # a picture, but of a kind we do not take (GIF, TIFF, BMP, SVG)
    "unreadable",  # broken or cut off
    "too-many-pixels",
    "too-many-scans",
    "too-small",
    "too-hard",  # reading it took too long or too much memory
)
