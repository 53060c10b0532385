"""The stages of a photo and the only table by which a stage changes."""

from enum import StrEnum


class Stage(StrEnum):
    """What a photo is owed can be read from its stage alone."""

    RECEIVED = "received"
    WAITING = "waiting"
    HELD = "held"
    APPROVED = "approved"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    REFUSED = "refused"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


#: Nothing is owed to a sender any more but the erasing.
TAKEN_BACK = (Stage.WITHDRAWN, Stage.ERASED)
#: Moderators may decide what becomes of these.
REVIEWABLE = (Stage.WAITING, Stage.HELD, Stage.HIDDEN)

NEXT_STAGES: dict[Stage, frozenset[Stage]] = {
    Stage.RECEIVED: frozenset({Stage.WAITING, Stage.REFUSED, Stage.WITHDRAWN}),
    Stage.WAITING: frozenset({Stage.APPROVED, Stage.REJECTED, Stage.HELD, Stage.WITHDRAWN}),
    Stage.HELD: frozenset({Stage.WAITING, Stage.APPROVED, Stage.REJECTED, Stage.WITHDRAWN}),
    Stage.APPROVED: frozenset({Stage.PUBLISHED, Stage.WAITING, Stage.WITHDRAWN}),
    Stage.PUBLISHED: frozenset({Stage.APPROVED, Stage.HIDDEN, Stage.WITHDRAWN}),
    Stage.HIDDEN: frozenset({Stage.APPROVED, Stage.REJECTED, Stage.WITHDRAWN}),
    Stage.REFUSED: frozenset({Stage.WAITING, Stage.WITHDRAWN, Stage.ERASED}),
    Stage.REJECTED: frozenset({Stage.WAITING, Stage.WITHDRAWN, Stage.ERASED}),
    Stage.WITHDRAWN: frozenset({Stage.ERASED}),
    Stage.ERASED: frozenset(),
}
