"""The chosen tools: which stores, queue, gazetteer, clock and keys this gallery works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from config import Settings
from gallery.images.darkroom import DarkRoom
from gallery.keys import Keys, keep_root_secret
from gallery.mail import Mail, open_mail
from gallery.measures import Measures
from gallery.places.cities import Cities
from gallery.pressure import Pressure
from gallery.queue import HueyQueue, Queue
from gallery.sealing import Sealer
from gallery.storage import Store, open_store

if TYPE_CHECKING:
    from gallery.caches.shared import SharedCache


@dataclass(frozen=True)
class Toolbox:
    """Everything a verb may need that is neither a row nor an argument."""

    settings: Settings
    private: Store
    public: Store
    queue: Queue
    cities: Cities
    dark_room: DarkRoom
    keys: Keys
    now: Callable[[], datetime]
    measures: Measures = field(default_factory=Measures)
    pressure: Pressure = field(default_factory=Pressure)
    mail: Mail | None = None  # without one nobody is asked for an e-mail
    sealer: Sealer | None = None  # where originals are sealed
    shared: "SharedCache | None" = None  # where several machines share the pages that they drew


def utc_now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def open_toolbox(settings: Settings) -> Toolbox:
    """Choose the tools that the settings name. Nothing is started before it is used."""
    keys = open_keys(settings)
    return Toolbox(
        settings=settings,
        private=open_store(settings.private_store),
        public=open_store(settings.public_store),
        queue=HueyQueue(settings.queue),
        cities=Cities(settings.cities_file),
        dark_room=DarkRoom(required=settings.require_sandbox, heads=settings.suggest_heads),
        keys=keys,
        now=utc_now,
        mail=open_mail(settings.mail_url),
        sealer=open_sealer(settings),
        shared=open_shared(settings, keys=keys),
    )


def open_sealer(settings: Settings) -> Sealer | None:
    """Seal to the recipient of the setting, if there is one; raise BadSetting for another text."""
    return Sealer(settings.originals_recipient) if settings.originals_recipient else None


def open_shared(settings: Settings, *, keys: Keys) -> "SharedCache | None":
    """Share pages where the setting says, if it does."""
    if not settings.pages_url:
        return None
    # Loaded where machines share pages only: alone, a machine needs none of Redis.
    cache: SharedCache = import_module("gallery.caches.shared").SharedCache(
        settings.pages_url, key=keys.subkey("shared pages")
    )
    return cache


def open_keys(settings: Settings) -> Keys:
    """Take the root secret from the setting, else from the data folder (made there once)."""
    if settings.secret:
        return Keys(settings.secret.encode())
    return Keys(keep_root_secret(settings.folder / "secret"))
