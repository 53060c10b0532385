"""Mark a photo as sensitive: a child can be recognised, or somebody is in danger for it."""

from gallery.journey.review import Act, check_version, decide, require_reviewable
from gallery.models import Mark, Photo
from gallery.toolbox import Toolbox


def mark(photo: Photo, act: Act, said: Mark | None, *, tools: Toolbox) -> None:
    """Mark a photo, or take the mark off; either is another version of it."""
    check_version(photo, act)
    require_reviewable(photo)
    photo.mark = said
    photo.version += 1
    decide(photo, act, "mark", reason=said.value if said else None, tools=tools)
