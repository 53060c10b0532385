"""Where organisers begin: what is missing, how much there is to do, the action days."""

from flask import render_template, url_for
from flask_babel import gettext as _

from gallery import campaigns, starts
from gallery.journey import suggesting, totals
from gallery.journey.apart import count_apart
from gallery.journey.reports import count_over
from gallery.journey.watching import is_stuck
from gallery.models import Stage, StartStage
from gallery.web.current import campaign as the_campaign
from gallery.web.current import tools
from gallery.web.office.door import me, pages
from gallery.web.office.rows import Missing, edition_row


@pages.get("/")
def overview() -> str:
    """Show what is to be done."""
    return render_template(
        "office/overview.html",
        missing=[_missing(name) for name in the_campaign().missing],
        numbers=_numbers(),
        suggestions=len(suggesting.list_suggestions()),
        apart=count_apart(me()).total(),
        reports=count_over(),
        is_stuck=is_stuck(tools=tools()),
        starts=starts.count_starts().get(StartStage.WAITING, 0),
        editions=[edition_row(edition) for edition in campaigns.all_editions()[:3]],
    )


def _missing(name: str) -> Missing:
    """Say what is to be written, and where."""
    words = {
        "contact": _("Whom people can write to"),
        "imprint": _("Who answers for this site (imprint)"),
        "consent_own": _("The first permission: that the photos are theirs to share"),
        "consent_use": _("The second permission: who may use the photos, and how"),
    }
    return Missing(words[name], url_for("office.campaign", _anchor=name))


def _numbers() -> list[tuple[int, str]]:
    """Count the photos that were sent, by what became of them."""
    stages = totals.count_stages()
    groups = (
        ((Stage.WAITING,), _("wait for a moderator")),
        ((Stage.HELD,), _("held")),
        ((Stage.APPROVED, Stage.PUBLISHED), _("published")),
        ((Stage.REJECTED, Stage.REFUSED), _("not published")),
        ((Stage.HIDDEN,), _("hidden")),
        ((Stage.WITHDRAWN, Stage.ERASED), _("withdrawn")),
    )
    return [(sum(stages.get(stage, 0) for stage in group), words) for group, words in groups]
