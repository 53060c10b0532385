"""The forms of people who sign in: what may be said in them, and how it must look."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Email, InputRequired, Length, ValidationError

from gallery.accounts import LEAST_PASSWORD
from gallery.passwords import is_easy_to_guess
from gallery.web.current import campaign

LONGEST_PASSWORD = 200  # characters; nobody types more, and hashing them takes time


class Form(FlaskForm):  # type: ignore[misc]  # the library says no types
    """What every form of ours is made from."""


def hard_to_guess(form: FlaskForm, field: Field) -> None:
    """Refuse a password that would soon be guessed."""
    about = [form[name].data or "" for name in ("name", "email") if name in form]
    if is_easy_to_guess(field.data or "", about=[*about, campaign().name]):
        raise ValidationError(
            gettext(
                "This password is easy to guess. Take four or five words that do not belong "
                "together."
            )
        )


def new_password() -> PasswordField:
    """Ask for a password that is long enough, and hard to guess."""
    return PasswordField(
        _("Password"),
        [
            InputRequired(),
            Length(
                min=LEAST_PASSWORD,
                max=LONGEST_PASSWORD,
                message=_("The password needs at least %(min)d characters, at most %(max)d."),
            ),
            hard_to_guess,
        ],
        description=_(
            "At least %(least)s characters. Four or five words that only you put together.",
            least=LEAST_PASSWORD,
        ),
        render_kw={"autocomplete": "new-password", "minlength": LEAST_PASSWORD},
    )


class SignIn(Form):
    """E-mail and password, and where to go on."""

    email = EmailField(
        _("E-mail"), [InputRequired()], render_kw={"autocomplete": "username", "autofocus": True}
    )
    password = PasswordField(
        _("Password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()


class SignUp(Form):
    """What an invited person says of themselves."""

    name = StringField(
        _("Your name"),
        [DataRequired(), Length(max=80)],
        description=_("The other moderators see it beside your decisions. Any name will do."),
        render_kw={"autocomplete": "nickname"},
    )
    email = EmailField(
        _("E-mail"),
        [InputRequired(), Length(max=254), Email(_("This is no e-mail address."))],
        description=_("You sign in with it. We write to it only when something waits for you."),
        render_kw={"autocomplete": "username"},
    )
    password = new_password()


class LostPassword(Form):
    """A new password alone, for who came by a one-time link."""

    password = new_password()


class NewPassword(Form):
    """Another password, by who knows the present one."""

    former = PasswordField(
        _("Your present password"),
        [InputRequired()],
        render_kw={"autocomplete": "current-password"},
    )
    password = new_password()
