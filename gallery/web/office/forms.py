"""What organisers may say, and how it must look."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from gallery.actions import LinkRules
from gallery.campaigns import OPEN_DAYS, NewEdition
from gallery.models import MODERATOR, ORGANISER, TRAINEE
from gallery.web.forms import Form

MISSING = _("Please fill this in.")
LONGEST_TEXT = 20_000  # characters
NO_DAY = _("Please give a day, like 2026-12-19.")
NO_NUMBER = _("Please give a number, or nothing.")
TOO_LONG = _("At most %(max)d characters, please.")


def at_most(length: int) -> Length:
    """Allow a text of this many characters."""
    return Length(max=length, message=TOO_LONG)


def tidied(text: str | None) -> str:
    """Leave out the space around a text."""
    return (text or "").strip()


def number_or_none(text: object) -> int | None:
    """Read the number of a choice; the empty one is none."""
    return int(str(text)) if text else None


def line(label: Any, *validators: Any, hint: Any = "") -> StringField:
    """Ask for one line of text."""
    return StringField(label, validators, filters=[tidied], description=hint)


def text(label: Any, *, rows: int, hint: Any = "") -> TextAreaField:
    """Ask for several lines of text."""
    look = {"rows": rows}
    limits = [at_most(LONGEST_TEXT)]
    return TextAreaField(label, limits, filters=[tidied], description=hint, render_kw=look)


class Day(DateField):  # type: ignore[misc]
    """A day; what is none is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a day."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(NO_DAY)) from error


class Count(IntegerField):  # type: ignore[misc]
    """A number; what is none is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(NO_NUMBER)) from error


class CampaignTexts(Form):
    """All that an organiser writes; fields are named as the campaign's columns."""

    name = line(_("Name of the campaign"), DataRequired(MISSING), at_most(80))
    headline = line(
        _("Headline"),
        DataRequired(MISSING),
        at_most(120),
        hint=_("The first thing people read, in large letters."),
    )
    headline_taped = line(
        _("Its word under tape"),
        at_most(40),
        hint=_("A word or a part of a word of the headline; empty: no tape."),
    )
    lede = text(_("Below the headline"), rows=3, hint=_("One or two sentences."))
    about = text(_("About"), rows=8, hint=_("Who you are, why you do this, how one can join."))
    contact = text(
        _("Whom people can write to"), rows=3,
        hint=_("Shown to everybody. For example an e-mail address, and what to write to it about."),
    )  # fmt: skip
    press = text(
        _("Whom newspapers ask"), rows=3, hint=_("Shown on “About”. Empty: the contact above."),
    )  # fmt: skip
    imprint = text(
        _("Who answers for this site (imprint)"), rows=4,
        hint=_("Name and postal address, as the law of your country asks for. If that would bring "
               "somebody into danger, let a partner organisation answer."),
    )  # fmt: skip
    privacy = text(
        _("Privacy, in addition"), rows=4,
        hint=_("What we keep is explained already. Add who is responsible, and whom to ask."),
    )  # fmt: skip
    consent_own = text(
        _("First box: the photos are theirs to share"), rows=2,
        hint=_("For example: I took these photos, or the person who took them lets me share them."),
    )  # fmt: skip
    consent_use = text(
        _("Second box: who may use them"), rows=2,
        hint=_("For example: Anyone may use them, also in newspapers, with credit (CC BY 4.0). "
               "They show my political opinion, and I want that."),
    )  # fmt: skip
    licence = line(
        _("Licence of the photos"),
        DataRequired(MISSING),
        at_most(40),
        hint=_("For example CC BY 4.0. The second box must say the same."),
    )
    licence_url = URLField(
        _("Address of the licence"),
        [
            DataRequired(MISSING),
            at_most(200),
            Regexp(
                r"https?://\S+\Z", message=_("Please give an address that begins with https://")
            ),
        ],
        filters=[tidied],
    )

    def texts(self) -> dict[str, str]:
        """Return what was written, by the campaign's columns."""
        return {name: said for name, said in self.data.items() if name != "csrf_token"}

    def validate_headline_taped(self, field: StringField) -> None:
        """Tape needs a word to be on."""
        if field.data not in (self.headline.data or ""):
            raise ValidationError(gettext("The headline has no such word. Mind capitals, too."))


class EditionForm(Form):
    """An action day; fields are named as the edition's columns."""

    day = Day(_("Action day"), [InputRequired(MISSING)])
    name = line(_("Name"), at_most(80), hint=_("Empty: its month, such as December 2026."))
    first_day = Day(
        _("First day of its photos"), [Optional()], description=_("Empty: the action day.")
    )
    closes_on = Day(
        _("Last day of its photos"), [Optional()],
        description=_("Empty: %(days)s days after it. Photos of the days between are filed here.",
                      days=OPEN_DAYS),
    )  # fmt: skip
    reported_cities = Count(
        _("Cities, as reported"),
        [Optional(), NumberRange(min=1, max=99_999, message=NO_NUMBER)],
        description=_("Only if somebody counted them, such as a newspaper."),
    )
    reported_words = line(_("… in words"), at_most(40), hint=_("For example: over 70"))
    reported_source = line(
        _("… and who said so"),
        at_most(300),
        hint=_("For example: report of the European Parliament, 17 March 2009"),
    )

    is_noindex = BooleanField(
        _("Keep it out of search engines"),
        description=_(
            "Its pages then ask not to be listed. Who has the address still sees everything."
        ),
    )

    def edition(self) -> NewEdition:
        """Return what was said."""
        return NewEdition.on(
            self.day.data,
            name=self.name.data,
            first_day=self.first_day.data,
            closes_on=self.closes_on.data,
            reported_cities=self.reported_cities.data,
            reported_words=self.reported_words.data,
            reported_source=self.reported_source.data,
            is_noindex=self.is_noindex.data,
        )


class LinkForm(Form):
    """An upload link; fields are named as its columns."""

    organisation = line(_("Group"), at_most(120), hint=_("Who hands this link out."))
    max_photos = Count(
        _("Most photos"),
        [Optional(), NumberRange(min=1, max=99_999, message=NO_NUMBER)],
        description=_("Empty: as many as come. What is taken back makes room again."),
    )
    closes_on = Day(
        _("Last day"),
        [Optional()],
        description=_("Empty: no last day. It ends at midnight in the city."),
    )
    is_trusted = BooleanField(
        _("We trust this group"),
        description=_(
            "A moderator may then approve several of its photos in one go. Nothing approves "
            "itself: a person still looks at each photo."
        ),
    )

    needs_proof = BooleanField(
        _("Ask for a proof of work"),
        description=_(
            "When somebody floods this link: each phone then does a sum for some seconds before it "
            "sends. Who sends without JavaScript need not, but their photos are held for you."
        ),
    )

    #: Its choices are said by the page: the partners that have a key.
    partner_id = SelectField(
        _("Partner"),
        choices=[],
        coerce=number_or_none,
        description=_(
            "What comes through this link stands in the partner’s gallery, if it has one."
        ),
    )

    def rules(self) -> LinkRules:
        """Return what was said."""
        return LinkRules(
            organisation=self.organisation.data,
            max_photos=self.max_photos.data,
            closes_on=self.closes_on.data,
            is_trusted=self.is_trusted.data,
            needs_proof=self.needs_proof.data,
            partner_id=self.partner_id.data,
        )


class InvitationForm(Form):
    """Who is invited."""

    role = RadioField(
        _("As what"),
        [DataRequired(MISSING)],
        choices=[
            SelectChoice(TRAINEE, _("Trainee")),
            SelectChoice(MODERATOR, _("Moderator")),
            SelectChoice(ORGANISER, _("Organiser")),
        ],
        default=MODERATOR,
    )
    email = EmailField(
        _("E-mail"),
        [Optional(), at_most(254), Email(_("This is no e-mail address."))],
        filters=[tidied],
        description=_("May be empty. It fills in their form."),
    )
