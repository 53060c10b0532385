"""What strangers report about a photo, in words that a moderator can decide by."""

from collections import Counter

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from gallery.journey import reports
from gallery.journey.reporting import LONGEST_HIDDEN
from gallery.models import Photo, Report, ReportKind, Stage
from gallery.web.present.names import day_name
from gallery.web.review.shapes import Reports

KINDS = {
    ReportKind.DANGER: _later("Someone is in danger"),
    ReportKind.IN_IT: _later("I am in it"),
    ReportKind.CHILD: _later("It shows a child"),
    ReportKind.FACTS: _later("The place or the day is wrong"),
    ReportKind.COPYRIGHT: _later("Copyright: it is somebody else’s photo"),
    ReportKind.OTHER: _later("Something else"),
    ReportKind.ALARM: _later("An organiser found it harmless"),
}
MOST_SHOWN = 10  # sentences beside a photo


def reports_on(photo: Photo) -> Reports | None:
    """Return what is reported and not decided yet, if anything is."""
    found = reports.reports_of(photo)
    if not found:
        return None
    times = Counter[ReportKind]()
    for report in found:
        times[report.kind] += report.times
    said = [f"“{report.words}”" for report in found if report.words]
    return Reports(
        kinds=tuple((str(words), times[kind]) for kind, words in KINDS.items() if times[kind]),
        words=tuple(said[:MOST_SHOWN]),
        more=max(0, len(said) - MOST_SHOWN),
        standing=_standing(photo, found),
        is_hidden=photo.stage is Stage.HIDDEN,
        is_public=photo.stage is Stage.PUBLISHED,
        may_be_left=photo.stage in reports.SHOWN,
    )


def _standing(photo: Photo, found: list[Report]) -> str:
    """Say whether people see it meanwhile, and for how long."""
    hid_at = [report.hid_at for report in found if report.hid_at]
    if photo.stage is Stage.HIDDEN and hid_at and photo.may_be_shown:
        day = day_name((hid_at[0] + LONGEST_HIDDEN).date())
        return str(
            _("Nobody sees it until you decide. If nobody does, it comes back on %(day)s.", day=day)
        )
    if photo.stage not in reports.SHOWN:
        return str(_("Nobody sees it until you decide."))
    if any(report.is_over for report in found):
        return str(_("So many reports came at once that this one did not hide it."))
    return ""
