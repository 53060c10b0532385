"""What waits in the evening of ``desk``: a matter of each kind, and enough of the usual ones."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from flask_security.utils import hash_password

from gallery import accounts, one_time_codes, second_factor, starts
from gallery.db import db, unit_of_work
from gallery.journey import amend, apart, inquiries, leases, opinions, reporting, review
from gallery.journey.inquiries import Question
from gallery.journey.lanes import Lane
from gallery.journey.review import Act
from gallery.journey.withdraw import withdraw_photo
from gallery.models import (
    MODERATOR,
    ORGANISER,
    TRAINEE,
    Account,
    ActionLink,
    ActionStage,
    City,
    CitySuggestion,
    Faces,
    FaceWish,
    How,
    Mark,
    ReportKind,
    Scope,
    Source,
    Stage,
    Submission,
)
from gallery.starts import Person, Wish
from gallery.toolbox import Toolbox
from tests.bars.desk import Evening
from tests.factories import (
    NOON,
    create_account,
    create_action,
    create_bulk,
    create_city,
    create_edition,
    create_link,
    create_submission,
    create_turin,
    saved,
)

HEADS = [[0.12, 0.62, 0.11, 0.17], [0.41, 0.66, 0.1, 0.16], [0.72, 0.6, 0.12, 0.18]]
QUESTION = "Is the man on the left one of your group, and did he agree to be shown?"
#: What opens receipts, answers and starts; each is another thing's.
CODES = {
    "receipt": "agility blooming cosmos denim elves flannel",
    "inquiry": "maple onion river stone lamp wheat",
    "start": "cosmos denim agility river lamp stone",
}
PASSWORD = "four words nobody joins"
SECRET = "MLGLSF6C3DNVWKZFMRWG33P5H4DYB4E6"
DAY = date(2010, 12, 18)
STAFF: dict[str, tuple[str, str]] = {
    "olga": (ORGANISER, ""), "mira": (MODERATOR, ""), "jonas": (MODERATOR, ""),
    "pia": (MODERATOR, "pt"), "tim": (TRAINEE, ""), "nora": (MODERATOR, ""),
    "nino": (MODERATOR, ""),
}  # fmt: skip


def set_out(evening: Evening) -> None:
    """Let everything wait that may wait."""
    for name, (role, country) in STAFF.items():
        scopes = [Scope(country=country)] if country else []
        email = f"{name}@example.org"
        said = {"name": name.title(), "email": email, "scopes": scopes, "password": _password()}
        evening.people[name] = create_account(role, **said)
    _give_a_second_factor(evening.people["nora"], tools=evening.tools)
    _fill_the_office(evening)
    _bring_the_usual(evening)
    _bring_what_is_asked(evening)
    _bring_what_is_delicate(evening)
    _bring_what_was_decided(evening)
    _bring_what_was_said(evening)
    leases.take(evening.people["jonas"], Lane(edition="2010-12", place="it/turin"),
                tools=evening.tools)  # fmt: skip
    db.session.commit()


@cache
def _password() -> str:
    """Hash everybody's password, once."""
    return str(hash_password(PASSWORD))


def _give_a_second_factor(account: Account, *, tools: Toolbox) -> None:
    """Let somebody use an app, and have recovery codes."""
    with unit_of_work():
        code = one_time_codes.code_at(SECRET, tools.now())
        second_factor.add_app(account, SECRET, code, tools=tools)
        second_factor.make_recovery_codes(account, tools=tools)


def sent(minutes: int, **said: Any) -> Submission:
    """Return what somebody sent so long ago."""
    at = NOON - timedelta(minutes=minutes)
    return create_submission(sent_at=at, begun_at=at, **said)


def riga() -> City:
    """Where a camera may have been instead."""
    return create_city(
        geoname_id=456172, country="lv", slug="riga", name="Riga", lat=56.946, lon=24.10589
    )


def minsk() -> City:
    """In a country where pictures may be dangerous."""
    return create_city(
        geoname_id=625144, country="by", slug="minsk", name="Мінск", lat=53.9, lon=27.56667
    )


def _fill_the_office(evening: Evening) -> None:
    """Action days, cities, links, invitations, who wants to start and which city is missed."""
    create_edition(year=2010, month=3, name="", day=date(2010, 3, 16), reported_words="over 70",
                   reported_cities=70)  # fmt: skip
    day = date(2011, 3, 16)
    create_edition(year=2011, month=3, name="", day=day, first_day=day, closes_on=date(2011, 5, 1))
    vilnius = create_action()
    create_action(city=create_turin(), stage=ActionStage.ANNOUNCED)
    create_link(action=vilnius, organisation="JEF Vilnius", is_trusted=True, max_photos=200)
    create_link(action=vilnius, is_revoked=True)
    missed = CitySuggestion(country="pl", name="Mir, near Nesvizh", key="mir", suggested_on=DAY)
    evening.wait("missed", city=None, country="pl", submission=sent(15, suggestion=saved(missed)))
    person = Person("Mari", "mari@example.org", "For everyone who is not allowed to speak.")
    with unit_of_work():
        wish = Wish(None, 588335, "Students of Tartu", "Two writers", person)
        starts.ask_to_start(wish, code=CODES["start"], tools=evening.tools)
        for name, email in (("invitation", "jonas@example.org"), ("other invitation", "")):
            token = accounts.invite(MODERATOR, tools=evening.tools, email=email)
            evening.named[name] = token
        evening.named["way back"] = accounts.invite_back(evening.people["tim"], tools=evening.tools)


def _bring_the_usual(evening: Evening) -> None:
    """What most of an evening is: sent by groups and by single people, a burst among it."""
    link = db.session.query(ActionLink).filter_by(is_trusted=True).one()
    through = sent(60, link=link, credit="JEF Vilnius")
    for number in range(24):
        evening.wait(f"trusted {number}", shape=number, submission=through)
    alone = sent(180, credit="Ana K.")
    for number in range(4):
        photo = evening.wait(f"burst {number}", shape=4, submission=alone)
        photo.likeness = f"{0xABCDEF0123456789 ^ number:016x}"
    for number in range(23):
        evening.wait(f"usual {number}", shape=number + 3, submission=sent(40 + number))
    for number in range(6):
        evening.wait(f"turin {number}", shape=number, city=create_turin(), submission=sent(30))
    for number in range(3):
        evening.wait(f"minsk {number}", shape=number, city=minsk(), submission=sent(95))
    evening.wait("unplaced", city=None, edition=None, country=None, submission=sent(20))


def _bring_what_is_asked(evening: Evening) -> None:
    """Wishes to hide faces in every state of being fulfilled."""
    hide = sent(170, faces=FaceWish.HIDE)
    evening.wait("wish", shape=1, submission=hide)
    evening.wait("heads", shape=3, submission=hide, heads=HEADS)
    evening.wait("covered", submission=hide, heads=HEADS, covers=HEADS,
                 faces_confirmed=Faces.COVERED)  # fmt: skip
    evening.wait("cropped", shape=2, submission=hide, crop=[0.2, 0.05, 0.5, 0.8],
                 faces_confirmed=Faces.NONE)  # fmt: skip
    evening.wait("held", shape=5, stage=Stage.HELD, submission=sent(300), question=QUESTION)
    evening.wait("answered", shape=6, stage=Stage.HELD, submission=sent(290), question=QUESTION,
                 answer="Yes, he did, he is our chairman and proud of it.")  # fmt: skip


def _bring_what_is_delicate(evening: Evening) -> None:
    """Doubts, sensitive photos, what organisers are asked, what is out of sight."""
    mira, jonas, tools = evening.people["mira"], evening.people["jonas"], evening.tools
    evening.wait(
        "doubts", shape=7, submission=sent(160, how=How.AT_RISK), camera_city=riga(),
        camera_day=date(2010, 12, 16), day=date(2010, 12, 25), day_source=Source.SENDER,
        flags=["exif-unreadable"], caption="They would not listen.", description="A taped head.",
    )  # fmt: skip
    evening.wait("child", shape=8, submission=sent(150), mark=Mark.CHILD)
    first = evening.wait("second", shape=9, submission=sent(140), mark=Mark.DANGER)
    alarm = evening.wait("alarm", shape=10, submission=sent(135))
    asked = evening.wait("asked", shape=10, submission=sent(135))
    opinion = evening.wait("opinion", shape=11, submission=sent(130))
    with unit_of_work() as unit:
        review.approve(first, Act(jonas, first.version), tools=tools, unit=unit)
        apart.sound_alarm(alarm, by=mira, tools=tools, unit=unit)
        apart.ask_organisers(asked, "Is this our statue? The flag is new.", by=mira, tools=tools)
        tim = evening.people["tim"]
        opinions.reject(opinion, Act(tim, opinion.version), reason="child", tools=tools)


def _bring_what_was_decided(evening: Evening) -> None:
    """Photos on which somebody decided, and a proposal for a second person."""
    tools, jonas = evening.tools, evening.people["jonas"]
    refused = evening.wait("rejected", shape=2, submission=sent(400))
    approved = evening.wait("approved", shape=3, submission=sent(400))
    gone = evening.wait("withdrawn", shape=3, submission=sent(400))
    many = [
        evening.wait(f"many {number}", shape=number, submission=sent(25)) for number in range(5)
    ]
    with unit_of_work() as unit:
        review.reject(refused, Act(jonas, refused.version), reason="child", tools=tools)
        review.approve(approved, Act(jonas, approved.version), tools=tools, unit=unit)
        withdraw_photo(gone, tools=tools, unit=unit)
    evening.named["proposal"] = create_bulk(*many, account=jonas).public_id
    bulk = create_bulk(*many, account=evening.people["mira"])
    evening.named["own proposal"] = bulk.public_id


def _bring_what_was_said(evening: Evening) -> None:
    """Reports, questions, and what senders ask to be changed."""
    tools = evening.tools
    receipt = sent(9000, receipt_hash=tools.keys.receipt_hash(CODES["receipt"]))
    public = evening.publish("public", shape=4, submission=receipt)
    hidden = evening.publish("hidden", shape=5, submission=sent(9000))
    danger = evening.publish("reported", shape=6, submission=sent(9000))
    changed = evening.publish("changed", shape=7, submission=sent(9000))
    with unit_of_work() as unit:
        for photo, kind, words in (
            (hidden, ReportKind.IN_IT, "I am the man with the flag."),
            (danger, ReportKind.DANGER, "She works for the state. Please hide her face."),
            (danger, ReportKind.FACTS, "This is Kaunas, not Vilnius."),
        ):
            said = reporting.Said(kind, words)
            reporting.report_photo(photo, said, tools=tools, unit=unit)
        question = Question("Ana, Gazette of Tartu", "May we print it on the first page?",
                            "ana@example.org")  # fmt: skip
        inquiries.ask(public, question, code=CODES["inquiry"], tools=tools)
        amend.correct(changed, amend.Wishes(caption="The old rider", credit="Ana K."), tools=tools)
