"""What partner organisations do with our galleries on their own pages: where, and how often."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from gallery.db import db
from gallery.errors import BadInput, NotHere
from gallery.history import find_supporter, list_supporters
from gallery.journey.counting import show_changes
from gallery.models import Partner, PartnerView, Photo, Supporter, SupporterKind
from gallery.toolbox import Toolbox

MOST_ORIGINS = 20
SCHEMES = ("https", "http")
HOST = re.compile(r"(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z0-9-]*[a-z][a-z0-9-]*")  # "*." is any below it
COUNTED = timedelta(days=400)  # a year, and the one before it begins


@dataclass(frozen=True)
class Shown:
    """How often frames were asked for on a day, at least."""

    day: date
    frames: int


def list_partners() -> list[tuple[Supporter, Partner | None]]:
    """Return the partner organisations in their order, with what they may do here."""
    known = {row.supporter_id: row for row in db.session.scalars(select(Partner))}
    supporters = list_supporters()[SupporterKind.PARTNER]
    return [(each, known.get(each.id)) for each in supporters]


def find_partner(number: int) -> tuple[Supporter, Partner | None]:
    """Return a partner organisation by its number as a supporter; raise NotHere otherwise."""
    supporter = find_supporter(number)
    if supporter.kind is not SupporterKind.PARTNER:
        raise NotHere
    wanted = select(Partner).where(Partner.supporter_id == supporter.id)
    return supporter, db.session.scalars(wanted).one_or_none()


def find_partner_by_key(key: str) -> Partner | None:
    """Return the partner whose key stands in the address of a frame."""
    return db.session.scalars(select(Partner).where(Partner.key == key)).one_or_none()


def change_partner(
    supporter: Supporter, *, origins: str, has_gallery: bool = False, tools: Toolbox
) -> Partner:
    """Say on which sites frames with a partner's key may stand; its key is made with the first.

    And whether what comes by its links is a gallery of its own, from the next photo on. Raises
    BadInput for what is no site.
    """
    _supporter, row = find_partner(supporter.id)
    sites = read_origins(origins)
    if row is None:
        row = Partner(supporter=supporter, key=tools.keys.new_id(), made_on=tools.now().date())
    row.origins, row.has_gallery = sites, has_gallery
    db.session.add(row)
    db.session.flush()
    if not has_gallery:
        db.session.execute(update(Photo).where(Photo.partner_id == row.id).values(partner_id=None))
    show_changes()
    return row


def read_origins(text: str) -> list[str]:
    """Read sites, one on each line, as frame-ancestors has them: a scheme, a host, a port."""
    sites = list(dict.fromkeys(_read_origin(line) for line in text.split()))
    if len(sites) > MOST_ORIGINS:
        raise BadInput("too-many-sites", most=MOST_ORIGINS)
    return sites


def count_frames(counted: dict[tuple[str, date], int]) -> None:
    """Add how often frames were asked for, by a partner's key and day; a made-up key is nobody's.

    Partners come in one order, so that two processes that write at once wait for each other.
    """
    wanted = select(Partner.key, Partner.id).where(Partner.key.in_({key for key, _ in counted}))
    known = {row.key: row.id for row in db.session.execute(wanted)}
    rows = [
        {"partner_id": known[key], "day": day, "frames": frames}
        for (key, day), frames in sorted(counted.items())
        if key in known
    ]
    if not rows:
        return
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    adding = dialect.insert(PartnerView).values(rows)
    adding = adding.on_conflict_do_update(
        index_elements=[PartnerView.partner_id, PartnerView.day],
        set_={"frames": PartnerView.frames + adding.excluded.frames},
    )
    db.session.execute(adding)


def list_views(partner: Partner, *, since: date) -> list[Shown]:
    """Return how often its frames were asked for, the newest day first."""
    wanted = select(PartnerView).where(
        PartnerView.partner_id == partner.id, PartnerView.day >= since
    )
    rows = db.session.scalars(wanted.order_by(PartnerView.day.desc()))
    return [Shown(row.day, row.frames) for row in rows]


def drop_old_views(*, tools: Toolbox) -> None:
    """Forget the numbers of days long ago."""
    oldest = tools.now().date() - COUNTED
    db.session.execute(delete(PartnerView).where(PartnerView.day < oldest))


def _read_origin(line: str) -> str:
    """Read a site; raise BadInput for what is none."""
    try:
        said = urlsplit(line if "://" in line else f"https://{line}")
        host = (said.hostname or "").encode("idna").decode()
        port = f":{said.port}" if said.port else ""
    except ValueError as error:
        raise BadInput("no-site", site=line) from error
    if said.scheme not in SCHEMES or "@" in said.netloc or not HOST.fullmatch(host):
        raise BadInput("no-site", site=line)
    return f"{said.scheme}://{host}{port}"
