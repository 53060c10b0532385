"""Open the demonstration in an empty gallery: texts, editions, actions, a moderator of its own."""

from collections.abc import Sequence

from argon2 import PasswordHasher
from sqlalchemy import select

from gallery.accounts import Credentials, add_account, find_account
from gallery.actions import add_action, add_link
from gallery.campaigns import add_edition, change_campaign, the_campaign
from gallery.db import db
from gallery.demo.history import HISTORY, TEXTS, Told
from gallery.demo.plan import Fate, Sending
from gallery.errors import GalleryError
from gallery.models import (
    MODERATOR,
    Account,
    Action,
    ActionLink,
    ActionStage,
    Edition,
    Source,
    Submission,
)
from gallery.places.cities import City
from gallery.toolbox import Toolbox

#: Nobody can have a mailbox there (RFC 2606).
MODERATOR_EMAIL = "moderator@demonstration.invalid"
ORGANISATION = "Invented group"


def require_room() -> None:
    """Refuse to mix the demonstration with anything real."""
    if the_campaign().is_demonstration:
        real = select(Edition.id).where(Edition.is_demonstration.is_(False))
    else:
        real = select(Edition.id)
        if db.session.scalar(select(Submission.id).limit(1)):
            raise GalleryError(_REFUSAL.format(what="photos"))
    if db.session.scalar(real.limit(1)):
        raise GalleryError(_REFUSAL.format(what="editions"))


_REFUSAL = (
    "this gallery has {what} of its own; a demonstration needs an empty one: "
    "choose another folder with GALLERY_DATA_DIR"
)


def open_demonstration(
    sendings: list[Sending], *, tools: Toolbox, history: Sequence[Told] = HISTORY
) -> None:
    """Write texts, editions, actions and links; what is there already stays."""
    require_room()
    campaign = the_campaign()
    if not campaign.is_demonstration:
        campaign.texts_before = {name: getattr(campaign, name) for name in TEXTS}
        campaign.is_demonstration = True
        change_campaign(TEXTS)
    for told in history:
        _tell(told, sendings, tools=tools)
    demonstration_moderator(tools=tools)


def demonstration_moderator(*, tools: Toolbox) -> Account:
    """Return the moderator of the demonstration, as whom nobody can sign in."""
    known = find_account(MODERATOR_EMAIL, tools=tools)
    if known:
        return known
    # A password that nobody was told; besides, the account is not active.
    unknown = PasswordHasher().hash(tools.keys.new_token())
    nobody = Credentials(MODERATOR_EMAIL, "Demonstration", unknown)
    account = add_account(nobody, MODERATOR, tools=tools)
    account.active, account.is_demonstration = False, True
    return account


def find_city(name: str, *, tools: Toolbox) -> City:
    """Return the city of the gazetteer that ``Vilnius lt`` means."""
    city, _, country = name.rpartition(" ")
    return tools.cities.search(f"{city}, {country}", limit=1)[0]


def find_action_link(sending: Sending, *, tools: Toolbox) -> ActionLink:
    """Return the upload link of a sending's action."""
    year, month = (int(part) for part in sending.edition.split("-"))
    action = (
        select(Action.id)
        .join(Edition)
        .where(Edition.year == year, Edition.month == month)
        .where(Action.city.has(geoname_id=find_city(sending.city, tools=tools).geoname_id))
    )
    wanted = select(ActionLink).where(ActionLink.action_id.in_(action)).order_by(ActionLink.id)
    return db.session.scalars(wanted.limit(1)).one()


def _tell(told: Told, sendings: list[Sending], *, tools: Toolbox) -> None:
    """Add an edition with its actions; those that photos will be seen of are *photographed*."""
    edition = _find_edition(told) or add_edition(told.edition)
    here = [sending for sending in sendings if sending.edition == told.slug]
    photographed = {sending.city for sending in here if _is_seen(sending)}
    linked = {sending.city for sending in here if sending.place_by is Source.LINK}
    for name, stage in told.actions:
        found = find_city(name, tools=tools)
        action = add_action(edition, geoname_id=found.geoname_id, tools=tools, stage=stage)
        if name in photographed:
            action.stage = ActionStage.PHOTOGRAPHED
        if name in linked and not action.links:
            link = add_link(action, organisation=ORGANISATION, tools=tools)
            link.is_trusted = name in told.trusted


def _find_edition(told: Told) -> Edition | None:
    """Return an edition that was told before."""
    wanted = select(Edition).filter_by(year=told.day.year, month=told.day.month)
    return db.session.scalars(wanted).one_or_none()


def _is_seen(sending: Sending) -> bool:
    """Whether visitors will see any of its pictures."""
    return any(picture.fate is Fate.PUBLISHED for picture in sending.pictures)
