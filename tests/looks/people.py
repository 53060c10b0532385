"""Who works here: the ways in, one's own account, and the people of an organiser."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from gallery.web.account.own import SessionRow
from gallery.web.account.second import FactorRow
from gallery.web.factors import Ways
from gallery.web.forms import LostPassword, NewPassword, SignIn, SignUp
from gallery.web.office.forms import InvitationForm
from gallery.web.office.staff import InvitedRow, PersonRow
from gallery.web.qr_code import draw_qr_code
from tests.looks.given import Page

NOON = datetime(2010, 12, 20, 12, 0, tzinfo=UTC)
APP = "otpauth://totp/x:m?secret=MLGLSF6C3DNVWKZFMRWG33P5H4DYB4E6&issuer=x"
WAYS = Ways(
    '{"challenge": "aGVsbG8"}', "MLGL SF6C 3DNV WKZF MRWG 33P5 H4DY B4E6",
    draw_qr_code(APP),
    APP,
)  # fmt: skip
PEOPLE = [
    PersonRow(
        1, "Olga", "/a", "olga@example.org", "organiser", (), date(2010, 12, 18),
        has_factor=True, is_active=True, is_oneself=True,
    ),
    PersonRow(
        2, "Mira", "/b", "mira@example.org", "moderator", ("Vilnius, Lithuania", "Italy"), None,
        has_factor=False, is_active=False, is_oneself=False,
    ),
]  # fmt: skip
INVITED = [
    InvitedRow(1, "jonas@example.org", "moderator", ("Lithuania",), date(2010, 12, 25), False),
    InvitedRow(2, "", "organiser", (), date(2010, 12, 2), is_expired=True),
]
COUNTRIES = [("", "All countries"), ("it", "Italy"), ("lt", "Lithuania")]


@dataclass(frozen=True)
class Worker:
    """Somebody who is signed in."""

    name: str
    is_organiser: bool
    is_authenticated: bool = True


OLGA = Worker("Olga", is_organiser=True)
STAFF: dict[str, Page] = {
    "office-people": (
        "office/people.html",
        lambda: {
            "form": InvitationForm(formdata=None),
            "people": PEOPLE, "invited": INVITED, "countries": COUNTRIES, "typed": {}, "days": 7,
            "invitation": "https://example.org/sign-up/k5w2h3j4n6p7q2r3k5w2h3j4n",
        },
    ),
    "office-person": (
        "office/person.html",
        {
            "person": PEOPLE[1], "countries": COUNTRIES, "typed": {},
            "places": [(1, "Vilnius, Lithuania"), (2, "Italy")], "role": "trainee",
            "roles": [("trainee", "trainee"), ("moderator", "moderator")], "days": 30,
        },
    ),
    "office-person-out": (
        "office/person.html",
        {
            "person": replace(PEOPLE[1], is_active=False), "countries": COUNTRIES, "typed": {},
            "places": [], "role": "trainee", "roles": [("trainee", "trainee")], "days": 30,
        },
    ),
    "account": (
        "account/own.html",
        lambda: {
            "form": NewPassword(formdata=None),
            "sessions": [SessionRow(1, NOON, True), SessionRow(2, NOON, is_this_one=False)],
            "digest": 24,
        },
    ),
    "account-sure": ("account/sure.html", {"current_user": OLGA}),
    "account-first": (
        "account/first.html",
        {"current_user": OLGA, "here": "/office/people/", "said": [("role", "organiser")]},
    ),
    "account-second-factors": (
        "account/second_factors.html",
        lambda: {
            "factors": [
                FactorRow(1, "Passkey", date(2010, 12, 18)), FactorRow(2, "App", date(2010, 12, 20))
            ],
            "left": 9, "ways": WAYS, "current_user": OLGA,
        },
    ),
    "second": ("sign_in/second.html", {"asked": '{"challenge": "aGVsbG8"}'}),
    "set-up": ("sign_in/set_up.html", lambda: {"ways": WAYS}),
    "recovery": (
        "sign_in/recovery.html",
        {"codes": [f"k5w2h-3j4n{number}" for number in range(10)], "onward": "/review/"},
    ),
    "new-password": (
        "sign_in/new_password.html",
        lambda: {"form": LostPassword(formdata=None), "until": date(2010, 12, 25)},
    ),
    "sign-in": ("sign_in/sign_in.html", lambda: {"form": SignIn(formdata=None)}),
    "sign-up": (
        "sign_in/sign_up.html",
        lambda: {
            "form": SignUp(formdata=None), "role": "moderator", "until": date(2010, 12, 25),
        },
    ),
}  # fmt: skip
