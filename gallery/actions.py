"""What one city does on an action day, and the links through which its photos come."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from gallery.db import db
from gallery.errors import BadInput, NotHere
from gallery.journey.audit import note_apart
from gallery.journey.counting import show_changes
from gallery.journey.filing import adopt_city
from gallery.journey.statues import find_statue
from gallery.models import Account, Action, ActionLink, ActionStage, City, Edition
from gallery.toolbox import Toolbox


@dataclass(frozen=True)
class LinkRules:
    """Whose link it is, and what may come through it."""

    organisation: str = ""
    max_photos: int | None = None
    closes_on: date | None = None  # the last day on which photos are taken, in the city
    is_trusted: bool = False
    needs_proof: bool = False
    partner_id: int | None = None


def add_action(
    edition: Edition,
    *,
    geoname_id: int,
    tools: Toolbox,
    stage: ActionStage | None = None,
) -> Action:
    """Return a city's action in an edition, added if need be."""
    found = tools.cities.find(geoname_id)
    if found is None:
        raise BadInput("unknown-city")
    city = adopt_city(found)
    wanted = select(Action).where(Action.edition_id == edition.id, Action.city_id == city.id)
    action = db.session.scalars(wanted).one_or_none()
    if action is None:
        stage = stage or usual_stage(edition, today=tools.now().date())
        action = Action(edition=edition, city=city, stage=stage)
        db.session.add(action)
        _keep_and_show()
    return action


def usual_stage(edition: Edition, *, today: date) -> ActionStage:
    """Return how far an action has come unless said otherwise: nobody took part before the day."""
    return ActionStage.ANNOUNCED if edition.day > today else ActionStage.CONFIRMED


def list_actions(edition: Edition) -> list[Action]:
    """Return an edition's actions with their links, by the names of their cities."""
    wanted = (
        select(Action)
        .join(Action.city)
        .where(Action.edition_id == edition.id)
        .options(joinedload(Action.city), selectinload(Action.links))
        .order_by(City.name, City.id)
    )
    return list(db.session.scalars(wanted))


def find_action(edition: Edition, *, country: str, slug: str) -> Action:
    """Return a city's action in an edition; raise NotHere when it has none."""
    wanted = select(Action).join(Action.city).where(Action.edition_id == edition.id)
    wanted = wanted.where(City.country == country, City.slug == slug)
    action = db.session.scalars(wanted).one_or_none()
    if action is None:
        raise NotHere("unknown-action")
    return action


def find_action_by_place(edition: Edition, *, geoname_id: int) -> Action | None:
    """Return what a place of the gazetteer does in an edition; None when it does nothing."""
    wanted = select(Action).join(Action.city).where(Action.edition_id == edition.id)
    return db.session.scalars(wanted.where(City.geoname_id == geoname_id)).one_or_none()


def change_stage(action: Action, stage: ActionStage) -> None:
    """Say how far an action has come. A hidden one is counted nowhere."""
    action.stage = stage
    _keep_and_show()


def name_statue(action: Action, name: str) -> None:
    """Say what is muzzled there; photos that come from now on are filed under it."""
    action.statue = find_statue(action.city, name)
    db.session.flush()


def add_link(action: Action, *, organisation: str, tools: Toolbox) -> ActionLink:
    """Make a private upload address for one organisation."""
    link = ActionLink(
        action=action,
        organisation=organisation,
        token=tools.keys.new_id(),
        made_on=tools.now().date(),
    )
    db.session.add(link)
    db.session.flush()
    return link


def get_link(number: int) -> ActionLink:
    """Return a link by its number; raise NotHere otherwise."""
    link = db.session.get(ActionLink, number)
    if link is None:
        raise NotHere("unknown-link")
    return link


def change_link(
    link: ActionLink, rules: LinkRules, *, tools: Toolbox, by: Account | None = None
) -> None:
    """Say whose link it is and what may come through it. What came already stays.

    Of trust and limits it is written down from what to what they were changed, and by whom.
    """
    was_trusted, former = link.is_trusted, _limits_of(link)
    for name, value in vars(rules).items():
        setattr(link, name, value)
    db.session.flush()
    if link.is_trusted and not was_trusted:
        note_apart("trust", tools=tools, by=by, details={"link": link.id})
    if was_trusted and not link.is_trusted:
        note_apart("distrust", tools=tools, by=by, details={"link": link.id})
    changed = {
        name: [former[name], said]
        for name, said in _limits_of(link).items()
        if said != former[name]
    }
    if changed:
        note_apart("limits", tools=tools, by=by, details={"link": link.id, "changed": changed})


def pause_link(link: ActionLink, *, is_paused: bool) -> None:
    """Take nothing new through a link for a while, or go on."""
    link.is_paused = is_paused
    db.session.flush()


def close_link(link: ActionLink) -> None:
    """Close a link for good; photos that came through it stay."""
    link.is_revoked = True
    db.session.flush()


def revoke_link(token: str) -> ActionLink:
    """Close the link of a token for good."""
    link = db.session.scalars(select(ActionLink).where(ActionLink.token == token)).one_or_none()
    if link is None:
        raise NotHere("unknown-link")
    close_link(link)
    return link


def _limits_of(link: ActionLink) -> dict[str, str | int | None]:
    """Return the limits of a link, as the log keeps them."""
    last = link.closes_on.isoformat() if link.closes_on else None
    return {"max_photos": link.max_photos, "closes_on": last, "needs_proof": link.needs_proof}


def _keep_and_show() -> None:
    """Write down what was decided, and let visitors see it."""
    db.session.flush()
    show_changes()
