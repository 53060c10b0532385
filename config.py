"""The manual of the settings: one typed line each, with its default and a sentence.

Settings come from the environment as ``GALLERY_<NAME>`` (``PORT`` alone has its usual name).
An unknown or malformed one stops the start with its name.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from gallery.errors import BadSetting

PREFIX = "GALLERY_"
YES, NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


def setting(default: object, sentence: str) -> object:
    """Declare one setting with its default and the sentence that explains it."""
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True)
class Settings:
    """All that an operator may choose. The defaults run the whole gallery on one machine."""

    # fmt: off
    data_dir: Path = setting(Path("data"), "Folder for everything that is kept here.")  # type: ignore[assignment]
    host: str = setting("127.0.0.1", "Address the web server listens on.")  # type: ignore[assignment]
    port: int = setting(8000, "Port the web server listens on; read from PORT too.")  # type: ignore[assignment]
    site_url: str = setting("", "Public address of the site, e.g. https://example.org; empty: the address asked for.")  # type: ignore[assignment]
    proxies: int = setting(0, "Number of trusted proxies in front (X-Forwarded-*).")  # type: ignore[assignment]
    database_url: str = setting("", "Database; empty: SQLite in the data folder.")  # type: ignore[assignment]
    storage_url: str = setting("", "Private store; empty: a folder in the data folder; or s3://bucket/prefix?endpoint_url=…")  # type: ignore[assignment]
    public_storage_url: str = setting("", "Public store; empty: a folder in the data folder; or s3://…")  # type: ignore[assignment]
    media_url: str = setting("", "Address that serves the public store directly, e.g. a CDN; empty: this site.")  # type: ignore[assignment]
    queue_url: str = setting("", "Queue; empty: SQLite in the data folder; or redis://…")  # type: ignore[assignment]
    limits_url: str = setting("memory://", "Where rate limits are counted: memory:// or redis://…")  # type: ignore[assignment]
    secret: str = setting("", "Root secret; empty: made once and kept in the data folder.")  # type: ignore[assignment]
    web_threads: int = setting(16, "Threads of the web server.")  # type: ignore[assignment]
    upload_slots: int = setting(10, "Uploads taken at the same time; fewer than the threads.")  # type: ignore[assignment]
    workers: int = setting(1, "Processes that examine and publish photos.")  # type: ignore[assignment]
    require_sandbox: bool = setting(False, "Refuse to start where photos cannot be read in a closed sandbox.")  # type: ignore[assignment]
    embed_ancestors: str = setting("*", "Sites that may show our frames, as in frame-ancestors.")  # type: ignore[assignment]
    undo_seconds: int = setting(10, "Seconds in which a decision can be undone before anything is public.")  # type: ignore[assignment]
    max_photo_mb: int = setting(50, "Largest photo taken, in MB of 1,048,576 bytes.")  # type: ignore[assignment]
    max_photos: int = setting(50, "Most photos in one submission.")  # type: ignore[assignment]
    # fmt: on

    @property
    def folder(self) -> Path:
        """The data folder, absolute."""
        return self.data_dir.absolute()

    @property
    def database(self) -> str:
        """The database's URL for SQLAlchemy."""
        return self.database_url or f"sqlite:///{self.folder / 'gallery.sqlite'}"

    @property
    def private_store(self) -> str:
        """The private store's URL."""
        return self.storage_url or f"folder:{self.folder / 'private'}"

    @property
    def public_store(self) -> str:
        """The public store's URL."""
        return self.public_storage_url or f"folder:{self.folder / 'public'}"

    @property
    def queue(self) -> str:
        """The queue's URL."""
        return self.queue_url or f"sqlite:///{self.folder / 'queue.sqlite'}"

    @property
    def cities_file(self) -> Path:
        """Where the built gazetteer lies."""
        return self.folder / "cities.db"

    @property
    def max_photo_bytes(self) -> int:
        """Largest photo taken, in bytes."""
        return self.max_photo_mb * 1_048_576


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment; raise BadSetting for an unknown or malformed one."""
    said = os.environ if environment is None else environment
    known = {PREFIX + each.name.upper(): each for each in fields(Settings)}
    for name in said:
        if name.startswith(PREFIX) and name not in known:
            raise BadSetting("unknown-setting", setting=name)
    chosen = {each.name: _value(name, said[name], each.default) for name, each in known.items() if name in said}
    if "PORT" in said and "port" not in chosen:
        chosen["port"] = _value("PORT", said["PORT"], 8000)
    return _checked(Settings(**chosen))  # type: ignore[arg-type]


def _value(name: str, text: str, default: object) -> object:
    """Turn a text into the type of the default."""
    try:
        if isinstance(default, bool):
            return _truth(text)
        return type(default)(text)  # type: ignore[call-arg]
    except ValueError as error:
        raise BadSetting("bad-setting", setting=name) from error


def _truth(text: str) -> bool:
    """Read yes or no; anything else is a ValueError."""
    if text.lower() not in YES + NO:
        raise ValueError(text)
    return text.lower() in YES


def _checked(settings: Settings) -> Settings:
    """Refuse values that cannot work together."""
    if not 1 <= settings.upload_slots < settings.web_threads:
        raise BadSetting("bad-setting", setting="GALLERY_UPLOAD_SLOTS")
    if not 0 <= settings.port <= 65535:
        raise BadSetting("bad-setting", setting="PORT")
    return settings
